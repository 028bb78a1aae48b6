// SPDX-License-Identifier: Apache-2.0
package dev.errand.task;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;

/**
 * How one task is to be run, where its submission asks for something else than what holds for all
 * of its operation.
 *
 * @param notBefore the time before which it does not start, to the millisecond
 * @param timeLimits how long it may run and wait
 * @param attempts how many attempts there may be in all, at least 1
 * @param rerunOf the key of the task that is run again by this one
 */
public record RunOptions(
    Optional<Instant> notBefore,
    TimeLimits timeLimits,
    OptionalInt attempts,
    Optional<UUID> rerunOf) {

  public static final RunOptions NONE =
      new RunOptions(Optional.empty(), TimeLimits.NONE, OptionalInt.empty(), Optional.empty());

  /**
   * @throws IllegalArgumentException if there may be no attempt
   */
  public RunOptions {
    notBefore = notBefore.map(time -> time.truncatedTo(ChronoUnit.MILLIS));
    if (attempts.orElse(1) < 1) {
      throw new IllegalArgumentException("there is at least 1 attempt, not " + attempts);
    }
  }

  /** The same for a task that does not start before that time. */
  public RunOptions notBefore(Instant time) {
    return new RunOptions(Optional.of(time), timeLimits, attempts, rerunOf);
  }

  /** The same with other time limits. */
  public RunOptions timeLimits(TimeLimits limits) {
    return new RunOptions(notBefore, limits, attempts, rerunOf);
  }

  /** The same with so many attempts at the most. */
  public RunOptions attempts(int most) {
    return new RunOptions(notBefore, timeLimits, OptionalInt.of(most), rerunOf);
  }

  /** The same at once for a task that runs that one again. */
  public RunOptions again(UUID old) {
    return new RunOptions(Optional.empty(), timeLimits, attempts, Optional.of(old));
  }

  /** The first moment at which a task that was submitted then may start. */
  public Instant earliest(Instant submitted) {
    return notBefore.filter(submitted::isBefore).orElse(submitted);
  }

  /** How far ahead a start may be put off. */
  public static final Duration FARTHEST = Duration.ofDays(366);
}
