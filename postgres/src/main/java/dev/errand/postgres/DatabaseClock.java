// SPDX-License-Identifier: Apache-2.0
package dev.errand.postgres;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/**
 * The time that all nodes share: the database's, as told with each renewal of the lease, carried on
 * by this machine's even clock. It is late by the time that the last answer took at the most, never
 * early, and does not depend on how the machine's own clock is set. Safe for all threads.
 */
final class DatabaseClock implements InstantSource {

  /** An answer that took longer tells the time no better than the one before. */
  private static final long SLOW_NANOS = Duration.ofMillis(500).toNanos();

  private static final long OLD_NANOS = Duration.ofMinutes(1).toNanos();

  private final MachineClock clock;
  private volatile @Nullable Told told;

  /** What the database said, and when that was heard. */
  private record Told(long millis, long nanos) {}

  DatabaseClock(MachineClock clock) {
    this.clock = clock;
  }

  /**
   * To be called with each answer that has the time in it.
   *
   * @param asked {@link MachineClock#nanos()} before the question was sent
   */
  void told(long millis, long asked) {
    long now = clock.nanos();
    @Nullable Told last = told;
    if (last == null || now - asked < SLOW_NANOS || now - last.nanos() > OLD_NANOS) {
      told = new Told(millis, now);
    }
  }

  /** The database's time; that of the machine as long as the database has told none. */
  @Override
  public Instant instant() {
    @Nullable Told last = told;
    return last == null
        ? Instant.ofEpochMilli(clock.millis())
        : Instant.ofEpochMilli(last.millis()).plusNanos(clock.nanos() - last.nanos());
  }
}
