// SPDX-License-Identifier: Apache-2.0
package dev.errand.testkit;

import static dev.errand.task.TaskStatus.FAILED;
import static dev.errand.task.TaskStatus.FINISHED;
import static dev.errand.task.TaskStatus.WAITING;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.errand.Errand;
import dev.errand.operation.RetryPolicy;
import dev.errand.task.Failure;
import dev.errand.task.OptionRefusedException;
import dev.errand.task.RunOptions;
import dev.errand.task.Submission;
import dev.errand.task.Task;
import dev.errand.task.TimeLimits;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** That tasks are run as their submissions ask for, within what their operation allows. */
public abstract class EngineOptionsContract extends EngineContract {

  private static final Duration HOUR = Duration.ofHours(1);
  private static final RetryPolicy THREE =
      RetryPolicy.attempts(3).delays(Duration.ZERO, Duration.ZERO);

  private final AtomicInteger calls = new AtomicInteger();

  private Work work() {
    return Work.of((in, context) -> {
      calls.incrementAndGet();
      return new Work.Out("done");
    });
  }

  private static Submission.Builder with(RunOptions options) {
    return Work.submission("x").options(options);
  }

  private static Submission.Builder with(TimeLimits limits) {
    return with(RunOptions.NONE.timeLimits(limits));
  }

  @Test
  void whatIsPutOffStartsWhenItIsDue() throws Exception {
    Errand errand = start(work());
    Instant due = clock.instant().plus(HOUR);

    Task task = submit(errand, with(RunOptions.NONE.notBefore(due)));

    assertThat(task.status()).isEqualTo(WAITING);
    assertThat(task.times().due()).contains(due);
    assertThat(errand.outlook(task).waits().orElseThrow().text()).isEqualTo("not before " + due);
    Task other = submit(errand, "other");
    ended(errand, other.id(), FINISHED);
    assertThat(status(errand, task)).isEqualTo(WAITING);
    clock.advance(HOUR);
    Task ended = ended(errand, task.id(), FINISHED);
    assertThat(ended.times().started()).contains(due);
  }

  @Test
  void aTimeThatIsPastPutsNothingOff() throws Exception {
    Errand errand = start(work());

    Task task = submit(errand, with(RunOptions.NONE.notBefore(clock.instant())));

    assertThat(task.times().due()).isEmpty();
    ended(errand, task.id(), FINISHED);
  }

  @Test
  void whatWaitsTooLongFailsAndIsNeverBegun() throws Exception {
    Errand errand = start(work());
    errand.limits().pause("work", Optional.empty());
    Task task = submit(errand, with(TimeLimits.NONE.waiting(HOUR)));
    clock.advance(HOUR.minusMillis(1));
    assertThat(status(errand, task)).isEqualTo(WAITING);

    clock.advance(Duration.ofMillis(1));
    Task failed = ended(errand, task.id(), FAILED);

    assertThat(failed.failure().orElseThrow().type()).isEqualTo(Failure.WAIT_LIMIT);
    assertThat(failed.failure().orElseThrow().message())
        .contains(
            "It had not started after 3600.0 s, which is longer than it was to wait; nothing of it"
                + " was done");
    errand.limits().resume("work", Optional.empty());
    ended(errand, submit(errand, "next").id(), FINISHED);
    assertThat(calls).hasValue(1);
  }

  @Test
  void itsWaitBeginsWhenItIsDue() throws Exception {
    Errand errand = start(work().timeLimits(TimeLimits.NONE.waiting(HOUR)));
    RunOptions putOff = RunOptions.NONE.notBefore(clock.instant().plus(HOUR.multipliedBy(2)));

    Task task = submit(errand, with(putOff));
    clock.advance(HOUR.multipliedBy(2));

    ended(errand, task.id(), FINISHED);
  }

  @Test
  void whatIsOverdueAtAStartIsNotBegun() throws Exception {
    Errand before =
        start(
            Work.of((in, context) -> {
              new CountDownLatch(1).await();
              return new Work.Out("never");
            }));
    submit(before, "one worker");
    submit(before, "the other");
    Task task = submit(before, with(TimeLimits.NONE.waiting(HOUR)));
    before.close();
    clock.advance(HOUR);

    Errand after = start(work());

    ended(after, task.id(), FAILED);
    assertThat(calls).hasValue(0);
  }

