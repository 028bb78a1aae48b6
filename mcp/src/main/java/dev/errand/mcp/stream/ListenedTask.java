// SPDX-License-Identifier: Apache-2.0
package dev.errand.mcp.stream;

import dev.errand.task.Asked;
import dev.errand.task.Progress;
import dev.errand.task.Task;
import dev.errand.task.TaskStatus;
import dev.errand.task.TaskView;
import dev.errand.task.Watch;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** One of the tasks that a stream tells of, and what was told of it. For one thread. */
final class ListenedTask implements AutoCloseable {

  /** Progress is told so often at the most; what else changes at once. */
  private static final long PACE = TimeUnit.SECONDS.toNanos(1);

  private final Watch watch;
  private @Nullable State told;
  private long toldAt;
  private boolean over;

  /** Whether there is progress that it was too early to tell of. */
  private boolean early;

  /** What makes a task worth telling of. */
  private record State(
      TaskStatus status,
      boolean cancelRequested,
      int attempt,
      Asked asked,
      Optional<Progress> progress) {

    static State of(Task task) {
      return new State(
          task.status(),
          task.cancelRequest().isPresent(),
          task.attempt().number(),
          task.asked(),
          task.progress());
    }

    boolean differsInMoreThanProgress(State other) {
      return status != other.status
          || cancelRequested != other.cancelRequested
          || attempt != other.attempt
          || !asked.equals(other.asked);
    }
  }

  private ListenedTask(Watch watch) {
    this.watch = watch;
  }

  /**
   * @param watch is closed with this
   * @param changed released whenever something changes
   */
  static ListenedTask of(Watch watch, Semaphore changed) {
    watch.alarm(changed::release);
    return new ListenedTask(watch);
  }

  /** The task, if something is to be told of it now. */
  Optional<Task> news(long now) {
    Optional<Task> task = watch.view().map(TaskView::task);
    over = task.map(seen -> seen.status().isTerminal()).orElse(true);
    early = false;
    if (task.isEmpty()) {
      return Optional.empty();
    }
    State state = State.of(task.get());
    State before = told;
    boolean due =
        before == null
            || state.differsInMoreThanProgress(before)
            || (!state.equals(before) && now - toldAt >= PACE);
    if (!due) {
      early = !state.equals(before);
      return Optional.empty();
    }
    told = state;
    toldAt = now;
    return task;
  }

  /** Nanoseconds until there is something to tell though nothing changes any more. */
  long pause(long now) {
    return early ? Math.max(0, toldAt + PACE - now) : Long.MAX_VALUE;
  }

  /** Whether it has ended, or is gone. */
  boolean isOver() {
    return over;
  }

  @Override
  public void close() {
    watch.close();
  }
}
