// SPDX-License-Identifier: Apache-2.0
package dev.errand.engine;

import dev.errand.task.Failure;
import dev.errand.task.LogLevel;
import dev.errand.task.Outcome;
import dev.errand.task.ShortTime;
import dev.errand.task.Task;
import dev.errand.task.TaskStatus;
import dev.errand.task.TimeLimits;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Tells one attempt to stop when its time is over, as a cancel would. It begins when the
 * operation's code is called, so that waiting never counts, and goes by a clock that nobody sets.
 */
final class TimeLimit implements AutoCloseable {

  private final LiveAttempt attempt;
  private CompletableFuture<@Nullable Void> timer = new CompletableFuture<>();
  private boolean closed;

  private TimeLimit(LiveAttempt attempt) {
    this.attempt = attempt;
  }

  /** From now on, until it is closed. */
  static TimeLimit of(LiveAttempt attempt, TimeLimits limits) {
    TimeLimit limit = new TimeLimit(attempt);
    if (limits.attempt().isPresent() || limits.total().isPresent()) {
      attempt.runWithin(limits, limit::wind);
      limit.wind();
    }
    return limit;
  }

  /** Sets the timer to what is left. */
  private synchronized void wind() {
    timer.complete(null);
    if (closed) {
      return;
    }
    timer = new CompletableFuture<>();
    timer.whenComplete((_, passed) -> {
      if (passed != null) {
        rang();
      }
    });
    timer.orTimeout(Math.max(1, nanos(left())), TimeUnit.NANOSECONDS);
  }

  /** What waits for answers is wound up again when it goes on. */
  private void rang() {
    if (attempt.runClock().isPaused()) {
      return;
    }
    if (left().isPositive()) {
      wind();
    } else {
      tell(attempt);
    }
  }

  private Duration left() {
    TimeLimits limits = attempt.timeLimits();
    Duration before = attempt.claimed().task().attempt().ran();
    return Stream.of(limits.attempt(), limits.total().map(total -> total.minus(before)))
        .flatMap(Optional::stream)
        .min(Duration::compareTo)
        .orElseThrow()
        .minus(attempt.runClock().ran());
  }

  /** Whether it is the limit of all attempts together that ends this one. */
  private static boolean isTotal(LiveAttempt attempt) {
    TimeLimits limits = attempt.timeLimits();
    Duration ran = attempt.claimed().task().attempt().ran();
    return limits
        .total()
        .filter(
            total -> limits.attempt().filter(own -> own.compareTo(total.minus(ran)) <= 0).isEmpty())
        .isPresent();
  }

  /** Forgets the timer: one that is over leaves nothing behind. */
  @Override
  public synchronized void close() {
    closed = true;
    timer.complete(null);
  }

  private static void tell(LiveAttempt attempt) {
    attempt.note(
        LogLevel.WARN,
        "The time limit of %s is over; attempt %d is told to stop"
            .formatted(shown(attempt), attempt.claimed().task().attempt().number()));
    attempt.cancellation().signal(Cancellation.Reason.TIME_LIMIT);
  }

  private static String shown(LiveAttempt attempt) {
    TimeLimits limits = attempt.timeLimits();
    return isTotal(attempt)
        ? ShortTime.of(limits.total().orElseThrow()) + " for all attempts together"
        : ShortTime.of(limits.attempt().orElseThrow());
  }

  /** What an attempt comes to that it ended. */
  static Verdict passed(LiveAttempt attempt) {
    Task task = attempt.snapshot();
    if (task.cancelRequest().isPresent()) {
      return new Verdict.End(TaskStatus.CANCELLED, Outcome.NOTHING, List.of());
    }
    Failure failure =
        Failures.without(
            Failure.TIME_LIMIT,
            "Attempt %d ran longer than the time limit of %s, and was stopped"
                .formatted(task.attempt().number(), shown(attempt)));
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
