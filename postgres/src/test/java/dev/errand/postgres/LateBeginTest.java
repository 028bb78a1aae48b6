// SPDX-License-Identifier: Apache-2.0
package dev.errand.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import dev.errand.Errand;
import dev.errand.task.Submission;
import dev.errand.task.Task;
import dev.errand.task.TaskListener;
import dev.errand.task.TaskStatus;
import dev.errand.testkit.Gate;
import dev.errand.testkit.Work;
import dev.errand.testkit.soak.Proxy;
import java.nio.file.Path;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A worker has taken an attempt and is away until another node has taken the task over. */
@Execution(ExecutionMode.CONCURRENT)
class LateBeginTest {

  private final CutNetwork network;
  private final Queue<String> calls = new ConcurrentLinkedQueue<>();
  private final Gate away = new Gate();

  LateBeginTest(@TempDir Path folder) {
    network = new CutNetwork(folder);
  }

  @AfterEach
  void close() throws Exception {
    away.open();
    network.close();
  }

  private Work work(String operation) {
    return Work.of(
        operation,
        (in, context) -> {
          calls.add(operation);
          return null;
        });
  }

  /** Keeps the worker of the first attempt away. */
  private TaskListener slow() {
    return new TaskListener() {
      @Override
      public void started(Task task) {
        if (!away.isReached()) {
          away.passDeaf();
        }
      }
    };
  }

  /** Whatever its recovery rule says: its code has not begun. */
  @Test
  void whatANodeTakesOverFromItselfGoesBackWithAllItsAttempts() throws Exception {
    Errand one =
        network.beside("one", more -> more.workers(2).operation(work("work")).listener(slow()));
    Task task = one.submit(Work.submission("late").build());
    away.awaitReached();
    // Its lease is lost: what it claimed is nobody's until it takes that over as another.
    network.tables().change("DELETE FROM node WHERE name = 'one'");

    Task ended = one.await(task.id(), CutNetwork.PATIENCE).orElseThrow();
    assertThat(ended.status()).isEqualTo(TaskStatus.FINISHED);
    assertThat(ended.attempt().number()).isEqualTo(1);
    assertThat(calls).containsExactly("work");
  }

  /** Its code may have been called, and does not listen. */
  @Test
  void whatHasBegunIsLostThoughItsOwnNodeTakesItOver() throws Exception {
    Work work =
        Work.of((in, context) -> {
          calls.add("attempt " + context.attempt());
          away.passDeaf();
          return null;
        });
    Errand one = network.beside("one", more -> more.workers(2).operation(work));
    Task task = one.submit(Work.submission("begun").build());
    away.awaitReached();
    network.tables().change("DELETE FROM node WHERE name = 'one'");

    Task ended = one.await(task.id(), CutNetwork.PATIENCE).orElseThrow();
    assertThat(ended.status()).isEqualTo(TaskStatus.FAILED);
    assertThat(calls).containsExactly("attempt 1");
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void theOperationIsNotCalled(boolean registeredAnew) throws Exception {
    Errand cut =
        network.behind(
            "cut", more -> more.operation(work("work")).operation(work("after")).listener(slow()));
    Task task = cut.submit(Work.submission("late").build());
    away.awaitReached();
    network.proxy().set(Proxy.Fault.STALL, "errand-lease");
    Errand other = network.beside("other", more -> more.operation(work("work")));
    assertThat(other.await(task.id(), CutNetwork.PATIENCE).orElseThrow().status())
        .isEqualTo(TaskStatus.FAILED);
    if (registeredAnew) {
      network.proxy().set(Proxy.Fault.NONE);
      network.awaitRegisteredAnew("cut");
    }

    away.open();
    Task after = cut.submit(Submission.of("after", Work.In.named("after")));
    network.proxy().set(Proxy.Fault.NONE);
    assertThat(cut.await(after.id(), CutNetwork.PATIENCE).orElseThrow().status())
        .isEqualTo(TaskStatus.FINISHED);
    assertThat(calls).containsExactly("after");
  }
}
