// SPDX-License-Identifier: Apache-2.0
package dev.errand.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.errand.limit.Allowance;
import dev.errand.limit.Allowance.Refill;
import dev.errand.limit.Limit;
import dev.errand.limit.LimitReachedException;
import dev.errand.limit.Limits;
import dev.errand.limit.Rate;
import dev.errand.limit.Scope;
import dev.errand.store.NewTask;
import dev.errand.store.Store;
import dev.errand.task.Idempotency;
import dev.errand.task.Submission;
import dev.errand.task.Task;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** That starts beyond what may wait, and beyond rates, change nothing. */
abstract class RefusingTests extends StoreTests {

  private static final Scope COUNT = new Scope.OfOperation(OPERATION);
  private static final Limit TWO = Limit.NONE.waiting(2);
  private static final Limit TWO_A_MINUTE = Limit.NONE.rate(new Rate(2, Duration.ofMinutes(1)));

  RefusingTests(Supplier<Store> medium) {
    super(medium);
  }

  private NewTask bound(Submission.Builder submission, Scope scope, Limit limit) {
    return newTask(submission.build(), false).within(List.of(new Limits.Applied(scope, limit)));
  }

  private Task start(Scope scope, Limit limit) {
    return done(store.insert(bound(Submission.builder(OPERATION), scope, limit)));
  }

  private void refused(NewTask task, String message) {
    assertThatThrownBy(() -> done(store.insert(task)))
        .isInstanceOf(CompletionException.class)
        .cause()
        .isInstanceOf(LimitReachedException.class)
        .hasMessage(message);
  }

  private void refused(Scope scope, Limit limit, String message) {
    refused(bound(Submission.builder(OPERATION), scope, limit), message);
  }

  @Test
  void noMoreWaitThanMay() {
    String full = "The queue of count is full: 2 waiting. Try again later.";
    start(COUNT, TWO);
    insert(Submission.builder(OTHER));
    start(COUNT, TWO);

    refused(COUNT, TWO, full);
    assertThat(store.counts()).hasSize(2);
    claim(1);
    start(COUNT, TWO);
    refused(COUNT, TWO, full);
  }

  @Test
  void allAndUsersAndGroupsAreCounted() {
    insert(Submission.builder(OTHER).owner("ada").group(7));
    insert(keyed("k").owner("ada").group(7));
    insert(keyed("k").owner("ada").group(8));

    refused(
        new Scope.OfUser("ada"),
        Limit.NONE.waiting(3),
        "Your queue is full: 3 waiting. Try again later.");
    start(new Scope.OfUser("ada"), Limit.NONE.waiting(4));
    start(new Scope.OfUser("bob"), Limit.NONE.waiting(1));
    refused(new Scope.OfGroup(7), TWO, "The group's queue is full: 2 waiting. Try again later.");
    start(new Scope.OfGroup(8), TWO);
    refused(
        new Scope.All(), Limit.NONE.waiting(6), "The queue is full: 6 waiting. Try again later.");
  }

  @Test
  void loweredAndRaisedLimitsCountAnew() {
    for (int i = 0; i < 5; i++) {
      insert();
    }
    refused(COUNT, TWO, "The queue of count is full: 2 waiting. Try again later.");
    refused(
        COUNT, Limit.NONE.waiting(5), "The queue of count is full: 5 waiting. Try again later.");
    start(COUNT, Limit.NONE.waiting(6));
    refused(
        COUNT, Limit.NONE.waiting(6), "The queue of count is full: 6 waiting. Try again later.");
  }

  @Test
  void whatCameInWithoutALimitCountsWhenThereIsOneAgain() {
    Limit three = Limit.NONE.waiting(3);
    start(COUNT, three);
    insert();
    insert();

    refused(COUNT, three, "The queue of count is full: 3 waiting. Try again later.");
    Task running = claim(1).getFirst();
    start(COUNT, three);
    claim(1);
    start(COUNT, three);
    requeue(running);
    refused(COUNT, three, "The queue of count is full: 3 waiting. Try again later.");
  }

  @Test
  void manyAtOnceAreCountedToo() {
    List<CompletableFuture<Task>> starts = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      starts.add(store.insert(bound(Submission.builder(OPERATION), COUNT, Limit.NONE.waiting(20))));
    }
    long let =
        starts.stream().filter(start -> start.handle((task, no) -> no == null).join()).count();

