// SPDX-License-Identifier: Apache-2.0
package dev.errand.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.errand.store.AttemptRef;
import dev.errand.store.Claim;
import dev.errand.store.Claimed;
import dev.errand.store.LogExtent;
import dev.errand.store.Recording;
import dev.errand.store.Requeueing;
import dev.errand.store.Store;
import dev.errand.task.Attempt;
import dev.errand.task.FailedAttempt;
import dev.errand.task.Json;
import dev.errand.task.LogLevel;
import dev.errand.task.Progress;
import dev.errand.task.Submission;
import dev.errand.task.Task;
import dev.errand.task.TaskStatus;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

abstract class ClaimingTests extends StoreTests {

  ClaimingTests(Supplier<Store> medium) {
    super(medium);
  }

  @Test
  void aClaimedTaskRuns() {
    Task waiting = insert();
    clock.advance(Duration.ofSeconds(3));
    Task task = claim(1).getFirst();

    assertThat(task.id()).isEqualTo(waiting.id());
    assertThat(task.submission()).isEqualTo(waiting.submission());
    assertThat(task.status()).isEqualTo(TaskStatus.RUNNING);
    assertThat(task.attempt())
        .isEqualTo(new Attempt(1, 0, task.attempt().epoch(), Optional.of(NODE)));
    assertThat(task.attempt().epoch()).isBetween(1L, 1L << 53);
    assertThat(task.times().submitted()).isEqualTo(START);
    assertThat(task.times().started()).contains(START.plusSeconds(3));
    assertThat(find(task)).isEqualTo(task);
  }

  @Test
  void firstInFirstOut() {
    for (int i = 0; i < 5; i++) {
      insert();
    }

    assertThat(claimNumbers(2)).containsExactly(1L, 2L);
    assertThat(claimNumbers(2)).containsExactly(3L, 4L);
    assertThat(claimNumbers(2)).containsExactly(5L);
    assertThat(claimNumbers(2)).isEmpty();
  }

  @Test
  void whatIsGivenBackWaitsAsIfItHadNotBeenClaimed() {
    Task first = insert(keyed("key"));
    insert(keyed("key"));
    Task claimed = claim(5).getFirst();
    assertThat(record(claimed, lines(1, 1))).isTrue();
    Task waiting = giveBack(claimed).orElseThrow();

    assertThat(waiting.status()).isEqualTo(TaskStatus.WAITING);
    assertThat(waiting.attempt().number()).isZero();
    assertThat(waiting.attempt().epoch()).isGreaterThan(claimed.attempt().epoch());
    assertThat(waiting.times()).isEqualTo(first.times());
    assertThat(find(first)).isEqualTo(waiting);
    assertThat(store.log(number(first), 1, 10)).hasSize(1);
    Task again = claim(5).getFirst();
    assertThat(again.id()).isEqualTo(first.id());
    assertThat(again.attempt().number()).isEqualTo(1);
    assertThat(finish(again)).isPresent();
    assertThat(claimNumbers(5)).containsExactly(2L);
  }

  @Test
  void aLaterAttemptIsGivenBackToo() {
    requeue(running());
    Task second = claim(1).getFirst();
    Task waiting = giveBack(second).orElseThrow();

    assertThat(waiting.attempt().number()).isEqualTo(1);
    assertThat(claim(1).getFirst().attempt().number()).isEqualTo(2);
  }

  @Test
  void aHigherPriorityGoesFirst() {
    insert(urgent(0));
    insert(urgent(-1));
    insert(urgent(7));
    insert(urgent(0));
    insert(urgent(7));
    insert(urgent(Integer.MAX_VALUE));
    insert(urgent(Integer.MIN_VALUE));

    assertThat(claimNumbers(10)).containsExactly(6L, 3L, 5L, 1L, 4L, 2L, 7L);
  }

  @Test
  void aNewUrgentTaskPassesThoseThatWait() {
    insert();
    insert();
    claim(1);
    insert(urgent(1));

    assertThat(claimNumbers(1)).containsExactly(3L);
    assertThat(claimNumbers(1)).containsExactly(2L);
  }

  @Test
  void eachPoolClaimsItsOwn() {
    Submission submission = Submission.of(OPERATION, Json.EMPTY_OBJECT);
    insert(submission, true);
    insert(submission, false);
    insert(submission, true);

    assertThat(claimNumbers(10)).containsExactly(2L);
    assertThat(done(store.claim(Claim.unlimited(true, () -> 10, clock))))
        .extracting(Claimed::task)
        .extracting(StoreTests::number)
        .containsExactly(1L, 3L);
  }

  @Test
  void nothingIsClaimedWithoutAFreePlace() {
    insert();

    assertThat(claim(0)).isEmpty();
    assertThat(claim(-1)).isEmpty();
    assertThat(claim(1)).hasSize(1);
  }

