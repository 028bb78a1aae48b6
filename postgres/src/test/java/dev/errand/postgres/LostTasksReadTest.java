// SPDX-License-Identifier: Apache-2.0
package dev.errand.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import dev.errand.Errand;
import dev.errand.task.Page;
import dev.errand.task.Task;
import dev.errand.task.TaskFilter;
import dev.errand.task.TaskStatus;
import dev.errand.testkit.Gate;
import dev.errand.testkit.Work;
import dev.errand.testkit.soak.Proxy;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** A node still runs what it has lost, and is asked about it. */
@Execution(ExecutionMode.CONCURRENT)
class LostTasksReadTest {

  private final CutNetwork network;
  private final Gate deaf = new Gate();
  private final CountDownLatch told = new CountDownLatch(1);

  LostTasksReadTest(@TempDir Path folder) {
    network = new CutNetwork(folder);
  }

  @AfterEach
  void close() throws Exception {
    deaf.open();
    network.close();
  }

  @Test
  void allNodesAnswerAlike() throws Exception {
    Work work =
        Work.of((in, context) -> {
          context.onCancel(told::countDown);
          deaf.passDeaf();
          return null;
        });
    Errand cut = network.behind("cut", more -> more.operation(work));
    Task task = cut.submit(Work.submission("lost").build());
    deaf.awaitReached();
    network.proxy().set(Proxy.Fault.STALL, "errand-lease");
    Errand other = network.beside("other", more -> more.operation(work));
    Task lost = other.await(task.id(), CutNetwork.PATIENCE).orElseThrow();
    assertThat(lost.status()).isEqualTo(TaskStatus.FAILED);
    assertThat(told.await(30, TimeUnit.SECONDS)).as("the attempt was told to stop").isTrue();

    assertThat(cut.task(task.id().number())).contains(lost);
    assertThat(cut.task(task.id().key())).contains(lost);
    assertThat(cut.tasks(TaskFilter.ALL, Page.newest(10))).containsExactly(lost);
    assertThat(cut.await(task.id(), Duration.ZERO)).contains(lost);
    assertThat(cut.log(task.id(), 1, 100)).isEqualTo(other.log(task.id(), 1, 100));
  }
}
