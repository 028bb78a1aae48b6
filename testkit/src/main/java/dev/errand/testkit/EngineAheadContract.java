// SPDX-License-Identifier: Apache-2.0
package dev.errand.testkit;

import static dev.errand.task.TaskStatus.CANCELLED;
import static dev.errand.task.TaskStatus.FINISHED;
import static dev.errand.task.TaskStatus.RUNNING;
import static org.assertj.core.api.Assertions.assertThat;

import dev.errand.Errand;
import dev.errand.task.Page;
import dev.errand.task.Task;
import dev.errand.task.TaskFilter;
import dev.errand.task.TaskStatus;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** Quick tasks make the engine claim ahead; what then finds no worker must not look started. */
public abstract class EngineAheadContract extends EngineContract {

  private static final int WORKERS = 8;
  private static final int QUICK = 200;
  private static final int SLOW = 100;

  private final Gate first = new Gate();
  private final Gate second = new Gate();

  /** For subclasses. */
  protected EngineAheadContract() {}

  private Errand start() {
    return start(builder ->
        builder
            .workers(WORKERS)
            .operation(
                Work.of((in, context) -> {
                  switch (in.name()) {
                    case "first" -> first.pass();
                    case "slow" -> second.pass();
                    default -> {}
                  }
                  return null;
                })));
  }

  /** Fills the workers, so that all others wait until the first gate is opened. */
  private List<Task> fill(Errand errand) {
    List<Task> tasks = new ArrayList<>();
    for (int i = 0; i < WORKERS; i++) {
      tasks.add(submit(errand, "first"));
    }
    return tasks;
  }

  private static List<Task> submit(Errand errand, String name, int priority, int count)
      throws Exception {
    List<Task> tasks = new ArrayList<>();
    try (var callers = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Task>> submitted = new ArrayList<>();
      for (int i = 0; i < count; i++) {
        submitted.add(
            callers.submit(() -> submit(errand, Work.submission(name).priority(priority))));
      }
      for (Future<Task> one : submitted) {
        tasks.add(one.get());
      }
    }
    return tasks;
  }

  @Test
  void whatIsClaimedAheadIsGivenBackWhenNoWorkerComesToIt() throws Exception {
    Errand errand = start();
    List<Task> tasks = fill(errand);
    tasks.addAll(submit(errand, "quick", 1, QUICK));
    tasks.addAll(submit(errand, "slow", 0, SLOW));
    first.open();
    long deadline = System.nanoTime() + Duration.ofSeconds(30).toNanos();
    while (count(errand, FINISHED) != WORKERS + QUICK || count(errand, RUNNING) != WORKERS) {
      assertThat(System.nanoTime()).as("only the workers run in the end").isLessThan(deadline);
      Looks.pause();
    }
    second.open();
    for (Task task : tasks) {
      assertThat(ended(errand, task.id(), FINISHED).attempt().number()).isEqualTo(1);
    }
  }

  @Test
  void aCancelOfWhatIsClaimedAheadIsNotLost() throws Exception {
    Errand errand = start();
    fill(errand);
    submit(errand, "quick", 1, QUICK);
    List<Task> slow = submit(errand, "slow", 0, SLOW);
    first.open();
    for (Task task : slow) {
      errand.cancel(task.id(), Optional.empty());
    }
    for (Task task : slow) {
      ended(errand, task.id(), CANCELLED);
    }
  }

  private static long count(Errand errand, TaskStatus status) {
    return errand.tasks(TaskFilter.status(status), Page.newest(500)).size();
  }
}
