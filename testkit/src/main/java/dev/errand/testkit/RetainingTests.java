// SPDX-License-Identifier: Apache-2.0
package dev.errand.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.errand.store.AttemptRef;
import dev.errand.store.CancelledEnd;
import dev.errand.store.Requeueing;
import dev.errand.store.Retentions;
import dev.errand.store.Store;
import dev.errand.task.CancelRequest;
import dev.errand.task.Page;
import dev.errand.task.Submission;
import dev.errand.task.Task;
import dev.errand.task.TaskFilter;
import dev.errand.task.TaskStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

abstract class RetainingTests extends StoreTests {

  private static final Duration HOUR = Duration.ofHours(1);
  private static final Duration DAY = Duration.ofDays(1);

  RetainingTests(Supplier<Store> medium) {
    super(medium);
  }

  private static Submission.Builder keptFor(Duration retention) {
    return Submission.builder(OPERATION).retention(retention);
  }

  private static Retentions operations(Map<String, Duration> operations) {
    return new Retentions(Duration.ofMinutes(1), operations);
  }

  private Instant end(Task task) {
    return find(task).times().retentionEnd().orElseThrow();
  }

  /** Has all that is kept go as is said; how many times the store was asked. */
  private int redate(Map<String, Duration> operations) {
    int asked = 0;
    OptionalLong after = OptionalLong.of(0);
    while (after.isPresent()) {
      after = done(store.redate(operations(operations), after.getAsLong()));
      asked++;
    }
    return asked;
  }

  @Test
  void whatWasAskedForStaysWithTheTask() {
    Task task = insert(keptFor(HOUR.plusMillis(1)));
    assertThat(task.submission().retention()).contains(HOUR.plusMillis(1));
    assertThat(find(task)).isEqualTo(task);
    reopen(OPERATION);

    Task claimed = claim(1).getFirst();
    assertThat(claimed.submission()).isEqualTo(task.submission());
    assertThat(requeue(claimed).orElseThrow().submission()).isEqualTo(task.submission());
    assertThat(finish(claim(1).getFirst()).orElseThrow().submission()).isEqualTo(task.submission());
    assertThat(store.list(TaskFilter.ALL, Page.oldest(1), START))
        .extracting(Task::submission)
        .containsExactly(task.submission());
  }

  @Test
  void aTaskCancelledWhileItWaitsStaysAsItsOwnSaysOrElseItsOperations() {
    Task own = insert(keptFor(HOUR));
    Task operations = insert();
    Task usual = insert(Submission.builder(OTHER));
    clock.advance(Duration.ofSeconds(5));

    for (Task task : List.of(own, operations, usual)) {
      done(
          store.cancel(
              number(task),
              new CancelRequest(clock.instant(), Optional.empty()),
              operations(Map.of(OPERATION, DAY)),
              _ -> List.of()));
    }

    assertThat(end(own)).isEqualTo(clock.instant().plus(HOUR));
    assertThat(end(operations)).isEqualTo(clock.instant().plus(DAY));
    assertThat(end(usual)).isEqualTo(clock.instant().plus(Duration.ofMinutes(1)));
  }

  @Test
  void whatIsKeptAlreadyGoesAsIsSetNow() {
    reopen(OPERATION, OTHER, "third");
    Task own = running(keptFor(HOUR));
    Task longer = running(Submission.builder(OPERATION));
    Task shorter = running(Submission.builder(OTHER));
    Task unknown = running(Submission.builder("third"));
    for (Task task : List.of(own, longer, shorter, unknown)) {
      finish(task);
      // Read, so that whatever remembers ended tasks knows it as it was.
      find(task);
      store.find(task.id().key());
    }
    Task runs = running(Submission.builder(OPERATION));
    Task waits = insert();

    redate(Map.of(OPERATION, DAY, OTHER, Duration.ofSeconds(1)));

    assertThat(end(own)).as("its own").isEqualTo(START.plus(HOUR));
    assertThat(end(longer)).isEqualTo(START.plus(DAY));
    assertThat(end(shorter)).isEqualTo(START.plusSeconds(1));
    assertThat(end(unknown)).as("another node's affair").isEqualTo(START.plus(RETENTION));
    assertThat(store.find(longer.id().key()).orElseThrow()).isEqualTo(find(longer));
    assertThat(find(runs)).isEqualTo(runs);
    assertThat(find(waits)).isEqualTo(waits);
    assertThat(store.expired(START.plusSeconds(1), 10)).containsExactly(number(shorter));
    redate(Map.of(OPERATION, Duration.ZERO));
    assertThat(end(longer)).isEqualTo(START);
  }

  private Task running(Submission.Builder submission) {
    Task task = insert(submission);
    return claim(1_000).stream()
        .filter(one -> one.id().equals(task.id()))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void manyAreLookedAtBitByBitWhateverNumbersAreMissing() {
    List<CompletableFuture<Task>> handedIn =
        IntStream.range(0, 4_500)
            .mapToObj(_ -> store.insert(newTask(Submission.builder(OPERATION).build(), false)))
            .toList();
    List<Task> tasks = handedIn.stream().map(StoreTests::done).toList();
    List<CompletableFuture<Optional<Task>>> ends =
        claim(tasks.size()).stream().map(this::handInEnd).toList();
    ends.forEach(StoreTests::done);
    for (Task task : tasks.subList(1_000, 1_900)) {
      delete(task);
    }

    assertThat(redate(Map.of(OPERATION, DAY))).as("a long change is cut up").isGreaterThan(2);

    for (Task task : List.of(tasks.getFirst(), tasks.get(999), tasks.get(1_900), tasks.getLast())) {
      assertThat(end(task)).isEqualTo(START.plus(DAY));
    }
    assertThat(store.expired(START.plus(DAY).minusMillis(1), 10)).isEmpty();
  }

  private CompletableFuture<Optional<Task>> handInEnd(Task task) {
    return store.end(AttemptRef.of(task), ending(TaskStatus.FINISHED));
  }

  @Test
  void aCancelledTaskThatGoesBackGoesWhenItsEndSays() {
    Task task = running(keptFor(HOUR));
    cancel(task);
    CancelledEnd end = new CancelledEnd(START, START.plus(HOUR), _ -> List.of());

    done(store.requeue(AttemptRef.of(task), new Requeueing(NOTHING, true, Optional.empty(), end)));

    assertThat(end(task)).isEqualTo(START.plus(HOUR));
  }
}
