// SPDX-License-Identifier: Apache-2.0
package dev.errand.incident;

import java.time.Duration;
import java.util.Optional;

/**
 * How often something has happened since it began, and since that was last told. Not safe for
 * several threads; times are of a clock that only goes forward, in nanoseconds.
 */
public final class Tally {

  private static final long MINUTE = Duration.ofMinutes(1).toNanos();

  private final long began;
  private long told;
  private long last;
  private long times;
  private long timesTold;

  /**
   * How often in a while.
   *
   * @param seconds how long that was
   */
  public record Count(long times, long seconds) {}

  /** Of something that begins, and has yet to be {@link #add added} for the first time. */
  public Tally(long now) {
    began = now;
    told = now;
    last = now;
  }

  /** It has happened once more. */
  public void add(long now) {
    times++;
    last = now;
  }

  /** Whether it has not happened for so long. */
  public boolean isQuietFor(Duration time, long now) {
    return now - last >= time.toNanos();
  }

  /**
   * What is to be told once a minute, and counts as told by that; empty in between, and where there
   * is nothing.
   */
  public Optional<Count> due(long now) {
    if (now - told < MINUTE) {
      return Optional.empty();
    }
    Count count = new Count(times - timesTold, seconds(told, now));
    told = now;
    timesTold = times;
    return Optional.of(count).filter(some -> some.times() > 0);
  }

  /** From the beginning until now. */
  public Count all(long now) {
    return new Count(times, seconds(began, now));
  }

  /** From the beginning until the last time. */
  public Count active() {
    return all(last);
  }

  private static long seconds(long from, long until) {
    return Duration.ofNanos(until - from).toSeconds();
  }
}
