// SPDX-License-Identifier: Apache-2.0
package dev.errand.postgres;

/**
 * The two clocks of this machine. One goes on evenly and stands still while the machine is
 * suspended (Linux, macOS: a laptop asleep; a paused virtual machine), the other may jump and is
 * right again soon after. Safe for all threads.
 */
interface MachineClock {

  MachineClock SYSTEM =
      new MachineClock() {
        @Override
        public long nanos() {
          return System.nanoTime();
        }

        @Override
        public long millis() {
          return System.currentTimeMillis();
        }
      };

  /** As {@link System#nanoTime()}. */
  long nanos();

  /** As {@link System#currentTimeMillis()}. */
  long millis();

  /** A moment by both. */
  record Moment(long nanos, long millis) {}

  default Moment moment() {
    return new Moment(nanos(), millis());
  }

  /** How long ago a moment was, by the even clock. */
  default long nanosSince(Moment moment) {
    return nanos() - moment.nanos();
  }

  /**
   * By how much the other clock has gone further since, which is how long the machine was suspended
   * if nobody has set that clock.
   */
  default long nanosAheadSince(Moment moment) {
    // In this order a pause between the two readings cannot look like a suspension.
    long millis = millis();
    return (millis - moment.millis()) * 1_000_000 - nanosSince(moment);
  }
}
