// SPDX-License-Identifier: Apache-2.0
package dev.errand.engine;

import dev.errand.operation.OperationSpec;
import dev.errand.operation.RetryAfterException;
import dev.errand.operation.RetryPolicy;
import dev.errand.task.FailedAttempt;
import dev.errand.task.Failure;
import dev.errand.task.LogLevel;
import dev.errand.task.ShortTime;
import dev.errand.task.Task;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;

/** The retry policy: whether a task whose attempt threw is tried again. */
final class Retries {

  private static final Duration LONGEST = Duration.ofDays(1);

  private Retries() {}

  /** That the task waits for another attempt, with the reason in its log; empty if it does not. */
  static Optional<Verdict> of(
      LiveAttempt attempt, OperationSpec<?, ?> operation, Throwable thrown) {
    Task task = attempt.snapshot();
    // What somebody wants stopped, or was stopped, is not tried again.
    if (attempt.cancellation().reason().isPresent() || task.cancelRequest().isPresent()) {
      return Optional.empty();
    }
    int counted = task.attempt().counted();
    return operation
        .retry()
        .filter(policy -> policy.covers(thrown) && counted < most(policy, task))
        .map(policy -> again(attempt, policy, thrown));
  }

  private static int most(RetryPolicy policy, Task task) {
    return Math.min(
        policy.attempts(), task.submission().options().attempts().orElse(Integer.MAX_VALUE));
  }

  private static Verdict again(LiveAttempt attempt, RetryPolicy policy, Throwable thrown) {
    Task task = attempt.snapshot();
    int counted = task.attempt().counted();
    Duration delay = delay(policy, counted, thrown);
    Failure failure = Failures.of(thrown, attempt.redactor());
    attempt.note(LogLevel.ERROR, failure.stackTrace().stripTrailing());
    attempt.note(
        LogLevel.WARN,
        "Attempt %d failed, %d of %d; the next begins in %s"
            .formatted(task.attempt().number(), counted, most(policy, task), ShortTime.of(delay)));
    FailedAttempt failed =
        new FailedAttempt(
            task.attempt().number(),
            counted,
            most(policy, task),
            failure.type(),
            failure.message());
    return new Verdict.Requeue(true, delay, Optional.of(failed));
  }

  private static Duration delay(RetryPolicy policy, int counted, Throwable thrown) {
    if (thrown instanceof RetryAfterException wish) {
      return wish.delay().compareTo(LONGEST) > 0 ? LONGEST : wish.delay();
    }
    return policy.delay(counted, ThreadLocalRandom.current().nextDouble());
  }
}
