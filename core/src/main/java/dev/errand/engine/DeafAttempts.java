// SPDX-License-Identifier: Apache-2.0
package dev.errand.engine;

import dev.errand.task.CancelSteps;
import dev.errand.task.LogLevel;
import dev.errand.task.Outcome;
import dev.errand.task.ShortTime;
import dev.errand.task.TaskStatus;
import java.time.Duration;
import java.util.List;

/** Abandons attempts that were told to stop and do not. */
final class DeafAttempts {

  private final Attempts attempts;
  private final Duration patience;

  /**
   * @param patience how long an attempt has to stop
   */
  DeafAttempts(Attempts attempts, Duration patience) {
    this.attempts = attempts;
    this.patience = patience;
  }

  /** Abandons all whose time is over. */
  void look() {
    for (LiveAttempt attempt : attempts.atWork()) {
      attempt.cancellation().toldFor(patience).ifPresent(why -> abandon(attempt, why));
    }
  }

  private void abandon(LiveAttempt attempt, Cancellation.Reason why) {
    switch (why) {
      case CALLER -> end(attempt, TaskStatus.CANCELLED);
      case TIME_LIMIT -> end(attempt, TaskStatus.FAILED);
      // Its task is another's already; only its worker is missing.
      case FENCED -> attempts.drop(attempt);
      // A stop has its own patience.
      case STOP -> {}
    }
  }

  private void end(LiveAttempt attempt, TaskStatus status) {
    attempt.note(
        LogLevel.WARN,
        "Attempt %d did not stop within %s after it was told to, and is abandoned; what it still does"
                .formatted(attempt.claimed().task().attempt().number(), ShortTime.of(patience))
            + " does not count");
    attempt.cancellation().step(CancelSteps::abandoned);
    Verdict verdict =
        status == TaskStatus.CANCELLED
            ? new Verdict.End(status, Outcome.NOTHING, List.of())
            : TimeLimit.passed(attempt);
    attempts.abandon(attempt);
    attempts.settle(attempt, verdict);
  }
}