    assertThat(let).isEqualTo(20);
    assertThat(claim(1_000)).hasSize(20);
  }

  @Test
  void aRateLetsSoManyAndThenOneAfterTheOther() {
    start(COUNT, TWO_A_MINUTE);
    start(COUNT, TWO_A_MINUTE);
    refused(COUNT, TWO_A_MINUTE, "The rate of starts of count is 2/1m; try again in 30s.");
    start(new Scope.OfUser("ada"), TWO_A_MINUTE);

    clock.advance(Duration.ofSeconds(29));
    refused(COUNT, TWO_A_MINUTE, "The rate of starts of count is 2/1m; try again in 1s.");
    reopen(OPERATION, OTHER);
    clock.advance(Duration.ofSeconds(1));
    start(COUNT, TWO_A_MINUTE);
    refused(COUNT, TWO_A_MINUTE, "The rate of starts of count is 2/1m; try again in 30s.");
    clock.advance(Duration.ofDays(1));
    start(COUNT, TWO_A_MINUTE);
    start(COUNT, TWO_A_MINUTE);
    refused(COUNT, TWO_A_MINUTE, "The rate of starts of count is 2/1m; try again in 30s.");
  }

  @Test
  void aRateThatDoesNotDivideLetsAsManyAsItSays() {
    Limit seven = Limit.NONE.rate(new Rate(7, Duration.ofMinutes(1)));
    for (int i = 0; i < 7; i++) {
      start(COUNT, seven);
    }
    assertThatThrownBy(() -> start(COUNT, seven)).hasCauseInstanceOf(LimitReachedException.class);
    clock.advance(Duration.ofMinutes(1));
    for (int i = 0; i < 7; i++) {
      start(COUNT, seven);
    }
    assertThatThrownBy(() -> start(COUNT, seven)).hasCauseInstanceOf(LimitReachedException.class);
  }

  /** Else a clock that was set back would keep everybody out for long. */
  @Test
  void aClockSetBackCostsNoMoreThanAPeriod() {
    start(COUNT, TWO_A_MINUTE);
    start(COUNT, TWO_A_MINUTE);
    clock.advance(Duration.ofDays(-1));

    refused(COUNT, TWO_A_MINUTE, "The rate of starts of count is 2/1m; try again in 30s.");
    clock.advance(Duration.ofSeconds(30));
    refused(COUNT, TWO_A_MINUTE, "The rate of starts of count is 2/1m; try again in 30s.");
  }

  @Test
  void aRepeatIsAnsweredThoughNothingMayStart() {
    Idempotency key = new Idempotency("key", "abc");
    NewTask first = bound(Submission.builder(OPERATION).idempotency(key), COUNT, TWO_A_MINUTE);
    Task task = done(store.insert(first));
    start(COUNT, TWO_A_MINUTE);
    NewTask again = bound(Submission.builder(OPERATION).idempotency(key), COUNT, TWO_A_MINUTE);

    assertThat(done(store.insert(again)).id()).isEqualTo(task.id());
    refused(COUNT, TWO_A_MINUTE, "The rate of starts of count is 2/1m; try again in 30s.");
  }

  private List<Allowance> left(Scope scope, Limit limit) {
    return store.limits().allowances(List.of(new Limits.Applied(scope, limit)), clock.instant());
  }

  private static Allowance ofRate(long left, int seconds) {
    return new Allowance(
        COUNT,
        2,
        left,
        Optional.of(new Refill(Duration.ofMinutes(1), Duration.ofSeconds(seconds))));
  }

  @Test
  void itIsKnownHowManyMoreARateLetsIn() {
    assertThat(left(COUNT, TWO_A_MINUTE)).containsExactly(ofRate(2, 0));
    start(COUNT, TWO_A_MINUTE);
    assertThat(left(COUNT, TWO_A_MINUTE)).containsExactly(ofRate(1, 30));
    clock.advance(Duration.ofSeconds(10));
    assertThat(left(COUNT, TWO_A_MINUTE)).containsExactly(ofRate(1, 20));
    start(COUNT, TWO_A_MINUTE);
    assertThat(left(COUNT, TWO_A_MINUTE)).as("looking takes none").containsExactly(ofRate(0, 20));
    refused(COUNT, TWO_A_MINUTE, "The rate of starts of count is 2/1m; try again in 20s.");
    clock.advance(Duration.ofSeconds(20));
    assertThat(left(COUNT, TWO_A_MINUTE)).containsExactly(ofRate(1, 30));
    clock.advance(Duration.ofDays(-1));
    assertThat(left(COUNT, TWO_A_MINUTE)).containsExactly(ofRate(0, 30));
  }

  @Test
  void andHowManyMoreMayWait() {
    insert(Submission.builder(OPERATION).owner("ada").group(7));
    insert(Submission.builder(OTHER).owner("ada").group(8));
    insert(keyed("k").owner("bob"));
    Limit three = Limit.NONE.waiting(3);

    assertThat(left(COUNT, three)).containsExactly(waiting(COUNT, 1));
    assertThat(left(new Scope.OfUser("ada"), three))
        .containsExactly(waiting(new Scope.OfUser("ada"), 1));
    assertThat(left(new Scope.OfGroup(7), three)).containsExactly(waiting(new Scope.OfGroup(7), 2));
    assertThat(left(new Scope.All(), three)).containsExactly(waiting(new Scope.All(), 0));
    claim(10);
    insert(Submission.builder(OTHER));
    assertThat(left(new Scope.All(), three)).containsExactly(waiting(new Scope.All(), 2));
    assertThat(left(new Scope.All(), TWO_A_MINUTE.waiting(3))).hasSize(2);
    assertThat(left(new Scope.All(), Limit.NONE.waiting(1)))
        .containsExactly(new Allowance(new Scope.All(), 1, 0, Optional.empty()));
  }

  private static Allowance waiting(Scope scope, long left) {
    return new Allowance(scope, 3, left, Optional.empty());
  }

  @Test
  void refusedTwinsAreBothRefused() {
    start(COUNT, TWO);
    start(COUNT, TWO);
    Idempotency key = new Idempotency("key", "abc");
    List<CompletableFuture<Task>> twins =
        List.of(
            store.insert(bound(Submission.builder(OPERATION).idempotency(key), COUNT, TWO)),
            store.insert(bound(Submission.builder(OPERATION).idempotency(key), COUNT, TWO)));

    assertThat(twins)
        .allSatisfy(twin ->
            assertThatThrownBy(() -> done(twin)).hasCauseInstanceOf(LimitReachedException.class));
  }
}
