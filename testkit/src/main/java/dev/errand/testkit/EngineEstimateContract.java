// SPDX-License-Identifier: Apache-2.0
package dev.errand.testkit;

import static dev.errand.task.TaskStatus.FAILED;
import static dev.errand.task.TaskStatus.FINISHED;
import static dev.errand.task.TaskStatus.RUNNING;
import static dev.errand.task.TaskStatus.WAITING;
import static org.assertj.core.api.Assertions.assertThat;

import dev.errand.Errand;
import dev.errand.ErrandBuilder;
import dev.errand.limit.Limit;
import dev.errand.limit.Scope;
import dev.errand.limit.SharedBy;
import dev.errand.operation.RetryPolicy;
import dev.errand.store.Store;
import dev.errand.task.Estimate;
import dev.errand.task.Estimate.Span;
import dev.errand.task.Submission;
import dev.errand.task.Task;
import dev.errand.task.TaskStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** When tasks should start and end, and how often that was so. */
public abstract class EngineEstimateContract extends EngineContract {

  /** Of {@code work} between 10 and 20 seconds, of {@code other} between 1 and 5. */
  private static final int[] WORK = {10, 12, 14, 16, 20};

  private static final int[] OTHER = {5, 4, 3, 2, 1};

  private final Semaphore go = new Semaphore(0);
  private boolean shared;

  @AfterEach
  final void letGo() {
    go.release(1_000);
  }

  /** Runs for so long as its name says, or until it may end. */
  private Work timed(String name) {
    return Work.of(
        name,
        (in, context) -> {
          if (in.name().equals("held")) {
            go.acquire();
          } else if (in.name().equals("failing")) {
            throw new IllegalStateException("fails");
          } else {
            clock.advance(Duration.ofSeconds(Long.parseLong(in.name())));
          }
          return new Work.Out("done");
        });
  }

  private Errand startTimed(UnaryOperator<ErrandBuilder> more) {
    Store store = store(data);
    shared = store.isShared();
    return start(builder ->
        more.apply(
            builder.store(store).operation(timed("work")).operation(timed("other")).workers(1)));
  }

  private Errand experienced(UnaryOperator<ErrandBuilder> more) throws InterruptedException {
    Errand errand = startTimed(more);
    run(errand, "work", WORK);
    run(errand, "other", OTHER);
    return errand;
  }

  private static Submission.Builder of(String operation, Object name) {
    return Submission.builder(operation).inputs(Work.In.named(name.toString()));
  }

  private static void run(Errand errand, String operation, int... seconds)
      throws InterruptedException {
    for (int one : seconds) {
      ended(errand, submit(errand, of(operation, one)).id(), FINISHED);
    }
  }

  private static Task running(Errand errand, Submission.Builder submission)
      throws InterruptedException {
    Task task = submit(errand, submission);
    while (status(errand, task) != RUNNING) {
      errand.await(task.id(), Duration.ofMillis(20));
    }
    return task;
  }

  private static Optional<Estimate> estimate(Errand errand, Task task) {
    return errand.outlook(errand.task(task.id().number()).orElseThrow()).estimate();
  }

  private static Optional<Span> start(Errand errand, Task task) {
    return estimate(errand, task).flatMap(Estimate::start);
  }

  private static Optional<Span> end(Errand errand, Task task) {
    return estimate(errand, task).flatMap(Estimate::end);
  }

  /** So many seconds from now. */
  private Instant in(long seconds) {
    return clock.instant().plusSeconds(seconds);
  }

  private Optional<Span> between(long from, long to) {
    return Optional.of(new Span(in(from), Optional.of(in(to))));
  }

  private Optional<Span> from(long seconds) {
    return Optional.of(new Span(in(seconds), Optional.empty()));
  }

  @Test
  void ofAnOperationThatFewTasksFinishedOfNothingIsSaid() throws Exception {
    Errand errand = startTimed(builder -> builder);
    run(errand, "work", 10, 12, 14, 16);
    ended(errand, submit(errand, of("work", "failing")).id(), FAILED);
    Task first = running(errand, of("work", "held"));
    assertThat(estimate(errand, first)).isEmpty();
    Task behind = submit(errand, of("work", "held"));
    assertThat(estimate(errand, behind).flatMap(Estimate::end)).isEmpty();
    errand.cancel(behind.id(), Optional.empty());
    go.release();
    ended(errand, first.id(), FINISHED);

    Task second = running(errand, of("work", "held"));

    assertThat(end(errand, second)).as("with that of the first, no time long").isPresent();
  }

