// SPDX-License-Identifier: Apache-2.0
package dev.errand.geogig;

import static org.assertj.core.api.Assertions.assertThat;

import dev.errand.task.Task;
import dev.errand.task.TaskStatus;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Acceptance rows about cancel, prune and retention. */
final class CancelAndPruneTest {

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

  private String status(long number) throws Exception {
    return server.task(number).get("status").stringValue();
  }

  private int code(String path) throws Exception {
    return server.get(path).statusCode();
  }

  @Test
  void row36_row37_row44_cancelAnswersTheCancelledTaskWithItsPartialResult() throws Exception {
    Task task = server.running();

    HttpResponse<String> answer = server.get("/tasks/1.json?cancel=true");

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body()).startsWith("{\"task\":{\"id\":1,\"status\":");
    server.end(task);
    JsonNode cancelled = server.task(1);
    assertThat(cancelled.get("status").stringValue()).isEqualTo("CANCELLED");
    assertThat(cancelled.at("/result/OSMReport/processedEntities").longValue()).isEqualTo(12);
    assertThat(cancelled.has("error")).isFalse();
    assertThat(cancelled.has("progress")).isFalse();
  }

  @Test
  void row37_anOperationThatIsSlowToNoticeDoesNotHoldTheAnswer() throws Exception {
    CountDownLatch running = new CountDownLatch(1);
    CountDownLatch released = new CountDownLatch(1);
    server.start(server.reporting, Scripted.untilReleased(running, released));
    running.await();

    HttpResponse<String> answer = server.get("/tasks/1.json?cancel=true");
    released.countDown();

    assertThat(answer.body()).contains("\"status\":\"RUNNING\"");
  }

  @Test
  void row38_repeatingIsHarmless() throws Exception {
    Task task = server.running();

    for (int i = 0; i < 5; i++) {
      assertThat(code("/tasks/1.json?cancel=true")).isEqualTo(200);
    }
    assertThat(server.end(task).status()).isEqualTo(TaskStatus.CANCELLED);
  }

  @Test
  void row39_aTaskThatEndedStaysAsItIs() throws Exception {
    server.run(server.reporting, context -> Report.of(3));
    server.run(
        server.reporting,
        context -> {
          throw new IllegalStateException("x");
        });
    String finished = server.get("/tasks/1").body();
    String failed = server.get("/tasks/2").body();

    assertThat(server.get("/tasks/1?cancel=true").body()).isEqualTo(finished);
    assertThat(server.get("/tasks/2?cancel=true").body()).isEqualTo(failed);
    assertThat(server.get("/tasks/1").body()).isEqualTo(finished);
    assertThat(server.get("/tasks/2").body()).isEqualTo(failed);
  }

  @Test
  void row40_row41_aWaitingTaskNeverStartsAndPoisonsNothing() throws Exception {
    AtomicBoolean started = new AtomicBoolean();
    Task first = server.running();
    Task second = server.running();
    server.start(
        server.reporting,
        context -> {
          started.set(true);
          return Report.of(1);
        });
    Task last = server.start(server.reporting, context -> Report.of(2));

    JsonNode cancelled = server.json("/tasks/3.json?cancel=true").get("task");
    server.get("/tasks/1?cancel=true");
    server.get("/tasks/2?cancel=true");

    assertThat(cancelled.get("status").stringValue()).isEqualTo("CANCELLED");
    assertThat(cancelled.has("result")).isFalse();
    assertThat(server.end(first).status()).isEqualTo(TaskStatus.CANCELLED);
    assertThat(server.end(second).status()).isEqualTo(TaskStatus.CANCELLED);
    assertThat(server.end(last).status()).isEqualTo(TaskStatus.FINISHED);
    assertThat(started).isFalse();
  }

  @Test
  void row42_unknownTasksCannotBeCancelled() throws Exception {
    assertThat(code("/tasks/9?cancel=true")).isEqualTo(404);
    assertThat(code("/tasks/9?prune=true")).isEqualTo(404);
  }

  @Test
  void row43_onlyTrueInAnyCaseCancels() throws Exception {
    Task task = server.running();

    for (String no : new String[] {"1", "yes", "", "false", "truely", "false&cancel=true"}) {
      server.get("/tasks/1?cancel=" + no);
    }
    server.get("/tasks/1?CANCEL=true");
    assertThat(server.errand.task(1).orElseThrow().cancelRequest()).isEmpty();
    server.get("/tasks/1?cancel=TRUE");
    assertThat(server.end(task).status()).isEqualTo(TaskStatus.CANCELLED);
  }

  @Test
  void row45_anOperationThatFailsWhileItIsCancelledIsFailed() throws Exception {
    CountDownLatch running = new CountDownLatch(1);
    Task task =
        server.start(
            server.reporting,
            context -> {
              Scripted.untilCancelled(running).run(context);
              throw new IllegalStateException("broke while stopping");
            });
    running.await();
    server.get("/tasks/1?cancel=true");
    server.end(task);

    assertThat(status(1)).isEqualTo("FAILED");
    assertThat(server.task(1).at("/error/message").stringValue()).isEqualTo("broke while stopping");
  }

  @Test
  void row46_row47_pruneAnswersTheTaskOnceMore() throws Exception {
    server.run(server.reporting, context -> Report.of(3));
    String body = server.get("/tasks/1").body();

    HttpResponse<String> pruned = server.get("/tasks/1?prune=true");

    assertThat(pruned.statusCode()).isEqualTo(200);
    assertThat(pruned.body()).isEqualTo(body);
    assertThat(code("/tasks/1")).isEqualTo(404);
    assertThat(code("/tasks/1?prune=true")).isEqualTo(404);
  }

  @Test
  void row48_unfinishedTasksAreNotPruned() throws Exception {
    server.running();

    assertThat(server.get("/tasks/1?prune=true").body()).contains("<status>RUNNING</status>");
    assertThat(code("/tasks/1")).isEqualTo(200);
  }

  @Test
  void row49_prunedTasksAreGoneEverywhere() throws Exception {
    server.run(
        server.silent,
        context -> {
          Files.writeString(context.output("a.xml", "text/xml"), "<a/>");
          return Report.of(1);
        });
    assertThat(code("/tasks/1/download")).isEqualTo(200);

    server.get("/tasks/1?prune=True");

    assertThat(server.get("/tasks.json").body()).isEqualTo("{\"tasks\":[]}\n");
    assertThat(code("/tasks/1/download")).isEqualTo(404);
  }

  @Test
  void row50_cancelAndPruneRemoveOnlyWhatHasEnded() throws Exception {
    server.running();
    String answered = server.get("/tasks/1.json?cancel=true&prune=true").body();
    boolean ended = answered.contains("\"status\":\"CANCELLED\"");
    assertThat(code("/tasks/1")).isEqualTo(ended ? 404 : 200);

    CountDownLatch running = new CountDownLatch(1);
    CountDownLatch released = new CountDownLatch(1);
    server.start(server.reporting, Scripted.untilReleased(running, released));
    running.await();
    assertThat(server.get("/tasks/2.json?cancel=true&prune=true").body())
        .contains("\"status\":\"RUNNING\"");
    assertThat(code("/tasks/2")).isEqualTo(200);
    released.countDown();

    server.run(server.reporting, context -> Report.of(1));
    assertThat(server.get("/tasks/3.json?cancel=true&prune=true").body())
        .contains("\"status\":\"FINISHED\"");
    assertThat(code("/tasks/3")).isEqualTo(404);
  }

  @Test
  void row51_finishedTasksStayTenMinutes() throws Exception {
    server.run(server.reporting, context -> Report.of(1));

    server.clock.advance(Duration.ofMinutes(10).minusSeconds(1));
    server.errand.sweep();
    assertThat(code("/tasks/1")).isEqualTo(200);
    server.clock.advance(Duration.ofSeconds(1));
    assertThat(code("/tasks/1")).isEqualTo(404);
  }

  @Test
  void row52_readingNeverPrunes() throws Exception {
    server.run(server.reporting, context -> Report.of(1));

    for (int i = 0; i < 3; i++) {
      assertThat(code("/tasks/1")).isEqualTo(200);
      assertThat(code("/tasks")).isEqualTo(200);
      assertThat(code("/tasks?prune=true")).isEqualTo(200);
    }
    assertThat(code("/tasks/1.json")).isEqualTo(200);
  }

  @Test
  void headChangesNothing() throws Exception {
    server.running();
    server.run(server.reporting, context -> Report.of(1));

    assertThat(server.http.send("HEAD", "/tasks/1?cancel=true").statusCode()).isEqualTo(200);
    assertThat(server.http.send("HEAD", "/tasks/2?prune=true").statusCode()).isEqualTo(200);

    assertThat(server.errand.task(1).orElseThrow().cancelRequest()).isEmpty();
    assertThat(code("/tasks/2")).isEqualTo(200);
  }
}
