// SPDX-License-Identifier: Apache-2.0
package dev.errand.engine;

import dev.errand.Task;
import dev.errand.TaskId;
import dev.errand.store.Store;
import java.io.IOException;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.function.LongConsumer;

/** Takes away what has been kept long enough, and what nobody owns any more. */
final class Retention {

  private static final int CHUNK = 500;

  private final Store store;
  private final OutputFolder outputs;
  private final InstantSource clock;
  private final LongConsumer gone;

  /**
   * @param gone is told the number of each task that was deleted
   */
  Retention(Store store, OutputFolder outputs, InstantSource clock, LongConsumer gone) {
    this.gone = gone;
    this.store = store;
    this.outputs = outputs;
    this.clock = clock;
  }

  /** Whether a task is past its retention, swept or not. */
  boolean isOver(Task task) {
    return task.times().retentionEnd().filter(end -> !end.isAfter(clock.instant())).isPresent();
  }

  /** Deletes a task that has ended; the task as it was, or empty. */
  CompletableFuture<Optional<Task>> delete(long number) {
    return store
        .delete(number)
        .whenComplete((task, failed) -> {
          if (task != null) {
            task.map(Task::id).ifPresent(this::forget);
          }
        });
  }

  private void forget(TaskId task) {
    gone.accept(task.number());
    outputs.delete(task.key());
  }

  /** Deletes all tasks that are past their retention; how many. */
  int sweep() {
    int swept = 0;
    while (true) {
      List<Long> due = store.expired(clock.instant(), CHUNK);
      List<CompletableFuture<Optional<Task>>> deletions = due.stream().map(this::delete).toList();
      long gone = deletions.stream().map(Recorder::join).filter(Optional::isPresent).count();
      swept += (int) gone;
      if (due.size() < CHUNK || gone == 0) {
        return swept;
      }
    }
  }

  /** Deletes output folders whose task is gone: a crash can come between the two deletions. */
  void deleteOrphans() throws IOException {
    for (UUID task : outputs.all()) {
      if (store.find(task).isEmpty()) {
        outputs.delete(task);
      }
    }
  }
}
