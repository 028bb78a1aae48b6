// SPDX-License-Identifier: Apache-2.0
package dev.errand.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import dev.errand.Errand;
import dev.errand.operation.Recovery;
import dev.errand.task.Submission;
import dev.errand.task.Task;
import dev.errand.task.TaskStatus;
import dev.errand.testkit.Work;
import dev.errand.testkit.soak.Proxy;
import java.nio.file.Path;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** The answer to a claim comes when attempts were told to stop, and nobody has taken over yet. */
@Execution(ExecutionMode.CONCURRENT)
class RefusedBeginTest {

  private final CutNetwork network;
  private final Queue<String> calls = new ConcurrentLinkedQueue<>();
  private final CountDownLatch begun = new CountDownLatch(1);
  private final CountDownLatch told = new CountDownLatch(1);

  RefusedBeginTest(@TempDir Path folder) {
    network = new CutNetwork(folder);
  }

  @AfterEach
  void close() throws Exception {
    told.countDown();
    network.close();
  }

  /** Whatever the recovery rule says: its code has not begun. */
  @Test
  void whatIsRefusedGoesBackWithAllItsAttempts() throws Exception {
    Work work =
        Work.of((in, context) -> {
          calls.add("attempt " + context.attempt());
          return null;
        });
    Errand cut = network.behind("cut", more -> more.workers(2).operation(work).operation(canary()));
    cut.submit(Submission.of("canary", Work.In.named("canary")));
    assertThat(begun.await(30, TimeUnit.SECONDS)).isTrue();
    long number = network.claimedUnanswered(Work.submission("refused").build());
    network.proxy().also(Proxy.Fault.STALL, "errand-lease");
    assertThat(told.await(30, TimeUnit.SECONDS)).as("told to stop").isTrue();

    network.proxy().also(Proxy.Fault.NONE, "errand-writer");
    String waits = "SELECT count(*) FROM task WHERE status = 0 AND number = " + number;
    CutNetwork.await(
        "given back or called", () -> !calls.isEmpty() || network.tables().number(waits) == 1);
    assertThat(calls).isEmpty();

    network.proxy().set(Proxy.Fault.NONE);
    Task refused = cut.task(number).orElseThrow();
    Task ended = cut.await(refused.id(), CutNetwork.PATIENCE).orElseThrow();
    assertThat(ended.status()).isEqualTo(TaskStatus.FINISHED);
    assertThat(calls).containsExactly("attempt 1");
  }

  /** Is told to stop when all are. */
  private Work canary() {
    return Work.of(
            "canary",
            (in, context) -> {
              context.onCancel(told::countDown);
              begun.countDown();
              told.await();
              return null;
            })
        .recovery(Recovery.RETRY);
  }
}
