// SPDX-License-Identifier: Apache-2.0
package dev.errand.engine;

import dev.errand.store.AttemptKey;
import dev.errand.store.OutputStore;
import dev.errand.store.Store;
import dev.errand.task.LogEntry;
import dev.errand.task.OpenOutput;
import dev.errand.task.Output;
import dev.errand.task.Page;
import dev.errand.task.StoreException;
import dev.errand.task.Task;
import dev.errand.task.TaskFilter;
import dev.errand.task.TaskId;
import dev.errand.task.TaskView;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * Tasks as callers see them: what runs here as it is now, all else as it is stored, and nothing
 * that is past its retention. Safe for all threads.
 */
final class TaskViews {

  private final Store store;
  private final Attempts attempts;
  private final Retention retention;
  private final Recorder recorder;
  private final OutputStore outputs;

  TaskViews(
      Store store, Attempts attempts, Retention retention, Recorder recorder, OutputStore outputs) {
    this.store = store;
    this.attempts = attempts;
    this.retention = retention;
    this.recorder = recorder;
    this.outputs = outputs;
  }

  Optional<Task> find(long number) {
    Optional<Task> live = attempts.current(number).map(LiveAttempt::snapshot);
    return live.isPresent() ? live : retention.current(store.find(number));
  }

  Optional<Task> find(UUID key) {
    Optional<Task> live = attempts.current(key).map(LiveAttempt::snapshot);
    return live.isPresent() ? live : retention.current(store.find(key));
  }

  List<Task> list(TaskFilter filter, Page page, Instant now) {
    return store.list(filter, page, now).stream().map(attempts::view).toList();
  }

  /** The newest view of what a change of the store has answered. */
  Optional<Task> after(Optional<Task> changed) {
    return retention.current(changed).map(attempts::view);
  }

  List<LogEntry> log(TaskId id, long from, int limit) {
    attempts.current(id.number()).filter(LiveAttempt::isUnsaved).ifPresent(recorder::saveNow);
    return store.log(id.number(), from, limit);
  }

  Watches.Seen see(long number) {
    Optional<LiveAttempt> live = attempts.current(number);
    return live.isPresent()
        ? new Watches.Seen(live.map(LiveAttempt::view), true)
        : new Watches.Seen(
            retention
                .current(store.find(number))
                .map(task -> new TaskView(task, store.lastLine(number))),
            false);
  }

  /** Opens an output of an ended task. */
  Optional<OpenOutput> open(TaskId id, Output output) {
    Optional<Task> task = store.find(id.number());
    try {
      return task.isEmpty() ? Optional.empty() : outputs.open(AttemptKey.of(task.get()), output);
    } catch (IOException e) {
      throw new StoreException(
          "The file %s of task %s cannot be read: %s".formatted(output.name(), id, e), e);
    }
  }
}
