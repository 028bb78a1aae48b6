// SPDX-License-Identifier: Apache-2.0
package dev.errand.engine;

import java.time.Duration;

/**
 * How long an attempt has run, by a clock that nobody sets. It stands while the attempt waits for
 * answers. Safe for all threads.
 */
final class RunClock {

  private long ran;
  private long since = System.nanoTime();
  private int paused;
  private Runnable resumed = () -> {};

  /** A time in which the attempt waits for somebody. */
  interface Pause extends AutoCloseable {
    @Override
    void close();
  }

  /**
   * Counts from now on.
   *
   * @param resumed called after each pause
   */
  synchronized void begin(Runnable resumed) {
    ran = 0;
    since = System.nanoTime();
    this.resumed = resumed;
  }

  synchronized Duration ran() {
    return Duration.ofNanos(paused > 0 ? ran : ran + System.nanoTime() - since);
  }

  synchronized boolean isPaused() {
    return paused > 0;
  }

  /** Stands still until all pauses are closed. */
  synchronized Pause pause() {
    if (paused == 0) {
      ran += System.nanoTime() - since;
    }
    paused++;
    return this::resume;
  }

  private void resume() {
    Runnable after;
    synchronized (this) {
      paused--;
      if (paused > 0) {
        return;
      }
      since = System.nanoTime();
      after = resumed;
    }
    after.run();
  }
}
