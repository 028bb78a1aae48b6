// SPDX-License-Identifier: Apache-2.0
package dev.errand.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.errand.limit.Limit;
import dev.errand.limit.LimitReachedException;
import dev.errand.limit.Limits;
import dev.errand.limit.Scope;
import dev.errand.schedule.CatchUp;
import dev.errand.schedule.Overlap;
import dev.errand.schedule.Plan;
import dev.errand.schedule.Schedule;
import dev.errand.schedule.ScheduleFigures;
import dev.errand.schedule.Trigger;
import dev.errand.store.NewTask;
import dev.errand.store.Store;
import dev.errand.store.Tick;
import dev.errand.store.Ticked;
import dev.errand.task.Json;
import dev.errand.task.Page;
import dev.errand.task.StoreException;
import dev.errand.task.Submission;
import dev.errand.task.TaskFilter;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** That a tick is taken with its task or not at all, and by one. */
public abstract class SchedulesContract {

  private static final Instant DUE = Instant.parse("2026-01-02T04:00:00Z");
  private static final Instant NEXT = DUE.plus(Duration.ofHours(1));
  private static final String OPERATION = "count";

  private Store store;

  /** A store that is not open yet. */
  protected abstract Store store();

  @BeforeEach
  final void open() {
    store = store();
    store.open("node", Set.of(OPERATION));
  }

  @AfterEach
  final void close() {
    store.close();
  }

  private static Submission submission() {
    return Submission.builder(OPERATION).inputs(Json.EMPTY_OBJECT).owner("ann").build();
  }

  private Schedule added(int minute) {
    Instant due = DUE.plus(Duration.ofMinutes(minute));
    Plan plan = new Plan(Trigger.cron("@hourly"), ZoneOffset.UTC, CatchUp.DEFAULT, Overlap.SKIP);
    Schedule.Course course =
        new Schedule.Course(Optional.of(due), Optional.empty(), Optional.empty());
    return store
        .schedules()
        .add(
            new Schedule(
                new UUID(7, minute),
                submission(),
                plan,
                false,
                new Schedule.Revision(1, Instant.EPOCH, Instant.EPOCH),
                course),
            new Json("{\"secret\":1}"));
  }

  private static NewTask task(UUID key) {
    return new NewTask(key, submission(), Json.EMPTY_OBJECT, false, DUE);
  }

  private static Tick start(Schedule read, UUID key) {
    return new Tick(read, DUE, Optional.of(NEXT), new Tick.Outcome.Start(task(key)));
  }

  private Schedule now(Schedule schedule) {
    return store.schedules().find(schedule.id()).orElseThrow();
  }

  private int tasks() {
    return store.list(TaskFilter.ALL, Page.oldest(100), DUE).size();
  }

  @Test
  void aTickIsTakenByTheFirst() {
    Schedule read = added(0);
    Ticked first = store.schedules().tick(start(read, new UUID(1, 1))).join();
    Ticked second = store.schedules().tick(start(read, new UUID(1, 2))).join();
    assertThat(first.task().orElseThrow().id().key()).isEqualTo(new UUID(1, 1));
    assertThat(second).isEqualTo(Ticked.NOT);
    assertThat(tasks()).isEqualTo(1);
    assertThat(now(read).course().next()).contains(NEXT);
  }

  /** The key of its task is taken, as an insertion may fail by anything else. */
  @Test
  void aTickWhoseTaskCannotBeInsertedIsNotTaken() {
    Schedule read = added(0);
    store.insert(task(new UUID(1, 1))).join();
    assertThatThrownBy(() -> store.schedules().tick(start(read, new UUID(1, 1))).join())
        .hasCauseInstanceOf(StoreException.class);
    assertThat(now(read)).isEqualTo(read);
    assertThat(store.schedules().tick(start(read, new UUID(1, 2))).join().taken()).isTrue();
    assertThat(tasks()).isEqualTo(2);
  }

  @Test
  void aTickWhoseTaskALimitRefusesIsNotTaken() {
    Schedule read = added(0);
    store.insert(task(new UUID(1, 2))).join();
    assertThatThrownBy(() -> store.schedules().tick(bound(read, 1)).join())
        .hasCauseInstanceOf(LimitReachedException.class);
    assertThat(now(read)).isEqualTo(read);
    assertThat(tasks()).isEqualTo(1);
    assertThat(store.schedules().tick(bound(read, 2)).join().taken()).isTrue();
    assertThat(tasks()).isEqualTo(2);
  }

