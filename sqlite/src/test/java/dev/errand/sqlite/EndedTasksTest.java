// SPDX-License-Identifier: Apache-2.0
package dev.errand.sqlite;

import static org.assertj.core.api.Assertions.assertThat;

import dev.errand.task.Attempt;
import dev.errand.task.Json;
import dev.errand.task.Outcome;
import dev.errand.task.Submission;
import dev.errand.task.Task;
import dev.errand.task.TaskId;
import dev.errand.task.TaskStatus;
import dev.errand.task.Times;
import dev.errand.testkit.Looks;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class EndedTasksTest {

  private static final long BYTES = 1 << 20;

  private final EndedTasks ended = new EndedTasks(BYTES);
  private final AtomicInteger reads = new AtomicInteger();

  private static Task task(long number, TaskStatus status, int length) {
    Outcome outcome =
        status.isTerminal()
            ? new Outcome.Returned(Optional.of(Json.of("x".repeat(length))))
            : Outcome.PENDING;
    return new Task(
        new TaskId(number, UUID.randomUUID()),
        Submission.of(Tasks.OPERATION, Json.EMPTY_OBJECT),
        status,
        new Attempt(1, 0, 1, Optional.empty()),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        outcome,
        new Times(
            Instant.EPOCH, Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty()));
  }

  private Supplier<Optional<Task>> file(Task task) {
    return () -> {
      reads.incrementAndGet();
      return Optional.of(task);
    };
  }

  private int readsOfTwoGets(Task task) {
    int before = reads.get();
    for (int i = 0; i < 2; i++) {
      assertThat(ended.get(task.id().number(), file(task))).contains(task);
    }
    return reads.get() - before;
  }

  @Test
  void onlyEndedTasksAreKept() {
    assertThat(readsOfTwoGets(task(1, TaskStatus.FINISHED, 10))).isEqualTo(1);
    assertThat(readsOfTwoGets(task(2, TaskStatus.CANCELLED, 10))).isEqualTo(1);
    assertThat(readsOfTwoGets(task(3, TaskStatus.WAITING, 10))).isEqualTo(2);
    assertThat(readsOfTwoGets(task(4, TaskStatus.RUNNING, 10))).isEqualTo(2);
  }

  @Test
  void whatIsNotThereIsAskedForAgain() {
    assertThat(ended.get(1, Optional::empty)).isEmpty();
    assertThat(readsOfTwoGets(task(1, TaskStatus.FINISHED, 10))).isEqualTo(1);
  }

  @Test
  void aHugeTaskIsNotKept() {
    assertThat(readsOfTwoGets(task(1, TaskStatus.FINISHED, 100_000))).isEqualTo(2);
    assertThat(ended.weight()).isZero();
  }

  @Test
  void itTakesNoMoreThanItMay() {
    for (int number = 1; number <= 5_000; number++) {
      Task task = task(number, TaskStatus.FINISHED, 500);
      ended.get(number, file(task));
      ended.get(task.id().key(), file(task));
    }

    assertThat(ended.weight()).isBetween(BYTES / 2, BYTES);
  }

  @Test
  void aReaderOnItsWayDoesNotBringBackWhatIsForgotten() throws Exception {
    Task task = task(1, TaskStatus.FINISHED, 10);
    CountDownLatch reading = new CountDownLatch(1);
    CountDownLatch forgetting = new CountDownLatch(1);
    CompletableFuture<Optional<Task>> reader =
        CompletableFuture.supplyAsync(() ->
            ended.get(
                1,
                () -> {
                  reading.countDown();
                  await(forgetting);
                  return Optional.of(task);
                }));
    await(reading);
    Thread forgetter = Thread.ofPlatform().start(() -> ended.forget(Optional.of(task)));
    // Only once it waits for the reader, or is through without having waited.
    while (forgetter.getState() != Thread.State.BLOCKED && forgetter.isAlive()) {
      Looks.pause();
    }
    forgetting.countDown();
    forgetter.join();

    assertThat(reader.get(60, TimeUnit.SECONDS)).contains(task);
    assertThat(ended.get(1, Optional::empty)).isEmpty();
  }

  private static void await(CountDownLatch latch) {
    try {
      assertThat(latch.await(60, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}
