// SPDX-License-Identifier: Apache-2.0
package dev.errand.http.admin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.errand.http.admin.AdminServer.Answer;
import dev.errand.task.Task;
import dev.errand.task.TaskStatus;
import dev.errand.testkit.Work;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LimitRoutesTest extends AdminTest {

  private static final String WORK = "/admin/limits/operation:work";

  @Test
  void setsAndShowsAndTakesBack() throws Exception {
    Answer set =
        server.send(
            ROOT,
            "PUT",
            WORK,
            "{\"concurrency\":3,\"concurrencyPerNode\":1,\"waiting\":100,\"rate\":\"60/1m\",\"weight\":2}");

    assertThat(set.status()).isEqualTo(200);
    assertThat(set.body().path("by").asString("")).isEqualTo(ROOT);
    Answer all = server.get(ROOT, "/admin/limits");
    assertThat(all.body().path("sharedBy").asString("")).isEqualTo("nobody");
    assertThat(all.body().path("limits").toString())
        .startsWith(
            "[{\"scope\":\"operation:work\",\"concurrency\":3,\"concurrencyPerNode\":1,\"waiting\":100,"
                + "\"rate\":\"60/1m\",\"weight\":2,\"paused\":false,"
                + "\"now\":{\"scope\":\"operation:work\",\"running\":0,\"waiting\":0},\"changed\":\"");
    assertThat(server.errand.limits().now().set()).hasSize(1);

    assertThat(server.send(ROOT, "DELETE", WORK, "").status()).isEqualTo(204);
    assertThat(server.get(ROOT, "/admin/limits").body().path("limits").isEmpty()).isTrue();
    assertThat(server.get(ROOT, WORK).body().path("changed").isMissingNode()).isTrue();
  }

  @Test
  void showsWhatHoldsForAUserOfWhomNothingIsSaid() throws Exception {
    server.send(ROOT, "PUT", "/admin/limits/users", "{\"waiting\":5}");
    assertThat(server.get(ROOT, "/admin/limits/user:ann").body().path("waiting").asInt(0))
        .isEqualTo(5);

    server.send(ROOT, "PUT", "/admin/limits/user:ann", "{\"concurrency\":1}");
    assertThat(server.get(ROOT, "/admin/limits/user:ann").body().has("waiting")).isFalse();
  }

  @Test
  void resumesAnOperationThatHasGone() throws Exception {
    assertThat(server.send(ROOT, "POST", "/admin/operations/gone/resume", "").status())
        .isEqualTo(204);
  }

  @Test
  void pausesAndResumes() throws Exception {
    assertThat(server.send(ROOT, "POST", "/admin/operations/work/pause", "").status())
        .isEqualTo(204);
    Task task = server.errand.submit(Work.submission("a").build());
    assertThat(task.status()).isEqualTo(TaskStatus.WAITING);
    assertThat(server.get(ROOT, WORK).body().path("now").toString())
        .isEqualTo("{\"scope\":\"operation:work\",\"running\":0,\"waiting\":1}");
    assertThat(server.get(ROOT, WORK).body().path("paused").asBoolean(false)).isTrue();
    // The limit stays what it is when one is set, and so does the pause.
    server.send(ROOT, "PUT", WORK, "{\"concurrency\":3}");
    assertThat(server.get(ROOT, WORK).body().path("paused").asBoolean(false)).isTrue();

    assertThat(server.send(ROOT, "POST", "/admin/operations/work/resume", "").status())
        .isEqualTo(204);

    assertThat(server.errand.await(task.id(), Duration.ofSeconds(30)).orElseThrow().status())
        .isEqualTo(TaskStatus.FINISHED);
    assertThat(server.get(ROOT, WORK).body().path("concurrency").asInt(0)).isEqualTo(3);
  }

  @ParameterizedTest
  @CsvSource({
    "GET, /admin/limits",
    "GET, /admin/limits/all",
    "PUT, /admin/limits/all",
    "DELETE, /admin/limits/all",
    "POST, /admin/operations/work/pause",
    "POST, /admin/operations/work/resume"
  })
  void isForAdministratorsOnly(String method, String path) throws Exception {
    String body = method.equals("PUT") ? "{\"waiting\":1}" : "";

    assertProblem(server.send(ANN, method, path, body), 403, "only administrators may do this");
    assertThat(server.send("", method, path, body).status()).isEqualTo(401);
    assertThat(server.errand.limits().rules()).isEmpty();
  }

  @Test
  void saysWhatIsWrong() throws Exception {
    assertProblem(
        server.send(ROOT, "PUT", WORK, "{\"concurrency\":0}"),
        400,
        "The member 'concurrency' must be 1 or more.");
    assertProblem(
        server.send(ROOT, "PUT", WORK, "{\"weight\":1001}"),
        400,
        "The member 'weight' must be from 1 to 1000.");
    assertProblem(
        server.send(ROOT, "PUT", WORK, "{\"rate\":\"60\"}"),
        400,
        "The member 'rate' is how many starts in what time, such as 60/1m.");
    assertProblem(
        server.send(ROOT, "PUT", WORK, "{\"limit\":3}"),
        400,
        "There is no member 'limit' here; there is concurrency, concurrencyPerNode, waiting, rate,"
            + " weight.");
    assertProblem(
        server.send(ROOT, "PUT", "/admin/limits/operation:other", "{\"waiting\":3}"),
        404,
        "'other'");
    assertProblem(
        server.send(ROOT, "PUT", "/admin/limits/operations", "{\"waiting\":3}"),
        404,
        "There is no such scope; there are all, users, groups, operation:NAME");
    assertProblem(server.send(ROOT, "POST", "/admin/operations/other/pause", ""), 404, "'other'");
  }
}
