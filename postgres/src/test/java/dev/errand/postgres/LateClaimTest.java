// SPDX-License-Identifier: Apache-2.0
package dev.errand.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import dev.errand.Errand;
import dev.errand.operation.Recovery;
import dev.errand.sql.StatusCode;
import dev.errand.task.Submission;
import dev.errand.task.Task;
import dev.errand.task.TaskStatus;
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

/** A claim is durable, and its answer comes when another node has long taken the task over. */
@Execution(ExecutionMode.CONCURRENT)
class LateClaimTest {

  private final CutNetwork network;
  private final Queue<String> calls = new ConcurrentLinkedQueue<>();

  LateClaimTest(@TempDir Path folder) {
    network = new CutNetwork(folder);
  }

  @AfterEach
  void close() throws Exception {
    network.close();
  }

  private Work work(String node, String operation, Recovery recovery) {
    return Work.of(
            operation,
            (in, context) -> {
              calls.add(operation + " on " + node);
              return null;
            })
        .recovery(recovery);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void startsNothingThatFailedAsLost(boolean registeredAnew) throws Exception {
    Task ended = late(registeredAnew, Recovery.FAIL, TaskStatus.FAILED);

    assertThat(ended.status()).isEqualTo(TaskStatus.FAILED);
    assertThat(calls).containsExactly("after on cut");
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void startsNothingThatRanElsewhere(boolean registeredAnew) throws Exception {
    Task ended = late(registeredAnew, Recovery.RETRY, TaskStatus.FINISHED);

    assertThat(ended.attempt().node()).contains("other");
    assertThat(calls).containsExactly("work on other", "after on cut");
  }

  /** Whatever the recovery rule says: its code has not begun. */
  @Test
  void whatANodeTakesOverFromItselfGoesBackWithAllItsAttempts() throws Exception {
    Errand cut = network.behind("cut", more -> more.operation(work("cut", "work", Recovery.FAIL)));
    long number = network.claimedUnanswered(Work.submission("late").build());
    network.tables().change("DELETE FROM node WHERE name = 'cut'");
    network.awaitRegisteredAnew("cut");
    network.proxy().set(Proxy.Fault.NONE);

    Task late = cut.task(number).orElseThrow();
    Task ended = cut.await(late.id(), CutNetwork.PATIENCE).orElseThrow();
    assertThat(ended.status()).isEqualTo(TaskStatus.FINISHED);
    assertThat(ended.attempt().number()).isEqualTo(1);
    assertThat(calls).containsExactly("work on cut");
  }

  /**
   * Returns what became of the task, when the only worker of the node that heard late has done
   * something else since.
   *
   * @param registeredAnew whether that node has a lease again when it hears
   * @param end what the task comes to on the other node
   */
  private Task late(boolean registeredAnew, Recovery recovery, TaskStatus end) throws Exception {
    Errand cut =
        network.behind(
            "cut",
            more ->
                more.operation(work("cut", "work", recovery))
                    .operation(work("cut", "after", Recovery.FAIL)));
    long number = network.claimedUnanswered(Work.submission("late").build());
    network.proxy().also(Proxy.Fault.STALL, "errand-lease");
    Errand other = network.beside("other", more -> more.operation(work("other", "work", recovery)));
    network.tables().await("SELECT status FROM task WHERE number = " + number, StatusCode.of(end));
    if (registeredAnew) {
      network.proxy().also(Proxy.Fault.NONE, "errand-lease");
      network.awaitRegisteredAnew("cut");
    }

    network.proxy().also(Proxy.Fault.NONE, "errand-writer");
    Task after = cut.submit(Submission.of("after", Work.In.named("after")));
    network.proxy().also(Proxy.Fault.NONE, "errand-lease");
    assertThat(cut.await(after.id(), CutNetwork.PATIENCE).orElseThrow().status())
        .isEqualTo(TaskStatus.FINISHED);
    return other.task(number).orElseThrow();
  }
}
