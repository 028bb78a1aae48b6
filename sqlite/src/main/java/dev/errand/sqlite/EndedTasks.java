// SPDX-License-Identifier: Apache-2.0
package dev.errand.sqlite;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.errand.task.Task;
import dev.errand.task.TaskId;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Ended tasks that were read lately. Nothing changes a task that has ended but when it goes, and
 * nobody but this process can do that or delete it, so what is kept here needs only {@link #forget}
 * after the commit of such a change. Reading one that is missing and forgetting it exclude each
 * other, so that no reader brings back what another thread has changed. Safe for all threads.
 */
final class EndedTasks {

  /** One task may take this part of all, so that a few huge results do not push out the rest. */
  private static final int SHARES = 256;

  /** Reads of tasks that will not be kept block each other within a bucket; this makes it rare. */
  private static final int BUCKETS = 1 << 12;

  private final long heaviest;

  /** By number and by key, each as it was asked for. */
  private final Cache<Object, Task> tasks;

  /**
   * @param bytes of heap, estimated, that tasks may take
   */
  EndedTasks(long bytes) {
    this.heaviest = bytes / SHARES;
    this.tasks =
        Caffeine.newBuilder()
            .initialCapacity(BUCKETS)
            .maximumWeight(bytes)
            .weigher((Object _, Task task) -> (int) Math.min(TaskWeight.of(task), 1 << 30))
            // Making room is short work: whoever reads does it, and no thread needs to be started.
            .executor(Runnable::run)
            .build();
  }

  /** The task with that number, read if it is not here. */
  Optional<Task> get(long number, Supplier<Optional<Task>> read) {
    return get((Object) number, read);
  }

  /** The task with that key, read if it is not here. */
  Optional<Task> get(UUID key, Supplier<Optional<Task>> read) {
    return get((Object) key, read);
  }

  private Optional<Task> get(Object id, Supplier<Optional<Task>> read) {
    Reading reading = new Reading(read);
    @Nullable Task kept = tasks.get(id, reading);
    return kept == null ? reading.found : Optional.of(kept);
  }

  /** To be called with a task whose deletion is committed; returns it. */
  Optional<Task> forget(Optional<Task> deleted) {
    deleted.map(Task::id).ifPresent(this::forget);
    return deleted;
  }

  /** To be called with a task of which a change is committed. */
  void forget(TaskId changed) {
    // Not invalidate(), which need not wait for a reader that is about to add the task.
    tasks.asMap().compute(changed.number(), (_, _) -> null);
    tasks.asMap().compute(changed.key(), (_, _) -> null);
  }

  /** Lets go of all. */
  void clear() {
    tasks.invalidateAll();
  }

  /** About how many bytes the tasks here take. */
  long weight() {
    tasks.cleanUp();
    return tasks.policy().eviction().orElseThrow().weightedSize().orElseThrow();
  }

  /** Reads for one caller; gives to be kept only what has ended and is not huge. */
  private final class Reading implements Function<Object, @Nullable Task> {

    private final Supplier<Optional<Task>> read;
    private Optional<Task> found = Optional.empty();

    Reading(Supplier<Optional<Task>> read) {
      this.read = read;
    }

    @Override
    public @Nullable Task apply(Object id) {
      found = read.get();
      return found
          .filter(task -> task.status().isTerminal() && TaskWeight.of(task) <= heaviest)
          .orElse(null);
    }
  }
}
