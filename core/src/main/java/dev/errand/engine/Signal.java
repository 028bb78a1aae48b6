// SPDX-License-Identifier: Apache-2.0
package dev.errand.engine;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** Says to one waiting thread that something has changed; however often, it is one signal. */
final class Signal {

  private volatile boolean raised = true;
  private volatile @Nullable Thread waiting;
  private volatile @Nullable Runnable alarm;

  /** Has this run whenever it is raised, by whoever raises it. */
  void alarm(Runnable run) {
    alarm = run;
    if (raised) {
      run.run();
    }
  }

  void raise() {
    raised = true;
    @Nullable Runnable run = alarm;
    if (run != null) {
      run.run();
    }
    @Nullable Thread thread = waiting;
    if (thread != null) {
      LockSupport.unpark(thread);
    }
  }

  void lower() {
    raised = false;
  }

  /**
   * Waits until it is raised, the wait is called off, or the time is over.
   *
   * @param calledOff asked whenever the thread wakes
   * @return whether it is raised
   */
  boolean await(Duration atMost, BooleanSupplier calledOff) throws InterruptedException {
    long start = System.nanoTime();
    long nanos = nanos(atMost);
    waiting = Thread.currentThread();
    try {
      while (!raised && !calledOff.getAsBoolean()) {
        long left = nanos - (System.nanoTime() - start);
        if (left <= 0) {
          return false;
        }
        LockSupport.parkNanos(this, left);
        if (Thread.interrupted()) {
          throw new InterruptedException();
        }
      }
      return raised;
    } finally {
      waiting = null;
    }
  }

  private static long nanos(Duration duration) {
    return duration.compareTo(Duration.ofDays(365)) > 0 ? Long.MAX_VALUE : duration.toNanos();
  }
}
