// SPDX-License-Identifier: Apache-2.0
package dev.errand.pageseeder;

import static org.assertj.core.api.Assertions.assertThat;

import dev.errand.http.Xml;
import dev.errand.operation.TaskContext;
import dev.errand.pageseeder.BridgeClient.Polled;
import dev.errand.pageseeder.BridgeClient.Status;
import dev.errand.task.Submission;
import dev.errand.task.Task;
import dev.errand.task.TaskStatus;
import dev.errand.testkit.Gate;
import dev.errand.testkit.Work;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Acceptance rows about the status of threads while time passes. */
final class ThreadStatusTest {

  private final Semaphore atWork = new Semaphore(0);
  @TempDir Path data;
  private PageSeederServer server;

  @BeforeEach
  void start() throws Exception {
    server = new PageSeederServer(data);
  }

  @AfterEach
  void stop() throws Exception {
    server.close();
  }

  private String status(Task task) throws Exception {
    return server.thread(task).at("/thread/@status");
  }

  @Test
  void row01TheStarterPollsAsTheJavaClientDoesUntilTheEnd() throws Exception {
    String name =
        server.name(context -> {
          for (int i = 1; i <= 1_000; i++) {
            context.progress("Moving document " + i, i, 1_000);
          }
          return new Work.Out("");
        });
    BridgeClient client = new BridgeClient(server, "jjones");
    Polled started =
        BridgeClient.read(
                server.send(
                    "POST",
                    "jjones",
                    "/ps/service/members/~jjones/groups/~test-local5/work?name=" + name))
            .orElseThrow();

    List<Polled> seen = client.complete(started);

    assertThat(seen.getLast().status()).isEqualTo(Status.COMPLETED);
    assertThat(seen.getLast().messages()).containsExactly("Moving document 1000");
    assertThat(seen)
        .allSatisfy(polled -> {
          assertThat(polled.id()).isEqualTo(started.id());
          assertThat(polled.group()).isEqualTo(5);
          assertThat(polled.username()).isEqualTo("jjones");
          assertThat(polled.messages()).hasSizeLessThan(2);
        });
  }

  @Test
  void row21ACancelledRunningThreadIsSeenCancelledByPolling() throws Exception {
    Task task = server.running("jjones");
    BridgeClient client = new BridgeClient(server, "jjones");
    Polled before = client.poll(PageSeederServer.id(task));

    server.send("POST", "mgr", "/groups/5/threads/" + PageSeederServer.id(task) + "/cancel");

    assertThat(before.status()).isEqualTo(Status.INPROGRESS);
    assertThat(client.complete(before).getLast().status()).isEqualTo(Status.CANCELLED);
  }

  @Test
  void row26Row27EveryStateHasItsWord() throws Exception {
    server.running("jjones");
    Task running = server.running("jjones");
    Task waiting = server.start("jjones", context -> new Work.Out(""));
    Task cancelled = server.start("jjones", context -> new Work.Out(""));
    server.errand.cancel(cancelled.id(), Optional.empty());

    assertThat(status(waiting)).isEqualTo("initialised");
    assertThat(status(running)).isEqualTo("inprogress");
    assertThat(status(cancelled)).isEqualTo("cancelled");

    server.errand.cancel(running.id(), Optional.empty());
    Task failed =
        server.run(
            "jjones",
            context -> {
              throw new IllegalStateException("no space");
            });
    assertThat(status(failed)).isEqualTo("failed");
    assertThat(status(server.end(waiting))).isEqualTo("completed");
  }

  @Test
  void row28WarningAndErrorPassAndAreNeverLast() throws Exception {
    Gate warned = server.gate();
    Gate calm = server.gate();
    Gate broken = server.gate();
    Task task =
        server.start(
            "jjones",
            context -> {
              context.warn("b.psml was archived already");
              warned.pass();
              context.info("going on");
              calm.pass();
              context.error("c.psml cannot be read");
              broken.pass();
              return new Work.Out("");
            });

    warned.awaitReached();
    assertThat(status(task)).isEqualTo("warning");
    warned.open();
    calm.awaitReached();
    assertThat(status(task)).isEqualTo("inprogress");
    calm.open();
    broken.awaitReached();
    assertThat(status(task)).isEqualTo("error");
    broken.open();
    assertThat(status(server.end(task))).isEqualTo("completed");
  }

