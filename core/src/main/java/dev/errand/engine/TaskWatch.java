// SPDX-License-Identifier: Apache-2.0
package dev.errand.engine;

import dev.errand.task.TaskView;
import dev.errand.task.Watch;
import java.time.Duration;
import java.util.Optional;

/**
 * Waits by a signal. What another node may change without our being told is read again once a
 * second: tasks that do not run here.
 */
final class TaskWatch implements Watch {

  private static final Duration READ_AGAIN = Duration.ofSeconds(1);
  private static final Watches.Seen NOTHING_YET = new Watches.Seen(Optional.empty(), true);

  private final Watches watches;
  private final Signals signals;
  private final long task;
  private final Signal signal;
  private Watches.Seen seen = NOTHING_YET;
  private boolean closed;

  TaskWatch(Watches watches, Signals signals, long task) {
    this.watches = watches;
    this.signals = signals;
    this.task = task;
    signal = signals.join(task);
  }

  @Override
  public Optional<TaskView> view() {
    return look().view();
  }

  Watches.Seen look() {
    // First: what changes after this is not in what is read and must raise the signal.
    signals.lower(task, signal);
    seen = watches.read(task);
    return seen;
  }

  @Override
  public boolean await(Duration atMost) throws InterruptedException {
    long start = System.nanoTime();
    while (true) {
      Duration left = atMost.minusNanos(System.nanoTime() - start);
      boolean alone = seen.live();
      Duration turn = alone || left.compareTo(READ_AGAIN) < 0 ? left : READ_AGAIN;
      boolean changed = signal.await(turn, watches::isStopped);
      watches.requireRunning();
      if (changed) {
        return true;
      }
      if (turn.equals(left)) {
        return false;
      }
      if (!watches.read(task).equals(seen)) {
        signal.raise();
      }
    }
  }

  @Override
  public void alarm(Runnable run) {
    signal.alarm(run);
  }

  @Override
  public void wake() {
    signal.raise();
  }

  @Override
  public void close() {
    if (!closed) {
      closed = true;
      signals.leave(task, signal);
    }
  }
}
