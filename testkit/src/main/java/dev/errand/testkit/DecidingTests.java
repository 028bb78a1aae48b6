// SPDX-License-Identifier: Apache-2.0
package dev.errand.testkit;

import static dev.errand.task.TaskStatus.FAILED;
import static dev.errand.task.TaskStatus.RUNNING;
import static dev.errand.task.TaskStatus.WAITING;
import static org.assertj.core.api.Assertions.assertThat;

import dev.errand.store.FailedEnd;
import dev.errand.store.NewTask;
import dev.errand.store.Store;
import dev.errand.task.Outcome;
import dev.errand.task.RunOptions;
import dev.errand.task.Submission;
import dev.errand.task.Task;
import dev.errand.task.TimeLimits;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** What is decided about tasks from outside, and what they were submitted with. */
abstract class DecidingTests extends StoreTests {

  private static final Instant LATER = START.plusSeconds(60);
  private static final RunOptions PUT_OFF = RunOptions.NONE.notBefore(LATER);

  DecidingTests(Supplier<Store> medium) {
    super(medium);
  }

  private Optional<Task> fail(Task seen) {
    Instant now = clock.instant();
    return done(
        store.fail(new FailedEnd(seen, FAILURE, now, now.plus(RETENTION), List.of("by hand"))));
  }

  private int release(Instant now) {
    return done(store.release(now));
  }

  @Test
  void aTaskThatWaitsFailsAndNeverStarts() {
    Task waiting = insert();

    Task failed = fail(waiting).orElseThrow();

    assertThat(failed.status()).isEqualTo(FAILED);
    assertThat(failed.outcome()).isEqualTo(new Outcome.Failed(FAILURE));
    assertThat(failed.times().retentionEnd()).contains(START.plus(RETENTION));
    assertThat(find(waiting)).isEqualTo(failed);
    assertThat(store.log(number(waiting), 1, 10)).hasSize(1);
    assertThat(claim(10)).isEmpty();
    assertThat(fail(failed)).isEmpty();
  }

  @Test
  void ofOneThatRunsNothingCountsAnyMore() {
    Task running = running();

    Task failed = fail(running).orElseThrow();

    assertThat(record(running, lines(1, 1))).isFalse();
    assertThat(finish(running)).isEmpty();
    assertThat(requeue(running)).isEmpty();
    assertThat(find(running)).isEqualTo(failed);
    assertThat(lost()).isEmpty();
  }

  @Test
  void onlyWhatWasSeenFails() {
    Task waiting = insert();
    Task running = claim(1).getFirst();

    assertThat(fail(waiting)).isEmpty();
    assertThat(statusOf(running)).isEqualTo(RUNNING);
    requeue(running);
    assertThat(fail(running)).isEmpty();
    assertThat(statusOf(running)).isEqualTo(WAITING);
  }

  @Test
  void theNextOfItsKeyMayStart() {
    insert(keyed("k"));
    Task second = insert(keyed("k"));
    Task running = claim(10).getFirst();

    fail(running);

    assertThat(claimNumbers(10)).containsExactly(number(second));
  }

  @Test
  void anotherPriorityCountsAtOnceAndOnlyForWhatWaits() {
    Task first = insert();
    Task second = insert();

    Task raised = done(store.prioritize(number(second), 7)).orElseThrow();

    assertThat(raised.submission().priority()).isEqualTo(7);
    assertThat(find(second)).isEqualTo(raised);
    assertThat(claimNumbers(10)).containsExactly(number(second), number(first));
    assertThat(done(store.prioritize(number(first), 9))).isEmpty();
    assertThat(find(first).submission().priority()).isZero();
  }

  @Test
  void whatIsPutOffWaitsUntilItIsDue() {
    Task task = insert(Submission.builder(OPERATION).options(PUT_OFF));

    assertThat(task.times().due()).contains(LATER);
    assertThat(task.submission().options()).isEqualTo(PUT_OFF);
    assertThat(find(task)).isEqualTo(task);
    assertThat(claim(10)).isEmpty();
    assertThat(store.nextDue()).contains(LATER);
    assertThat(release(LATER.minusMillis(1))).isZero();
    assertThat(release(LATER)).isOne();
    Task claimed = claim(10).getFirst();
    assertThat(claimed.attempt().number()).isOne();
    assertThat(claimed.submission().options()).isEqualTo(PUT_OFF);
  }

  @Test
  void whatIsPutOffKeepsItsTurn() {
    Task first = insert(keyed("k").options(PUT_OFF));
    Task second = insert(keyed("k"));
    assertThat(claim(10)).isEmpty();

    release(LATER);

    assertThat(claimNumbers(10)).containsExactly(number(first));
    finish(find(first));
    assertThat(claimNumbers(10)).containsExactly(number(second));
  }

  @Test
  void whatIsDueBeforeItsTurnStartsInItsTurn() {
    Task first = insert(keyed("k"));
    Task second = insert(keyed("k").options(PUT_OFF));
    Task running = claim(10).getFirst();
    assertThat(number(running)).isEqualTo(number(first));

    release(LATER);
    assertThat(claim(10)).isEmpty();
    finish(running);

    assertThat(claimNumbers(10)).containsExactly(number(second));
  }

  @Test
  void whoseTurnComesBeforeItIsDueStartsWhenItIsDue() {
    Task first = insert(keyed("k"));
    Task second = insert(keyed("k").options(PUT_OFF));
    finish(claim(10).getFirst());
    assertThat(statusOf(first).isTerminal()).isTrue();
    assertThat(claim(10)).isEmpty();

    release(LATER);

    assertThat(claimNumbers(10)).containsExactly(number(second));
  }

  @Test
  void onlyWhatNeverStartedIsOverdue() {
    Duration limit = Duration.ofSeconds(5);
    Task longer = done(store.insert(limited(limit.plusSeconds(1))));
    Task shorter = done(store.insert(limited(limit)));
    insert();

    assertThat(overdue(START.plus(limit).minusMillis(1))).isEmpty();
    assertThat(overdue(START.plus(limit))).containsExactly(shorter);
    assertThat(overdue(LATER)).containsExactly(shorter, longer);
    assertThat(store.overdue(Set.of(OPERATION), LATER, 1)).containsExactly(shorter);
    assertThat(store.overdue(Set.of(OTHER), LATER, 10)).isEmpty();
    Task running = claim(1).getFirst();
    assertThat(number(running)).isEqualTo(number(longer));
    assertThat(overdue(LATER)).containsExactly(shorter);
    requeue(running);
    assertThat(overdue(LATER)).containsExactly(shorter);
    Task givenBack = claim(10).get(1);
    assertThat(overdue(LATER)).isEmpty();
    giveBack(givenBack);
    assertThat(numbers(overdue(LATER))).containsExactly(number(shorter));
  }

  private List<Task> overdue(Instant now) {
    return store.overdue(Set.of(OPERATION, OTHER), now, 10);
  }

  private NewTask limited(Duration limit) {
    return newTask(Submission.builder(OPERATION).build(), false).waitingAtMost(limit);
  }

  @Test
  void whatATaskIsSubmittedWithIsKept() {
    RunOptions options =
        PUT_OFF
            .attempts(4)
            .timeLimits(
                TimeLimits.NONE
                    .attempt(Duration.ofMillis(1))
                    .total(Duration.ofDays(200_000))
                    .waiting(Duration.ofHours(2)));
    Task task = insert(Submission.builder(OPERATION).options(options));

    reopen(OPERATION);

    assertThat(find(task).submission().options()).isEqualTo(options);
  }
}
