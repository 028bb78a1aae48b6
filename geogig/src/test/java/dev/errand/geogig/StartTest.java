// SPDX-License-Identifier: Apache-2.0
package dev.errand.geogig;

import static org.assertj.core.api.Assertions.assertThat;

import dev.errand.limit.Limit;
import dev.errand.limit.Scope;
import dev.errand.task.Task;
import dev.errand.task.TaskStatus;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Acceptance rows about starting tasks, by a command that a host added. */
final class StartTest {

  @TempDir Path data;
  private GeoGigServer server;

  @BeforeEach
  void start() throws Exception {
    server = new GeoGigServer(data);
  }

  @AfterEach
  void stop() throws Exception {
    server.close();
  }

  @Test
  void row13_idsCountFromOne() throws Exception {
    String script = server.script(server.reporting, context -> Report.of(1));

    for (int i = 1; i <= 5; i++) {
      JsonNode task = server.json("/repos/repo" + i + "/start.json?script=" + script).get("task");
      assertThat(task.get("id").intValue()).isEqualTo(i);
    }
  }

  @Test
  void tellsHowManyMoreMayBeStartedWhereThatIsLimited() throws Exception {
    String script = server.script(server.reporting, context -> Report.of(1));
    String start = "/repos/r/start.json?script=" + script;
    assertThat(server.get(start).headers().firstValue("RateLimit")).isEmpty();
    server.errand.limits().set(new Scope.All(), Limit.NONE.waiting(9), Optional.empty());

    HttpResponse<String> answer = server.get(start);

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.headers().firstValue("RateLimit-Policy")).contains("\"all-waiting\";q=9");
    assertThat(answer.headers().firstValue("RateLimit").orElseThrow())
        .startsWith("\"all-waiting\";r=");
  }

  @Test
  void row16_theFirstAnswerNamesTheTransaction() throws Exception {
    String script = server.script(server.reporting, context -> Report.of(1));
    String id = "0b3c6a4e-5f0f-4c58-9a5e-2a7f6f9a1d11";

    JsonNode task =
        server.json("/repos/r/start.json?transactionId=" + id + "&script=" + script).get("task");

    assertThat(task.get("transactionId").stringValue()).isEqualTo(id);
  }

  @Test
  void row53_tasksBeyondTheWorkersWaitInOrder() throws Exception {
    List<CountDownLatch> running = new ArrayList<>();
    List<CountDownLatch> released = new ArrayList<>();
    List<Task> tasks = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      running.add(new CountDownLatch(1));
      released.add(new CountDownLatch(1));
      tasks.add(
          server.start(server.reporting, Scripted.untilReleased(running.get(i), released.get(i))));
    }
    running.get(0).await();
    running.get(1).await();
    List<String> states = new ArrayList<>();
    server
        .json("/tasks.json")
        .get("tasks")
        .forEach(t -> states.add(t.at("/task/status").stringValue()));

    assertThat(states)
        .containsExactly("RUNNING", "RUNNING", "WAITING", "WAITING", "WAITING", "WAITING");

    for (int i = 0; i < 6; i++) {
      running.get(i).await();
      for (int later = i + 2; later < 6; later++) {
        assertThat(server.task(later + 1).get("status").stringValue()).isEqualTo("WAITING");
      }
      released.get(i).countDown();
      assertThat(server.end(tasks.get(i)).status()).isEqualTo(TaskStatus.FINISHED);
    }
  }

  @Test
  void row54_withAFreeWorkerTheAnswerSaysRunning() throws Exception {
    String script = server.script(server.reporting, Scripted.untilCancelled(new CountDownLatch(1)));

    JsonNode task = server.json("/repos/r/start.json?script=" + script).get("task");

    assertThat(task.get("status").stringValue()).isEqualTo("RUNNING");
  }

  @Test
  void row55_theAnswerIsTheTaskInTheCommandsFormat() throws Exception {
    String script = server.script(server.reporting, Scripted.untilCancelled(new CountDownLatch(2)));

    HttpResponse<String> xml = server.get("/repos/monaco/start?script=" + script);
    HttpResponse<String> json = server.get("/repos/monaco/start.json?script=" + script);

    assertThat(xml.statusCode()).isEqualTo(200);
    assertThat(xml.headers().firstValue("Location")).isEmpty();
    assertThat(xml.body())
        .matches(
            "<\\?xml[^>]*><task><id>1</id>.*<description>start in monaco</description>.*/tasks/1.xml\".*\n");
    assertThat(json.body()).startsWith("{\"task\":{\"id\":2,").contains("/tasks/2.json\"");
  }

  @Test
  void commandsThatStartNothingAnswerSuccess() throws Exception {
    String base = "http://localhost:" + server.http.port();

    assertThat(server.http.send("PUT", "/repos/x/init.json").body())
        .isEqualTo(
            "{\"response\":{\"success\":true,\"repo\":{\"name\":\"x\",\"href\":\""
                + base
                + "/repos/x\"}}}\n");
  }
}
