// SPDX-License-Identifier: Apache-2.0
package dev.errand.http.admin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.errand.http.admin.AdminServer.Answer;
import dev.errand.task.Task;
import dev.errand.task.TaskStatus;
import dev.errand.testkit.Work;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TaskRoutesTest extends AdminTest {

  /** One that waits, since its operation is paused. */
  private Task waiting() {
    server.errand.limits().pause("work", Optional.empty());
    return server.errand.submit(Work.submission("a").owner(ANN).build());
  }

  private static String path(Task task, String deed) {
    return "/admin/tasks/" + task.id().key() + "/" + deed;
  }

  @Test
  void changesThePriorityOfWhatWaits() throws Exception {
    Task task = waiting();

    Answer answer = server.send(ROOT, "PUT", path(task, "priority"), "{\"priority\":7}");

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.body().path("priority").asInt(0)).isEqualTo(7);
    assertThat(server.errand.task(task.id().number()).orElseThrow().submission().priority())
        .isEqualTo(7);
    server.errand.cancel(task.id(), Optional.empty());
    assertProblem(
        server.send(ROOT, "PUT", path(task, "priority"), "{\"priority\":8}"),
        409,
        "No task %s waits: it has started or ended, or never was.".formatted(task.id().key()));
  }

  @Test
  void endsATaskByHand() throws Exception {
    Task task = waiting();

    Answer answer = server.send(ROOT, "POST", path(task, "fail"), "{\"reason\":\"  it hangs \"}");

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.body().path("status").asString("")).isEqualTo("failed");
    assertThat(
            server.errand.task(task.id().number()).orElseThrow().failure().orElseThrow().message())
        .contains("It was ended by hand: it hangs");
    assertProblem(
        server.send(ROOT, "POST", path(task, "fail"), "{\"reason\":\"again\"}"),
        409,
        "has ended already: it is FAILED");
  }

  @Test
  void runsATaskAgain() throws Exception {
    Task task = waiting();
    server.errand.cancel(task.id(), Optional.empty());
    server.errand.limits().resume("work", Optional.empty());

    Answer answer = server.send(ROOT, "POST", path(task, "run-again"), "");

    assertThat(answer.status()).isEqualTo(201);
    assertThat(answer.body().path("rerunOf").asString("")).isEqualTo(task.id().key().toString());
    long number = answer.body().path("number").asLong(0);
    assertThat(answer.header("Location"))
        .endsWith("/jobs/" + answer.body().path("key").asString(""));
    Task again = server.errand.task(number).orElseThrow();
    assertThat(again.submission().owner()).contains(ANN);
    assertThat(server.errand.await(again.id(), Duration.ofSeconds(30)).orElseThrow().status())
        .isEqualTo(TaskStatus.FINISHED);
    assertProblem(
        server.send(ROOT, "POST", "/admin/tasks/" + again.id().key() + "/run-again", ""),
        409,
        "Only what failed or was cancelled is run again");
  }

  @ParameterizedTest
  @CsvSource({
    "PUT, priority, {\"priority\":1}",
    "POST, fail, {\"reason\":\"x\"}",
    "POST, run-again, ''"
  })
  void isForAdministratorsOnly(String method, String deed, String body) throws Exception {
    Task task = waiting();

    assertProblem(
        server.send(ANN, method, path(task, deed), body), 403, "only administrators may do this");
    assertThat(server.send("", method, path(task, deed), body).status()).isEqualTo(401);
    assertThat(server.errand.task(task.id().number())).contains(task);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          PUT  | priority  | {"priority":1001} | 400 | The member 'priority' must be a whole number from -1000 to 1000.
          PUT  | priority  | {}                | 400 | The member 'priority' must be a whole number from -1000 to 1000.
          POST | fail      | {"reason":" "}    | 400 | The member 'reason' must say why, in at most 1000 characters.
          POST | fail      | {}                | 400 | The member 'reason' is missing; it is a string.
          """)
  void saysWhatIsWrong(String method, String deed, String body, int status, String detail)
      throws Exception {
    assertProblem(server.send(ROOT, method, path(waiting(), deed), body), status, detail);
  }

  @Test
  void saysThatThereIsNoSuchTask() throws Exception {
    String key = "00000000-0000-0000-0000-000000000000";
    for (String name : new String[] {key, "12"}) {
      assertProblem(
          server.send(ROOT, "POST", "/admin/tasks/" + name + "/run-again", ""),
          404,
          "There is no task '" + name + "': it never was, or is past its retention.");
    }
  }
}