  @Test
  void aRunningOneShouldEndAsOthersDid() throws Exception {
    Errand errand = experienced(builder -> builder);
    Task task = running(errand, of("work", "held"));

    assertThat(start(errand, task)).isEmpty();
    assertThat(end(errand, task)).isEqualTo(between(10, 20));
    clock.advance(Duration.ofSeconds(15));
    assertThat(end(errand, task)).isEqualTo(between(0, 5));
    clock.advance(Duration.ofSeconds(5));
    assertThat(end(errand, task)).isEqualTo(between(0, 0));
    clock.advance(Duration.ofSeconds(1));
    assertThat(end(errand, task)).as("longer than most").isEqualTo(from(0));
    errand.cancel(task.id(), Optional.empty());
    assertThat(estimate(errand, task)).as("asked to stop").isEmpty();
  }

  @Test
  void theNewestCountWithoutThoseFarOff() throws Exception {
    Errand errand = startTimed(builder -> builder);
    assertThat(errand.typicalDuration("work")).as("asked before any ended").isEmpty();
    run(errand, "work", 1_000, 2_000, 3_000, 1, 2, 3, 4, 5, 91, 92, 93, 94, 95);
    for (int i = 0; i < 40; i++) {
      run(errand, "work", 30);
    }
    Task task = running(errand, of("work", "held"));

    assertThat(end(errand, task)).as("four of fifty at each end").isEqualTo(between(5, 91));
  }

  @Test
  void aWaitingOneStartsAfterWhatIsBeforeIt() throws Exception {
    Errand errand = experienced(builder -> builder);
    running(errand, of("work", "held"));
    clock.advance(Duration.ofSeconds(4));
    submit(errand, of("other", "held"));
    submit(errand, of("work", "held"));
    Task task = submit(errand, of("work", "held"));
    submit(errand, of("work", "held"));
    submit(errand, of("other", "held").priority(1));

    long first = shared ? 0 : 10 - 4 + 1 + 1 + 10;
    long last = 20 - 4 + 5 + 5 + 20;
    assertThat(start(errand, task)).isEqualTo(between(first, last));
    assertThat(end(errand, task)).isEqualTo(between(first + 10, last + 20));
  }

  @Test
  void severalWorkersShareWhatIsBeforeIt() throws Exception {
    Errand errand = experienced(builder -> builder.workers(2));
    running(errand, of("work", "held"));
    clock.advance(Duration.ofSeconds(11));
    running(errand, of("work", "held"));
    clock.advance(Duration.ofSeconds(5));
    for (int i = 0; i < 3; i++) {
      submit(errand, of("other", "held"));
    }
    Task task = submit(errand, of("other", "held"));

    assertThat(start(errand, task)).isEqualTo(between(shared ? 0 : 1, (4 + 15 + 3 * 5) / 2));
    clock.advance(Duration.ofSeconds(5));
    assertThat(start(errand, task))
        .as("the worker that is longer at it than most counts no more")
        .isEqualTo(between(shared ? 0 : 1, 10 + 3 * 5));
    clock.advance(Duration.ofSeconds(12));
    assertThat(start(errand, task).flatMap(Span::to)).as("nor the other").isEmpty();
  }

  @Test
  void whatNobodyKnowsOfThoseBeforeItNobodyKnowsOfIt() throws Exception {
    Errand errand = experienced(builder -> builder.operation(timed("new")));
    running(errand, of("work", "held"));
    submit(errand, of("new", "held"));
    Task task = submit(errand, of("other", "held"));

    assertThat(start(errand, task)).isEqualTo(from(shared ? 0 : 10));
    assertThat(end(errand, task)).isEqualTo(from(shared ? 1 : 11));
  }

  @Test
  void aLimitOfTheOperationIsWhatItWaitsFor() throws Exception {
    Scope work = new Scope.OfOperation("work");
    Errand errand =
        experienced(builder -> builder.workers(3).limit(work, Limit.NONE.concurrency(1)));
    running(errand, of("work", "held"));
    clock.advance(Duration.ofSeconds(4));
    Task task = submit(errand, of("work", "held"));

    assertThat(start(errand, task)).isEqualTo(shared ? from(0) : between(6, 16));
  }

