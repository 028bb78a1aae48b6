// SPDX-License-Identifier: Apache-2.0
package dev.errand.operation;

import java.time.Duration;
import java.util.List;

/**
 * Whether an operation whose code threw an exception is tried again, and when. Only for work that
 * may be repeated.
 *
 * <p>Attempts that were lost count too, here and by the {@link Recovery} of the operation, which
 * ends a task whose attempt was lost when it allows no more; give that as many.
 *
 * <p>Before the second attempt a task waits for the first delay, before each further one twice as
 * long as before, up to the longest; each time between half of that and all of it, by chance, so
 * that tasks which failed together do not come back together. ("Equal jitter" in Marc Brooker,
 * Exponential Backoff And Jitter, 2015.) An operation that knows better throws {@link
 * RetryAfterException}.
 *
 * @param attempts how many in all, at least 2; those that a stop of the server or a loss of its
 *     database ended do not count
 * @param first the delay before the second attempt
 * @param longest the longest delay, not shorter than the first
 * @param on which exceptions count, with their subclasses; never an {@code Error}
 * @param not which do not although {@code on} names them
 */
public record RetryPolicy(
    int attempts,
    Duration first,
    Duration longest,
    List<Class<? extends Exception>> on,
    List<Class<? extends Exception>> not) {

  /** Farther than anybody waits, and near enough to reckon with. */
  private static final Duration LIMIT = Duration.ofDays(366);

  public RetryPolicy {
    if (attempts < 2) {
      throw new IllegalArgumentException("to retry needs at least 2 attempts, not " + attempts);
    }
    if (first.isNegative() || longest.compareTo(first) < 0) {
      throw new IllegalArgumentException(
          "the delay between attempts grows from nothing or more, not from %s to %s"
              .formatted(first, longest));
    }
    if (longest.compareTo(LIMIT) > 0) {
      throw new IllegalArgumentException(
          "the delay between attempts is at most 366 days, not " + longest);
    }
    on = List.copyOf(on);
    not = List.copyOf(not);
  }

  /** After any exception, with a delay of a second at first and of five minutes at the most. */
  public static RetryPolicy attempts(int attempts) {
    return new RetryPolicy(
        attempts,
        Duration.ofSeconds(1),
        Duration.ofMinutes(5),
        List.of(Exception.class),
        List.of());
  }

  /** The same with other delays. */
  public RetryPolicy delays(Duration first, Duration longest) {
    return new RetryPolicy(attempts, first, longest, on, not);
  }

  /** The same after these exceptions only. */
  @SafeVarargs
  public final RetryPolicy on(Class<? extends Exception>... exceptions) {
    return new RetryPolicy(attempts, first, longest, List.of(exceptions), not);
  }

  /** The same, but not after these. */
  @SafeVarargs
  public final RetryPolicy not(Class<? extends Exception>... exceptions) {
    return new RetryPolicy(attempts, first, longest, on, List.of(exceptions));
  }

  /** Whether this exception is a reason to try again. */
  public boolean covers(Throwable thrown) {
    return on.stream().anyMatch(one -> one.isInstance(thrown))
        && not.stream().noneMatch(one -> one.isInstance(thrown));
  }

  /**
   * How long to wait after an attempt.
   *
   * @param counted which of those that count it was, from 1
   * @param chance from 0 to 1
   */
  public Duration delay(int counted, double chance) {
    long longestMillis = longest.toMillis();
    long whole = first.toMillis();
    for (int i = 1; i < counted && whole < longestMillis; i++) {
      whole *= 2;
    }
    whole = Math.min(whole, longestMillis);
    return Duration.ofMillis(whole / 2 + Math.round(chance * (whole - whole / 2)));
  }
}
