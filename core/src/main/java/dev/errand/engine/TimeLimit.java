// SPDX-License-Identifier: Apache-2.0
package dev.errand.engine;

import dev.errand.task.Failure;
import dev.errand.task.LogLevel;
import dev.errand.task.Outcome;
import dev.errand.task.ShortTime;
import dev.errand.task.Task;
import dev.errand.task.TaskStatus;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Tells one attempt to stop when its time is over, as a cancel would. It begins when the
 * operation's code is called, so that waiting never counts, and goes by a clock that nobody sets.
 */
final class TimeLimit implements AutoCloseable {

  private static final TimeLimit NONE = new TimeLimit(CompletableFuture.completedFuture(null));

  private final CompletableFuture<@Nullable Void> timer;

  private TimeLimit(CompletableFuture<@Nullable Void> timer) {
    this.timer = timer;
  }

  /** From now on, until it is closed. */
  static TimeLimit of(LiveAttempt attempt, Optional<Duration> limit) {
    if (limit.isEmpty()) {
      return NONE;
    }
    CompletableFuture<@Nullable Void> timer = new CompletableFuture<>();
    timer.whenComplete((_, passed) -> {
      if (passed != null) {
        tell(attempt, limit.get());
      }
    });
    timer.orTimeout(nanos(limit.get()), TimeUnit.NANOSECONDS);
    return new TimeLimit(timer);
  }

  /** Forgets the timer: one that is over leaves nothing behind. */
  @Override
  public void close() {
    timer.complete(null);
  }

  private static void tell(LiveAttempt attempt, Duration limit) {
    attempt.note(
        LogLevel.WARN,
        "The time limit of %s is over; attempt %d is told to stop"
            .formatted(ShortTime.of(limit), attempt.claimed().task().attempt().number()));
    attempt.cancellation().signal(Cancellation.Reason.TIME_LIMIT);
  }

  /** What an attempt comes to that heeded it. */
  static Verdict passed(LiveAttempt attempt) {
    Task task = attempt.snapshot();
    if (task.cancelRequest().isPresent()) {
      return new Verdict.End(TaskStatus.CANCELLED, Outcome.NOTHING, List.of());
    }
    Failure failure =
        Failures.without(
            Failure.TIME_LIMIT,
            "Attempt %d ran longer than %s allows, and was stopped"
                .formatted(task.attempt().number(), task.operation()));
    return new Verdict.End(TaskStatus.FAILED, new Outcome.Failed(failure), List.of());
  }

  private static long nanos(Duration limit) {
    try {
      return limit.toNanos();
    } catch (ArithmeticException centuries) {
      return Long.MAX_VALUE;
    }
  }
}
