// SPDX-License-Identifier: Apache-2.0
package dev.errand.sqlite;

import static org.assertj.core.api.Assertions.assertThat;

import dev.errand.Errand;
import dev.errand.store.Claim;
import dev.errand.task.NodeLoad;
import dev.errand.task.Task;
import dev.errand.task.TaskListener;
import dev.errand.testkit.Gate;
import dev.errand.testkit.Work;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What operators are shown of a node. */
@Timeout(60)
class WatchedNodeTest {

  @TempDir private Path folder;

  @Test
  void itsLoadIsWhatItRuns() throws Exception {
    Gate gate = new Gate();
    Work.Body body =
        (inputs, context) -> {
          gate.pass();
          return new Work.Out("");
        };
    try (Errand errand =
        Errand.builder()
            .store(SqliteStore.in(folder))
            .data(folder)
            .operation(Work.of(body))
            .workers(3)
            .waitingWorkers(7)
            .build()) {
      errand.start();
      assertThat(errand.load()).isEqualTo(load(0));
      Task task = errand.submit(Work.submission("a").build());
      gate.awaitReached();
      assertThat(errand.load()).isEqualTo(load(1));
      gate.open();
      errand.await(task.id(), Duration.ofSeconds(30));
      errand.awaitIdle(Duration.ofSeconds(30));

      assertThat(errand.load()).isEqualTo(load(0));
    }
  }

  private static NodeLoad load(int running) {
    return new NodeLoad(new NodeLoad.Workers(running, 3), new NodeLoad.Workers(0, 7), running);
  }

  @Test
  void whatAProcessLeftRunningIsToldAsLost() {
    try (SqliteStore left = SqliteStore.in(folder)) {
      left.open("node", Set.of(Tasks.OPERATION));
      left.insert(Tasks.task()).join();
      left.insert(Tasks.task()).join();
      left.claim(Claim.unlimited(false, () -> 1, InstantSource.system())).join();
    }
    List<Long> lost = new CopyOnWriteArrayList<>();
    TaskListener listener =
        new TaskListener() {
          @Override
          public void lost(Task task) {
            lost.add(task.id().number());
          }
        };
    try (Errand errand =
        Errand.builder()
            .store(SqliteStore.in(folder))
            .data(folder)
            .operation(Work.of(Tasks.OPERATION, (inputs, context) -> new Work.Out("")))
            .listener(listener)
            .build()) {
      errand.start();

      assertThat(lost).containsExactly(1L);
    }
  }
}