  @Test
  void thereAreNoMoreAttemptsThanItAsksFor() throws Exception {
    Errand errand =
        start(
            Work.of(
                    (in, context) -> {
                      calls.incrementAndGet();
                      throw new IllegalStateException("no");
                    })
                .retry(THREE));

    ended(errand, submit(errand, with(RunOptions.NONE.attempts(2))).id(), FAILED);

    assertThat(calls).hasValue(2);
  }

  @Test
  void itsOwnTimeLimitHolds() throws Exception {
    Errand errand =
        start(
            Work.of(
                    (in, context) -> {
                      new CountDownLatch(1).await();
                      return new Work.Out("never");
                    })
                .timeLimit(HOUR));

    Task task =
        ended(
            errand,
            submit(errand, with(TimeLimits.NONE.attempt(Duration.ofMillis(50)))).id(),
            FAILED);

    assertThat(task.failure().orElseThrow().message())
        .contains("Attempt 1 ran longer than the time limit of 50ms, and was stopped");
  }

  @Test
  void allAttemptsTogetherRunNoLongerThanTheTotal() throws Exception {
    long first = TimeUnit.MILLISECONDS.toNanos(1_600);
    AtomicLong second = new AtomicLong();
    Work twice =
        Work.of(
                (in, context) -> {
                  long begun = System.nanoTime();
                  if (calls.incrementAndGet() == 1) {
                    while (System.nanoTime() - begun < first) {
                      Looks.pause();
                    }
                    throw new IllegalStateException("again");
                  }
                  try {
                    new CountDownLatch(1).await();
                  } finally {
                    second.set(System.nanoTime() - begun);
                  }
                  return new Work.Out("never");
                })
            .retry(THREE);
    Duration total = Duration.ofSeconds(3);
    Errand errand = start(twice.timeLimits(TimeLimits.NONE.total(total)));

    Task task = ended(errand, submit(errand, "x").id(), FAILED);

    assertThat(calls).hasValue(2);
    assertThat(task.attempt().ran()).isBetween(Duration.ofNanos(first), Duration.ofMinutes(1));
    assertThat(second.get()).isLessThan(total.toNanos());
    assertThat(task.failure().orElseThrow().message())
        .contains(
            "Attempt 2 ran longer than the time limit of 3s for all attempts together, and was"
                + " stopped");
  }

  @Test
  void itsPriorityIsAddedToThatOfItsOperation() {
    Errand errand = start(work().priority(3));

    assertThat(submit(errand, Work.submission("x").priority(-1)).submission().priority())
        .isEqualTo(2);
  }

  @Test
  void whatIsMoreThanItsOperationAllowsIsRefused() {
    Work bounded =
        work().retry(THREE).timeLimits(TimeLimits.NONE.attempt(HOUR).total(HOUR).waiting(HOUR));
    Errand errand = start(bounded);
    Duration longer = HOUR.plusMillis(1);

    assertThatThrownBy(() -> submit(errand, with(TimeLimits.NONE.attempt(longer))))
        .isInstanceOf(OptionRefusedException.class)
        .hasMessage(
            "3600001ms is too much for 'timeLimit': it may be at most 1h for this operation."
                + " Ask for that or less, or leave it out.");
    assertThatThrownBy(() -> submit(errand, with(TimeLimits.NONE.total(longer))))
        .hasMessageContaining("'totalTimeLimit'");
    assertThatThrownBy(() -> submit(errand, with(TimeLimits.NONE.waiting(longer))))
        .hasMessageContaining("'waitLimit'");
    assertThatThrownBy(() -> submit(errand, with(RunOptions.NONE.attempts(4))))
        .hasMessageContaining(
            "4 attempts is too much for 'attempts': it may be at most 3 for work");
    Instant far = clock.instant().plus(RunOptions.FARTHEST).plusMillis(1);
    assertThatThrownBy(() -> submit(errand, with(RunOptions.NONE.notBefore(far))))
        .hasMessageContaining("'notBefore'");
    assertThat(calls).hasValue(0);
  }
}
