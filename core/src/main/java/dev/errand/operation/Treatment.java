// SPDX-License-Identifier: Apache-2.0
package dev.errand.operation;

import dev.errand.limit.Limit;
import dev.errand.task.Submission;
import dev.errand.task.TimeLimits;
import java.time.Duration;
import java.util.Optional;

/**
 * How the engine may treat an operation.
 *
 * @param recovery what happens to an attempt that was lost with its node
 * @param waits whether an attempt mostly waits (for a process, for a remote call), so that it runs
 *     on a virtual thread under a limit of its own instead of holding a worker
 * @param starters who may start it
 * @param timeLimits how long tasks may run and wait before they are told to stop and fail. Waiting
 *     never counts against a limit of the run
 * @param priority what is added to the priority that a submission asks for
 * @param retry whether and when it is tried again after an exception; not where absent
 * @param retention how long its tasks stay readable after their end, where the server does not say;
 *     absent means as long as those of any operation
 * @param limit how many of its tasks may run and wait, where the server does not say
 * @param asks whether it asks whoever started it, and what becomes of an attempt that does
 */
public record Treatment(
    Recovery recovery,
    boolean waits,
    Starters starters,
    TimeLimits timeLimits,
    int priority,
    Optional<RetryPolicy> retry,
    Optional<Duration> retention,
    Limit limit,
    Asks asks) {

  /** Farther than any clock need go. */
  private static final Duration LONGEST = Duration.ofDays(36_500);

  /** Not repeated, at work rather than waiting, open to users, without limits. */
  static final Treatment USUAL =
      new Treatment(
          Recovery.FAIL,
          false,
          Starters.USERS,
          TimeLimits.NONE,
          0,
          Optional.empty(),
          Optional.empty(),
          Limit.NONE,
          Asks.NOTHING);

  public Treatment {
    Submission.requirePriority(priority);
    retention.ifPresent(Treatment::requireRetention);
  }

  /**
   * Does nothing if tasks can be kept so long.
   *
   * @throws IllegalArgumentException if it is negative, or longer than 100 years
   */
  public static void requireRetention(Duration retention) {
    if (retention.isNegative() || retention.compareTo(LONGEST) > 0) {
      throw new IllegalArgumentException(
          "a retention is between nothing and 36500 days, not " + retention);
    }
  }

  Treatment with(Recovery other) {
    return new Treatment(
        other, waits, starters, timeLimits, priority, retry, retention, limit, asks);
  }

  Treatment with(Starters others) {
    return new Treatment(
        recovery, waits, others, timeLimits, priority, retry, retention, limit, asks);
  }

  Treatment waiting() {
    return new Treatment(
        recovery, true, starters, timeLimits, priority, retry, retention, limit, asks);
  }

  Treatment with(TimeLimits times) {
    return new Treatment(recovery, waits, starters, times, priority, retry, retention, limit, asks);
  }

  Treatment with(RetryPolicy policy) {
    return new Treatment(
        recovery,
        waits,
        starters,
        timeLimits,
        priority,
        Optional.of(policy),
        retention,
        limit,
        asks);
  }

  Treatment keptFor(Duration time) {
    return new Treatment(
        recovery, waits, starters, timeLimits, priority, retry, Optional.of(time), limit, asks);
  }

  Treatment with(Limit other) {
    return new Treatment(
        recovery, waits, starters, timeLimits, priority, retry, retention, other, asks);
  }

  Treatment prioritized(int other) {
    return new Treatment(
        recovery, waits, starters, timeLimits, other, retry, retention, limit, asks);
  }

  Treatment asking(Asks other) {
    return new Treatment(
        recovery, waits, starters, timeLimits, priority, retry, retention, limit, other);
  }
}
