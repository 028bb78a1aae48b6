// SPDX-License-Identifier: Apache-2.0
package dev.errand.task;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * How long parts of a task's life may last, each longer than nothing and in whole milliseconds; no
 * limit where absent.
 *
 * @param attempt how long one attempt may run
 * @param total how long all attempts together may run; what a lost one ran counts as far as it had
 *     said something
 * @param waiting how long the task may wait for its first start, from its submission or from the
 *     time before which it is not to start
 */
public record TimeLimits(
    Optional<Duration> attempt, Optional<Duration> total, Optional<Duration> waiting) {

  public static final TimeLimits NONE =
      new TimeLimits(Optional.empty(), Optional.empty(), Optional.empty());

  private static final Duration SHORTEST = Duration.ofMillis(1);
  private static final Duration LONGEST_WAIT = Duration.ofDays(36_500);

  /**
   * @throws IllegalArgumentException if one is less than a millisecond, or there may be waited
   *     longer than 100 years
   */
  public TimeLimits {
    attempt = attempt.map(TimeLimits::whole);
    total = total.map(TimeLimits::whole);
    waiting = waiting.map(TimeLimits::whole);
    if (waiting.filter(limit -> limit.compareTo(LONGEST_WAIT) > 0).isPresent()) {
      throw new IllegalArgumentException("a task waits at most 36500 days, not " + waiting.get());
    }
  }

  private static Duration whole(Duration limit) {
    if (limit.compareTo(SHORTEST) < 0) {
      throw new IllegalArgumentException("a time limit is 1 ms or longer, not " + limit);
    }
    return limit.truncatedTo(ChronoUnit.MILLIS);
  }

  /** The same for an attempt that may run so long. */
  public TimeLimits attempt(Duration limit) {
    return new TimeLimits(Optional.of(limit), total, waiting);
  }

  /** The same for attempts that may run so long together. */
  public TimeLimits total(Duration limit) {
    return new TimeLimits(attempt, Optional.of(limit), waiting);
  }

  /** The same for a task that may wait so long. */
  public TimeLimits waiting(Duration limit) {
    return new TimeLimits(attempt, total, Optional.of(limit));
  }

  /** The shorter of each. */
  public TimeLimits and(TimeLimits other) {
    return new TimeLimits(
        shorter(attempt, other.attempt),
        shorter(total, other.total),
        shorter(waiting, other.waiting));
  }

  private static Optional<Duration> shorter(Optional<Duration> one, Optional<Duration> other) {
    return Stream.of(one, other).flatMap(Optional::stream).min(Duration::compareTo);
  }
}