  private static Tick bound(Schedule read, long waiting) {
    Limits.Applied most =
        new Limits.Applied(new Scope.OfOperation(OPERATION), Limit.NONE.waiting(waiting));
    NewTask task = task(new UUID(1, 1)).within(List.of(most));
    return new Tick(read, DUE, Optional.of(NEXT), new Tick.Outcome.Start(task));
  }

  @Test
  void aTickOfWhatWasChangedSinceItWasReadIsNone() {
    Schedule read = added(0);
    Schedule changed =
        new Schedule(
            read.id(),
            read.submission(),
            read.plan(),
            false,
            new Schedule.Revision(2, Instant.EPOCH, DUE),
            read.course());
    assertThat(store.schedules().change(changed, Json.EMPTY_OBJECT, true, 1)).isTrue();
    assertThat(store.schedules().tick(start(read, new UUID(1, 1))).join()).isEqualTo(Ticked.NOT);
    assertThat(store.schedules().delete(read.id(), 1)).as("as it was").isFalse();
    assertThat(now(read)).isEqualTo(changed);
    assertThat(store.schedules().delete(read.id(), 2)).isTrue();
    assertThat(store.schedules().tick(start(changed, new UUID(1, 1))).join()).isEqualTo(Ticked.NOT);
    assertThat(tasks()).isZero();
  }

  /** Otherwise what was started already could be due once more. */
  @Test
  void aChangeOfTheTimesOfWhatHasTickedSinceItWasReadIsNone() {
    Schedule read = added(0);
    assertThat(store.schedules().tick(start(read, new UUID(1, 1))).join().taken()).isTrue();
    Schedule changed =
        new Schedule(
            read.id(),
            read.submission(),
            read.plan(),
            false,
            new Schedule.Revision(2, Instant.EPOCH, DUE),
            read.course());
    assertThat(store.schedules().change(changed, Json.EMPTY_OBJECT, true, 1)).isFalse();
    assertThat(now(read).course().next()).contains(NEXT);
    assertThat(store.schedules().change(changed, Json.EMPTY_OBJECT, false, 1))
        .as("words only")
        .isTrue();
    assertThat(now(read).course().next()).contains(NEXT);
  }

  @Test
  void operatorsSeeHowManyWillBeDueAndSinceWhen() {
    assertThat(store.schedules().figures())
        .isEqualTo(new ScheduleFigures(0, 0, 0, Optional.empty()));
    Schedule due = added(10);
    added(20);
    change(added(30), true);
    change(added(5), false);

    assertThat(store.schedules().figures())
        .isEqualTo(new ScheduleFigures(2, 1, 1, due.course().next()));
  }

  /** Makes it one that is not due any more. */
  private void change(Schedule read, boolean paused) {
    Schedule changed =
        new Schedule(
            read.id(),
            read.submission(),
            read.plan(),
            paused,
            new Schedule.Revision(2, Instant.EPOCH, DUE),
            new Schedule.Course(Optional.empty(), Optional.empty(), Optional.empty()));
    assertThat(store.schedules().change(changed, Json.EMPTY_OBJECT, true, 1)).isTrue();
  }

  @Test
  void whatIsDueComesInItsOrderAndInParts() {
    Schedule second = added(20);
    Schedule first = added(10);
    Schedule last = added(30);
    Instant now = DUE.plus(Duration.ofMinutes(20));
    List<Schedule> part = store.schedules().due(now, Optional.empty(), 1);
    assertThat(part).containsExactly(first);
    assertThat(store.schedules().due(now, Optional.of(first), 5)).containsExactly(second);
    assertThat(store.schedules().list(Optional.of(first.id()), 5)).containsExactly(second, last);
    assertThat(store.schedules().inputs(first.id())).contains(new Json("{\"secret\":1}"));
  }

  @Test
  void unfinishedTasksAreThoseOfEarlierTimes() {
    Schedule read = added(0);
    long number =
        store
            .schedules()
            .tick(start(read, new UUID(1, 1)))
            .join()
            .task()
            .orElseThrow()
            .id()
            .number();
    assertThat(store.schedules().unfinished(read.id(), NEXT, 5)).containsExactly(number);
    assertThat(store.schedules().unfinished(read.id(), DUE, 5))
        .as("its own task is not in its way")
        .isEmpty();
  }
}