  @Test
  void aClaimSeesWhatWasHandedInBefore() {
    for (int i = 0; i < 200; i++) {
      CompletableFuture<Task> task =
          store.insert(newTask(Submission.of(OPERATION, Json.EMPTY_OBJECT), false));
      CompletableFuture<List<Claimed>> claimed =
          store.claim(Claim.unlimited(false, () -> 1, clock));

      assertThat(done(claimed)).extracting(one -> one.task().id()).containsExactly(done(task).id());
    }
  }

  @Test
  void aClaimThatFailsTakesNothingWithIt() {
    insert();
    CompletableFuture<List<Claimed>> failing =
        store.claim(
            Claim.unlimited(
                false,
                () -> {
                  throw new IllegalStateException("no idea");
                },
                clock));
    CompletableFuture<Task> inserted =
        store.insert(newTask(Submission.of(OPERATION, Json.EMPTY_OBJECT), false));

    assertThatThrownBy(() -> done(failing)).hasRootCauseMessage("no idea");
    assertThat(number(done(inserted))).isEqualTo(2);
    assertThat(claimNumbers(5)).containsExactly(1L, 2L);
  }

  @Test
  void howManyAreFreeIsAskedWhenTheClaimIsMade() {
    AtomicInteger asked = new AtomicInteger();
    insert();
    done(store.claim(Claim.unlimited(false, () -> asked.incrementAndGet() > 0 ? 1 : 0, clock)));

    assertThat(asked.get()).isPositive();
  }

  @Test
  void aRequeuedTaskIsClaimedAgainWithAHigherEpoch() {
    Task first = running();
    insert();
    clock.advance(Duration.ofSeconds(1));
    Task waiting = requeue(first).orElseThrow();

    assertThat(waiting.status()).isEqualTo(TaskStatus.WAITING);
    assertThat(waiting.attempt().epoch()).isGreaterThan(first.attempt().epoch());
    assertThat(waiting.attempt().number()).isEqualTo(1);
    assertThat(find(first)).isEqualTo(waiting);
    Task second = claim(1).getFirst();
    assertThat(second.id()).as("its place is the old one").isEqualTo(first.id());
    assertThat(second.attempt())
        .isEqualTo(new Attempt(2, 0, second.attempt().epoch(), Optional.of(NODE)));
    assertThat(second.attempt().epoch()).isGreaterThan(waiting.attempt().epoch());
    assertThat(second.times().started()).contains(START.plusSeconds(1));
    assertThat(find(second)).isEqualTo(second);
  }

  @Test
  void howAnAttemptFailedIsKnownUntilTheTaskHasEnded() {
    FailedAttempt failed =
        new FailedAttempt(1, 1, 3, "java.io.IOException", Optional.of("no tape\n\0 at all"));
    Task first = running();
    Requeueing again =
        new Requeueing(
            NOTHING, true, Optional.empty(), Optional.of(failed), cancelledEnd(), Set.of());
    Task waiting = done(store.requeue(AttemptRef.of(first), again)).orElseThrow();
    assertThat(waiting.attempt().failed()).contains(failed);

    reopen(OPERATION);
    assertThat(find(first)).isEqualTo(waiting);
    Task second = claim(1).getFirst();
    assertThat(second.attempt().failed()).contains(failed);
    assertThat(find(first)).isEqualTo(second);
    assertThat(requeue(second).orElseThrow().attempt().failed())
        .as("this one did not fail")
        .contains(failed);
    Task third = claim(1).getFirst();
    Task finished = finish(third).orElseThrow();
    assertThat(finished.attempt().failed()).isEmpty();
    assertThat(find(first)).isEqualTo(finished);
  }

  @Test
  void aRequeuedTaskHasNoProgressAndNoRemark() {
    Task task = running();
    record(
        task,
        new Recording(
            Optional.of(Progress.of("half", 5)),
            Optional.of(LogLevel.WARN),
            List.of(),
            Recording.Dropped.NONE,
            LogExtent.EMPTY));
    assertThat(find(task).progress()).isPresent();
    assertThat(find(task).remark()).contains(LogLevel.WARN);
    Task waiting = requeue(task).orElseThrow();

    assertThat(waiting.progress()).isEmpty();
    assertThat(waiting.remark()).isEmpty();
    assertThat(find(task)).isEqualTo(waiting);
  }

  @Test
  void tasksOfOperationsThatAreNotRegisteredStayWaiting() {
    Task unknown = insert(Submission.builder("unknown"));
    Task known = insert();

    assertThat(claimNumbers(10)).containsExactly(number(known));
    assertThat(statusOf(unknown)).isEqualTo(TaskStatus.WAITING);
    assertThat(cancel(unknown).orElseThrow().status()).isEqualTo(TaskStatus.CANCELLED);
  }
}
