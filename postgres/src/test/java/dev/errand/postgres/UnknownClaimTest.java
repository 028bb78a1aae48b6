// SPDX-License-Identifier: Apache-2.0
package dev.errand.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import dev.errand.Errand;
import dev.errand.task.Failure;
import dev.errand.task.Submission;
import dev.errand.task.Task;
import dev.errand.task.TaskStatus;
import dev.errand.testkit.Work;
import dev.errand.testkit.soak.ProxiedConnection;
import dev.errand.testkit.soak.Proxy;
import java.nio.file.Path;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Whether a claim took place cannot be found out, and the node's lease is good all the time. */
@Execution(ExecutionMode.CONCURRENT)
class UnknownClaimTest {

  private static final Submission KEYED =
      Work.submission("one of a key").orderingKey("key").build();

  private final CutNetwork network;
  private final Queue<Long> calls = new ConcurrentLinkedQueue<>();

  UnknownClaimTest(@TempDir Path folder) {
    network = new CutNetwork(folder);
  }

  @AfterEach
  void close() throws Exception {
    network.close();
  }

  @Test
  void theTaskIsSettledAndItsKeyGoesOn() throws Exception {
    Work work =
        Work.of((in, context) -> {
          calls.add(context.task().number());
          return null;
        });
    Errand cut = network.behind("cut", more -> more.operation(work));
    long unknown = network.claimedUnanswered(KEYED);
    network.proxy().also(Proxy.Fault.STALL, "errand-reader");
    network.proxy().connections("errand-writer").forEach(ProxiedConnection::reset);
    network.proxy().also(Proxy.Fault.COMMIT_HELD, "errand-writer");
    // The next commit: no longer does anybody ask what became of the one before.
    network.proxy().awaitHeld("errand-writer");
    network.proxy().set(Proxy.Fault.NONE);
    long next = network.submit(KEYED);

    Task after = cut.task(next).orElseThrow();
    assertThat(cut.await(after.id(), CutNetwork.PATIENCE).orElseThrow().status())
        .isEqualTo(TaskStatus.FINISHED);
    Task settled = cut.task(unknown).orElseThrow();
    assertThat(settled.status()).isEqualTo(TaskStatus.FAILED);
    assertThat(settled.failure()).map(Failure::type).contains(Failure.LOST);
    assertThat(calls).containsExactly(next);
  }
}
