// SPDX-License-Identifier: Apache-2.0
package dev.errand.engine;

import dev.errand.task.StoppedException;
import dev.errand.task.Task;
import dev.errand.task.TaskView;
import dev.errand.task.Watch;
import java.time.Duration;
import java.util.Optional;
import java.util.function.LongFunction;

/** Those who watch tasks or wait for their end. Safe for all threads. */
final class Watches {

  private final Signals changes = new Signals();
  private final Signals ends = new Signals();
  private final LongFunction<Seen> read;
  private volatile boolean stopped;

  /**
   * What there is to see.
   *
   * @param live whether it came from an attempt that runs here, which wakes its watches by itself
   */
  record Seen(Optional<TaskView> view, boolean live) {

    boolean isOver() {
      return view.map(seen -> seen.task().status().isTerminal()).orElse(true);
    }
  }

  /**
   * @param read the task with that number as it is now
   */
  Watches(LongFunction<Seen> read) {
    this.read = read;
  }

  /** Something about the task has changed. */
  void changed(Long task) {
    changes.wake(task);
  }

  /** The task has ended or is gone. */
  void ended(Long task) {
    changes.wake(task);
    ends.wake(task);
  }

  /** Ends all waiting with {@link StoppedException}. */
  void stop() {
    stopped = true;
    changes.wakeAll();
    ends.wakeAll();
  }

  Watch watch(long task) {
    return new TaskWatch(this, changes, task);
  }

  /** Waits until the task is over, at most so long; as it is then. */
  Optional<Task> await(long task, Duration atMost) throws InterruptedException {
    long start = System.nanoTime();
    try (TaskWatch watch = new TaskWatch(this, ends, task)) {
      while (true) {
        Seen seen = watch.look();
        Duration left = atMost.minusNanos(System.nanoTime() - start);
        if (seen.isOver() || !left.isPositive()) {
          return seen.view().map(TaskView::task);
        }
        boolean _ = watch.await(left);
      }
    }
  }

  Seen read(long task) {
    return read.apply(task);
  }

  boolean isStopped() {
    return stopped;
  }

  void requireRunning() {
    if (stopped) {
      throw new StoppedException("The server stops; ask again when it is back.");
    }
  }
}
