// SPDX-License-Identifier: Apache-2.0
package dev.errand.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import dev.errand.Errand;
import dev.errand.task.Download;
import dev.errand.task.Json;
import dev.errand.task.Task;
import dev.errand.task.TaskListener;
import dev.errand.task.TaskStatus;
import dev.errand.testkit.Gate;
import dev.errand.testkit.Gates;
import dev.errand.testkit.Work;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/**
 * A failover to a standby that was a moment behind forgets a claim, and the node that made it
 * claims the same task again.
 */
@Execution(ExecutionMode.CONCURRENT)
class ForgottenClaimTest {

  private static final String FORGET =
      "UPDATE task SET status = 0, attempt = 0, epoch = 0, holder = NULL";

  private final CutNetwork network;
  private final Gates gates = new Gates();
  private final Gate away = new Gate();
  private final AtomicInteger runs = new AtomicInteger();
  private final List<Path> files = new CopyOnWriteArrayList<>();
  private final CountDownLatch firstTold = new CountDownLatch(1);
  private final Work work =
      Work.of((in, context) -> {
        if (in.name().equals("after")) {
          return null;
        }
        int run = runs.incrementAndGet();
        if (run == 1) {
          context.onCancel(firstTold::countDown);
        }
        Path file = context.output("file", "text/plain");
        files.add(file);
        Files.writeString(file, "by run " + run);
        gates.get("run " + run).passDeaf();
        return new Work.Out("run " + run);
      });

  ForgottenClaimTest(@TempDir Path folder) {
    network = new CutNetwork(folder);
  }

  @AfterEach
  void close() throws Exception {
    away.open();
    gates.get("run 1").open();
    gates.get("run 2").open();
    network.close();
  }

  /** Has the claim of the first run be forgotten and returns when the second one is at work. */
  private Task claimedTwice(Errand one) throws InterruptedException {
    Task task = one.submit(Work.submission("twice").build());
    gates.get("run 1").awaitReached();
    network.tables().change(FORGET);
    one.submit(Work.submission("after").build());
    gates.get("run 2").awaitReached();
    return task;
  }

  private Errand one() {
    return network.beside("one", more -> more.workers(2).operation(work));
  }

  @Test
  void twoRunsHaveTwoFoldersAndOneCounts() throws Exception {
    Errand one = one();
    Task task = claimedTwice(one);
    assertThat(files).doesNotHaveDuplicates();
    assertThat(files.getFirst()).hasContent("by run 1");
    assertThat(files.getLast()).hasContent("by run 2");

    gates.get("run 1").open();
    // Claimed by the worker that the first run has left, after its end.
    CutNetwork.await("the other task", () -> one.task(2).orElseThrow().status().isTerminal());
    assertThat(one.task(task.id().number()).orElseThrow().status()).isEqualTo(TaskStatus.RUNNING);

    gates.get("run 2").open();
    Task ended = one.await(task.id(), CutNetwork.PATIENCE).orElseThrow();
    assertThat(ended.status()).isEqualTo(TaskStatus.FINISHED);
    assertThat(ended.result()).contains(new Json("{\"text\":\"run 2\"}"));
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (Download download = one.download(task.id(), "file").orElseThrow()) {
      download.copyTo(bytes);
    }
    assertThat(bytes.toString(StandardCharsets.UTF_8)).isEqualTo("by run 2");
  }

  /** Its right to run is as good as that of the other one. */
  @Test
  void theRunThatTheStoreForgotIsNotBegunAfterTheOther() throws Exception {
    TaskListener slow =
        new TaskListener() {
          @Override
          public void started(Task task) {
            if (!away.isReached()) {
              away.passDeaf();
            }
          }
        };
    Errand one = network.beside("one", more -> more.workers(2).operation(work).listener(slow));
    Task task = one.submit(Work.submission("twice").build());
    away.awaitReached();
    network.tables().change(FORGET);
    one.submit(Work.submission("after").build());
    gates.get("run 1").awaitReached();

    away.open();
    // By the worker that was away: the other one is at its gate.
    CutNetwork.await("the other task", () -> one.task(2).orElseThrow().status().isTerminal());
    gates.get("run 1").open();
    assertThat(one.await(task.id(), CutNetwork.PATIENCE).orElseThrow().status())
        .isEqualTo(TaskStatus.FINISHED);
    assertThat(runs).hasValue(1);
  }

  /** No second claim tells of the first. */
  @Test
  void theRunThatTheStoreForgotIsToldToStopThoughNobodyClaimsItsTask() throws Exception {
    one().submit(Work.submission("once").build());
    gates.get("run 1").awaitReached();
    network.tables().change(FORGET + ", held = true");
    assertThat(firstTold.await(30, TimeUnit.SECONDS)).as("told to stop").isTrue();
  }

  @Test
  void theRunThatTheStoreForgotIsToldToStop() throws Exception {
    claimedTwice(one());
    assertThat(firstTold.await(30, TimeUnit.SECONDS)).as("told to stop").isTrue();
  }
}