  @Test
  void whoIsNextByOtherLimitsAndSharesIsNotKnown() throws Exception {
    Errand errand =
        experienced(builder -> builder.limit(new Scope.EachUser(), Limit.NONE.concurrency(1)));
    running(errand, of("work", "held").owner("ada"));
    Task limited = submit(errand, of("work", "held").owner("ada"));
    assertThat(start(errand, limited)).isEqualTo(from(0));
    go.release(2);
    ended(errand, limited.id(), FINISHED);
    errand.close();

    Errand sharing = startTimed(builder -> builder.sharedBy(SharedBy.USER));
    running(sharing, of("work", "held").owner("ada"));
    assertThat(start(sharing, submit(sharing, of("work", "held").owner("bob")))).isEqualTo(from(0));
  }

  @Test
  void nothingIsSaidOfTheStartOfWhatIsPaused() throws Exception {
    Errand errand = experienced(builder -> builder);
    errand.limits().pause("work", Optional.empty());
    Task task = submit(errand, of("work", "held"));
    assertThat(status(errand, task)).isEqualTo(WAITING);
    assertThat(errand.outlook(task).waits()).isPresent();

    assertThat(estimate(errand, task)).isEmpty();
  }

  @Test
  void norOfWhatIsAwayOrNotStartedHereAnyMore() throws Exception {
    Errand errand = experienced(builder -> builder);
    running(errand, of("work", "held"));
    Task task = submit(errand, of("other", "held"));
    assertThat(start(errand, task)).isPresent();

    errand.exchange(Set.of("other"), Set.of());
    assertThat(estimate(errand, task)).isEmpty();
    Task next = submit(errand, of("work", "held"));
    assertThat(start(errand, next)).isPresent();
    errand.drain();
    assertThat(start(errand, next)).isEqualTo(shared ? from(0) : Optional.empty());
  }

  @Test
  void theNextAttemptDoesNotStartBeforeItsTime() throws Exception {
    Duration delay = Duration.ofMinutes(1);
    Work failing = timed("retried").retry(RetryPolicy.attempts(2).delays(delay, delay));
    Errand errand = startTimed(builder -> builder.operation(failing));
    run(errand, "retried", WORK);
    Task task = submit(errand, of("retried", "failing"));
    while (!waitsAgain(errand, task)) {
      errand.await(task.id(), Duration.ofMillis(20));
    }

    Instant due = errand.task(task.id().number()).orElseThrow().times().due().orElseThrow();
    assertThat(start(errand, task)).contains(new Span(due, Optional.empty()));
    assertThat(end(errand, task)).contains(new Span(due.plusSeconds(10), Optional.empty()));
  }

  private static boolean waitsAgain(Errand errand, Task task) {
    Task now = errand.task(task.id().number()).orElseThrow();
    return now.status() == TaskStatus.WAITING && now.times().due().isPresent();
  }

  @Test
  void itIsCountedHowOftenOneRanAsLongAsWasToBeExpected() throws Exception {
    Errand errand = experienced(builder -> builder);
    assertThat(errand.estimatesHeld("work")).isEqualTo(Estimate.Held.NONE);
    run(errand, "work", 10, 20, 9, 21);
    ended(errand, submit(errand, of("work", "failing")).id(), FAILED);
    Task task = running(errand, of("work", "held"));

    assertThat(errand.estimatesHeld("work")).isEqualTo(new Estimate.Held(2, 4));
    assertThat(estimate(errand, task).orElseThrow().held()).isEqualTo(new Estimate.Held(2, 4));
    assertThat(errand.estimatesHeld("other")).isEqualTo(Estimate.Held.NONE);
  }

  @Test
  void theStoreIsAskedOnceAndOnlyByThoseWhoWantToKnow() throws Exception {
    Errand before = experienced(builder -> builder);
    before.close();
    ReadCounts counts = new ReadCounts();
    Errand errand = startTimed(builder -> builder.store(counts.of(store(data))));
    run(errand, "other", OTHER);
    Task task = running(errand, of("work", "held"));
    assertThat(counts.of("durations")).isZero();

    for (int i = 0; i < 20; i++) {
      assertThat(end(errand, task)).isEqualTo(between(10, 20));
    }
    assertThat(counts.of("durations")).isEqualTo(1);
    clock.advance(Duration.ofMinutes(5));
    assertThat(end(errand, task)).isPresent();
    assertThat(counts.of("durations")).as("others may have run some").isEqualTo(shared ? 2 : 1);
  }
}
