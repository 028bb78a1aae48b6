// SPDX-License-Identifier: Apache-2.0
package dev.errand.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import dev.errand.Errand;
import dev.errand.operation.Recovery;
import dev.errand.store.StoreEvent;
import dev.errand.task.Failure;
import dev.errand.task.Task;
import dev.errand.task.TaskStatus;
import dev.errand.testkit.Gate;
import dev.errand.testkit.Work;
import dev.errand.testkit.soak.Proxy;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** The store says that a node with a good lease runs a task, and nobody there does. */
@Execution(ExecutionMode.CONCURRENT)
class UnattendedTasksTest {

  private final CutNetwork network;
  private final Gate gate = new Gate();

  UnattendedTasksTest(@TempDir Path folder) {
    network = new CutNetwork(folder);
  }

  @AfterEach
  void close() throws Exception {
    gate.open();
    network.close();
  }

  private static final String CLAIM =
      "UPDATE task SET status = 1, attempt = attempt + 1, epoch = epoch + 1, node = 'one',"
          + " started = submitted, holder = (SELECT id FROM node WHERE name = 'one')"
          + " WHERE number = ";

  /** As after a commit whose outcome could never be found out. */
  @Test
  void aClaimThatTheNodeNeverHeardOfIsSettledByTheRule() throws Exception {
    Work once =
        Work.of((in, context) -> {
          gate.pass();
          return null;
        });
    Errand one = network.beside("one", more -> more.operation(once));
    one.submit(Work.submission("busy").build());
    gate.awaitReached();
    Task unheard = one.submit(Work.submission("unheard").build());
    network.tables().change(CLAIM + unheard.id().number());

    Task ended = one.await(unheard.id(), CutNetwork.PATIENCE).orElseThrow();
    assertThat(ended.status()).isEqualTo(TaskStatus.FAILED);
    assertThat(ended.failure()).map(Failure::type).contains(Failure.LOST);
  }

  /** As when the end of a lease is told while its renewal is on its way. */
  @Test
  void anAttemptThatWasToldToStopForNothingIsRepeated() throws Exception {
    CountDownLatch begun = new CountDownLatch(1);
    Work again =
        Work.of(
                (in, context) -> {
                  if (context.attempt() == 1) {
                    CountDownLatch told = new CountDownLatch(1);
                    context.onCancel(told::countDown);
                    begun.countDown();
                    told.await();
                  }
                  return null;
                })
            .recovery(Recovery.RETRY);
    OverheardStore store = new OverheardStore(network.store());
    Errand one = network.beside("one", more -> more.store(store.store()).operation(again));
    Task task = one.submit(Work.submission("stopped").build());
    begun.await();
    store.tell(StoreEvent.LEASE_ENDS);

    Task ended = one.await(task.id(), CutNetwork.PATIENCE).orElseThrow();
    assertThat(ended.status()).isEqualTo(TaskStatus.FINISHED);
    assertThat(ended.attempt().number()).isEqualTo(2);
  }

  /** Until then the store and the node disagree, and that is nobody's loss. */
  @Test
  void aClaimWhoseAnswerIsSlowIsWaitedFor() throws Exception {
    Errand cut = network.behind("cut", more -> more.operation(Work.of((in, context) -> null)));
    long number = network.claimedUnanswered(Work.submission("slow").build());
    String renewed =
        "SELECT count(*) FROM node WHERE name = 'cut' AND heartbeat > to_timestamp(%s)"
            .formatted(network.tables().number("SELECT extract(epoch FROM clock_timestamp()) + 2"));
    network.tables().await(renewed, 1);
    network.proxy().set(Proxy.Fault.NONE);

    Task slow = cut.task(number).orElseThrow();
    Task ended = cut.await(slow.id(), CutNetwork.PATIENCE).orElseThrow();
    assertThat(ended.status()).isEqualTo(TaskStatus.FINISHED);
    assertThat(ended.attempt().number()).isEqualTo(1);
  }
}