  @Test
  void row28AWarningBeforeAFailureIsNotTheEnd() throws Exception {
    Task task =
        server.run(
            "jjones",
            context -> {
              context.error("c.psml cannot be read");
              throw new IllegalStateException("stopped");
            });

    assertThat(status(task)).isEqualTo("failed");
  }

  @Test
  void row19Row29FinalStatesStay() throws Exception {
    Task task = server.run("jjones", context -> new Work.Out(""));
    String before =
        server.get("jjones", "/threads/" + PageSeederServer.id(task) + "/progress").body();

    for (int i = 0; i < 3; i++) {
      String path = "/groups/5/threads/" + PageSeederServer.id(task) + "/cancel";
      assertThat(server.send("POST", "jjones", path).body()).isEqualTo("<thread-cancel/>\n");
      assertThat(server.get("jjones", "/threads/" + PageSeederServer.id(task) + "/progress").body())
          .isEqualTo(before)
          .contains("\"completed\"");
    }
  }

  @Test
  void row30AThreadThatWaitsForAFurtherAttemptIsNotInitialisedAgain() throws Exception {
    Submission.Builder work =
        Submission.builder("repeatable").inputs(Work.In.named(server.name(this::untilCancelled)));
    Task first = server.start(work);
    Task second = server.start(work);
    atWork.acquire(2);
    server.errand.close();
    server.close();

    server = new PageSeederServer(data, builder -> builder.workers(1));
    Gate gate = server.gate();
    server.name(context -> {
      gate.passDeaf();
      return new Work.Out("");
    });
    gate.awaitReached();

    assertThat(server.status(second)).isEqualTo(TaskStatus.WAITING);
    assertThat(status(first)).isEqualTo("inprogress");
    assertThat(status(second)).isEqualTo("inprogress");
  }

  private Work.Out untilCancelled(TaskContext context) throws Exception {
    Gate gate = server.gate();
    try (var registration = context.onCancel(gate::open)) {
      atWork.release();
      gate.passDeaf();
    }
    return new Work.Out("");
  }

  @Test
  void row18Row57AFinishedThreadIsKnownForTenMinutesAndNotListed() throws Exception {
    Task task = server.run("jjones", context -> new Work.Out(""));
    String path = "/ps/service/threads/" + PageSeederServer.id(task) + "/progress";

    server.clock.advance(Duration.ofMinutes(9));
    assertThat(server.get("jjones", path).statusCode()).isEqualTo(200);
    assertThat(server.get("jjones", "/groups/5/threads").body()).isEqualTo("<threads/>\n");
    server.clock.advance(Duration.ofMinutes(2));
    ErrorDocument.check(server.get("jjones", path), 404, "E001");
  }

  @Test
  void row31WhatIsSaidIsOneLineOfPlainText() throws Exception {
    Gate gate = server.gate();
    Task task =
        server.start(
            "jjones",
            context -> {
              context.progress("Reading <b>&\"\n\tline\u0000 two\u2028 \u00e9\ud83d\ude00 ");
              gate.pass();
              return new Work.Out("");
            });
    gate.awaitReached();

    Xml thread = server.thread(task);
    gate.open();

    assertThat(thread.children("/thread")).containsExactly("message");
    assertThat(thread.at("/thread/message"))
        .isEqualTo("Reading <b>&\" line two \u00e9\ud83d\ude00");
    server.end(task);
    assertThat(server.thread(task).at("/thread/message")).startsWith("Reading <b>");
  }

  @Test
  void row31AFailureSaysItsFirstLineAndNothingSaysNothing() throws Exception {
    Task failed =
        server.run(
            "jjones",
            context -> {
              context.progress("Reading");
              throw new IllegalStateException("\nDisk full\nat the server");
            });
    Task silent =
        server.run(
            "jjones",
            context -> {
              throw new IllegalStateException();
            });
    Task done = server.run("jjones", context -> new Work.Out(""));

    assertThat(server.thread(failed).at("/thread/message")).isEqualTo("Disk full");
    assertThat(server.thread(silent).children("/thread")).isEmpty();
    assertThat(server.thread(done).children("/thread")).isEmpty();
  }
}
