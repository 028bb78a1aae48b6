// SPDX-License-Identifier: Apache-2.0
package dev.errand.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.errand.store.Store;
import dev.errand.task.Page;
import dev.errand.task.Submission;
import dev.errand.task.Task;
import dev.errand.task.TaskFilter;
import dev.errand.task.TaskStatus;
import dev.errand.task.Timing;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** Lists by time, at the bounds. */
abstract class TimingTests extends StoreTests {

  private static final Optional<Instant> NEVER = Optional.empty();
  private static final Optional<Duration> NONE = Optional.empty();

  TimingTests(Supplier<Store> medium) {
    super(medium);
  }

  private List<Long> list(Timing timing) {
    return list(TaskFilter.ALL.timing(timing), Page.oldest(100));
  }

  private List<Long> list(TaskFilter filter, Page page) {
    return numbers(store.list(filter, page, clock.instant()));
  }

  private static Timing submitted(Optional<Instant> from, Optional<Instant> to) {
    return Timing.ANY.submitted(from, to);
  }

  private static Timing ran(Optional<Duration> min, Optional<Duration> max) {
    return Timing.ANY.duration(min, max);
  }

  private static Optional<Instant> at(long millis) {
    return Optional.of(START.plusMillis(millis));
  }

  private static Optional<Duration> millis(long millis) {
    return Optional.of(Duration.ofMillis(millis));
  }

  /** Three tasks, a second apart. */
  private void insertThree() {
    for (int i = 0; i < 3; i++) {
      insert(Submission.builder(i == 1 ? OTHER : OPERATION));
      clock.advance(Duration.ofSeconds(1));
    }
  }

  @Test
  void bothBoundsOfTheSubmissionAreIncluded() {
    insertThree();

    assertThat(list(submitted(at(1_000), NEVER))).containsExactly(2L, 3L);
    assertThat(list(submitted(at(1_001), NEVER))).containsExactly(3L);
    assertThat(list(submitted(NEVER, at(1_000)))).containsExactly(1L, 2L);
    assertThat(list(submitted(NEVER, at(999)))).containsExactly(1L);
    assertThat(list(submitted(at(1_000), at(1_000)))).containsExactly(2L);
    assertThat(list(submitted(at(1_001), at(999)))).isEmpty();
    assertThat(list(submitted(NEVER, NEVER))).containsExactly(1L, 2L, 3L);
  }

  @Test
  void boundsBetweenMillisecondsAreExact() {
    insertThree();

    assertThat(list(submitted(at(1_000).map(time -> time.plusNanos(1)), NEVER)))
        .containsExactly(3L);
    assertThat(list(submitted(NEVER, at(999).map(time -> time.plusNanos(999_999)))))
        .containsExactly(1L);
  }

  @Test
  void theEndsOfTimeAreBounds() {
    insertThree();

    assertThat(list(submitted(Optional.of(Instant.MIN), Optional.of(Instant.MAX)))).hasSize(3);
    assertThat(list(submitted(Optional.of(Instant.MAX), NEVER))).isEmpty();
    assertThat(list(ran(Optional.of(Duration.ofSeconds(Long.MAX_VALUE)), NONE))).isEmpty();
  }

  @Test
  void theDurationIsFromTheStartToTheEnd() {
    Task task = running();
    clock.advance(Duration.ofMillis(1_500));
    finish(task);
    clock.advance(Duration.ofSeconds(100));

    assertThat(list(ran(millis(1_500), NONE))).containsExactly(1L);
    assertThat(list(ran(millis(1_501), NONE))).isEmpty();
    assertThat(list(ran(NONE, millis(1_500)))).containsExactly(1L);
    assertThat(list(ran(NONE, millis(1_499)))).isEmpty();
    assertThat(list(ran(millis(1_500).map(least -> least.plusNanos(1)), NONE))).isEmpty();
    assertThat(list(ran(NONE, millis(1_500).map(most -> most.minusNanos(1))))).isEmpty();
  }

  @Test
  void aRunningTaskRanUntilNow() {
    running();
    clock.advance(Duration.ofSeconds(3));

    assertThat(list(ran(millis(3_000), NONE))).containsExactly(1L);
    assertThat(list(ran(millis(3_001), NONE))).isEmpty();
    clock.set(START.minusSeconds(5));
    assertThat(list(ran(NONE, millis(0)))).as("the clock went back").containsExactly(1L);
    assertThat(list(ran(millis(1), NONE))).isEmpty();
  }

  @Test
  void tasksThatHaveNoDurationAreLeftOut() {
    Task again = running();
    requeue(again);
    insert();
    cancel(insert());

    assertThat(list(ran(millis(0), NONE))).isEmpty();
    assertThat(list(ran(NONE, millis(1_000_000)))).isEmpty();
    assertThat(list(ran(NONE, NONE))).containsExactly(1L, 2L, 3L);
  }

  @Test
  void boundsOfTimeGoWithOtherFiltersAndPages() {
    for (int i = 0; i < 3; i++) {
      insertThree();
    }
    TaskFilter late = TaskFilter.ALL.timing(submitted(at(2_000), at(7_000)));

    assertThat(list(late, Page.oldest(2))).containsExactly(3L, 4L);
    assertThat(list(late, new Page(Page.Order.OLDEST_FIRST, 4, 10)))
        .containsExactly(5L, 6L, 7L, 8L);
    assertThat(list(late, Page.newest(2))).containsExactly(8L, 7L);
    assertThat(list(late.operations(Set.of(OTHER)), Page.oldest(10))).containsExactly(5L, 8L);
    assertThat(list(late.statuses(TaskStatus.RUNNING), Page.oldest(10))).isEmpty();
  }

  @Test
  void durationsAreThoseOfTheNewestFinishedTasksOfTheOperation() {
    for (int seconds = 1; seconds <= 4; seconds++) {
      Task task = running();
      clock.advance(Duration.ofSeconds(seconds));
      end(task, seconds == 2 ? TaskStatus.FAILED : TaskStatus.FINISHED);
    }
    insert(Submission.builder(OTHER));
    running();

    assertThat(store.durations(OPERATION, 10))
        .containsExactly(Duration.ofSeconds(4), Duration.ofSeconds(3), Duration.ofSeconds(1));
    assertThat(store.durations(OPERATION, 2))
        .containsExactly(Duration.ofSeconds(4), Duration.ofSeconds(3));
    assertThat(store.durations(OTHER, 10)).isEmpty();
    assertThat(store.durations("nothing", 10)).isEmpty();
  }
}
