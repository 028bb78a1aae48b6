// SPDX-License-Identifier: Apache-2.0
package dev.errand.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.errand.Errand;
import dev.errand.ErrandBuilder;
import dev.errand.operation.Operation;
import dev.errand.store.FolderOutputs;
import dev.errand.store.Store;
import dev.errand.task.Submission;
import dev.errand.task.Task;
import dev.errand.task.TaskId;
import dev.errand.task.TaskStatus;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * What the tests of the engine on some store share. A store's own tests extend the classes below
 * this one and say how a store is made.
 */
@Timeout(60)
public abstract class EngineContract {

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  /** A folder of this test's own. */
  @TempDir protected Path data;

  /** The engine's clock. */
  protected final SettableClock clock = new SettableClock(Instant.parse("2026-01-02T03:04:05Z"));

  private final List<Errand> started = new ArrayList<>();

  /**
   * A store on the folder that is not open yet; one on the same folder finds what the one before
   * left.
   */
  protected abstract Store store(Path folder);

  /** An engine with one operation, started, and closed after the test. */
  protected final Errand start(Operation<?, ?> operation) {
    return start(builder -> builder.operation(operation));
  }

  protected final Errand start(UnaryOperator<ErrandBuilder> settings) {
    Errand errand =
        settings
            .apply(
                Errand.builder()
                    .store(store(data))
                    .data(data)
                    .outputs(new FolderOutputs(data.resolve("outputs")))
                    .clock(clock)
                    .workers(2)
                    .stopPatience(Duration.ZERO))
            .build();
    errand.start();
    started.add(errand);
    return errand;
  }

  protected static Task submit(Errand errand, String name) {
    return errand.submit(Work.submission(name).build());
  }

  protected static Task submit(Errand errand, Submission.Builder submission) {
    return errand.submit(submission.build());
  }

  /** Waits for the end of a task. */
  protected static Task ended(Errand errand, TaskId id) throws InterruptedException {
    Task task = errand.await(id, PATIENCE).orElseThrow();
    assertThat(task.status().isTerminal()).as("%s ended in time", task).isTrue();
    return task;
  }

  protected static Task ended(Errand errand, TaskId id, TaskStatus expected)
      throws InterruptedException {
    Task task = ended(errand, id);
    assertThat(task.status()).as("%s", task).isEqualTo(expected);
    return task;
  }

  protected static TaskStatus status(Errand errand, Task task) {
    return errand.task(task.id().number()).orElseThrow().status();
  }

  @AfterEach
  final void closeAll() {
    started.forEach(Errand::close);
  }
}
