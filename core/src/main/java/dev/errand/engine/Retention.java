// SPDX-License-Identifier: Apache-2.0
package dev.errand.engine;

import dev.errand.store.AttemptKey;
import dev.errand.store.OutputStore;
import dev.errand.store.Retentions;
import dev.errand.store.Store;
import dev.errand.task.Task;
import java.io.IOException;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.function.LongConsumer;
import java.util.function.Supplier;

/** Takes away what has been kept long enough, and what nobody owns any more. */
final class Retention {

  private static final int CHUNK = 500;

  private final Store store;
  private final Supplier<Retentions> retentions;
  private final OutputStore outputs;
  private final InstantSource clock;
  private final LongConsumer gone;

  /** The number below which all tasks go as is set now; empty once that is all. */
  private OptionalLong dated;

  /**
   * @param dates whether what is kept already goes by these retentions
   * @param gone is told the number of each task that was deleted
   */
  Retention(
      Store store,
      Supplier<Retentions> retentions,
      boolean dates,
      OutputStore outputs,
      InstantSource clock,
      LongConsumer gone) {
    this.retentions = retentions;
    this.gone = gone;
    this.store = store;
    this.outputs = outputs;
    this.clock = clock;
    this.dated = dates ? OptionalLong.of(0) : OptionalLong.empty();
  }

  /** Whether a task is past its retention, swept or not. */
  boolean isOver(Task task) {
    return task.times().retentionEnd().filter(end -> !end.isAfter(clock.instant())).isPresent();
  }

  /** The same, unless it is past its retention. */
  Optional<Task> current(Optional<Task> stored) {
    return stored.filter(task -> !isOver(task));
  }

  /** Deletes a task that has ended; the task as it was, or empty. */
  CompletableFuture<Optional<Task>> delete(long number) {
    return store
        .delete(number)
        .whenComplete((task, failed) -> {
          if (task != null) {
            task.ifPresent(this::forget);
          }
        });
  }

  private void forget(Task task) {
    gone.accept(task.id().number());
    outputs.delete(AttemptKey.of(task));
  }

  /** What was kept when another retention was set goes by the one that is set now. */
  private synchronized void redate() {
    while (dated.isPresent()) {
      dated = Recorder.join(store.redate(retentions.get(), dated.getAsLong()));
    }
  }

  /** Deletes all tasks that are past their retention; how many. */
  int sweep() {
    redate();
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

  /** Deletes outputs that no task has: a crash can come between two writes or two deletions. */
  void deleteOrphans() throws IOException {
    outputs.deleteUnowned(this::owns);
  }

  private boolean owns(AttemptKey attempt) {
    // Status and outputs become visible together, so of an ended task the second read tells all.
    return store
        .find(attempt.task())
        .filter(task -> AttemptKey.of(task).equals(attempt))
        .filter(task -> !task.status().isTerminal() || !store.outputs(task.id().number()).isEmpty())
        .isPresent();
  }
}
