// SPDX-License-Identifier: Apache-2.0
package dev.errand.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.errand.Errand;
import dev.errand.GuardedSchedules;
import dev.errand.limit.Limit;
import dev.errand.limit.Scope;
import dev.errand.schedule.CatchUp;
import dev.errand.schedule.Overlap;
import dev.errand.schedule.Plan;
import dev.errand.schedule.Schedule;
import dev.errand.schedule.ScheduleRequest;
import dev.errand.schedule.Trigger;
import dev.errand.task.Idempotency;
import dev.errand.task.IdempotencyConflictException;
import dev.errand.task.Page;
import dev.errand.task.Submission;
import dev.errand.task.Task;
import dev.errand.task.TaskFilter;
import dev.errand.task.TaskListener;
import dev.errand.task.TaskStatus;
import dev.errand.task.TickOutcome;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

/** That schedules start tasks when they are due, once for each time. It is 03:04:05. */
public abstract class EngineScheduleContract extends ScheduledEngine {

  private static final Duration HOUR = Duration.ofHours(1);

  private static Plan plan(CatchUp.Rule rule, int most) {
    return new Plan(
        HOURLY.trigger(),
        HOURLY.zone(),
        new CatchUp(rule, most, Duration.ofMinutes(1)),
        Overlap.QUEUE);
  }

  private static Plan plan(Overlap overlap) {
    return new Plan(HOURLY.trigger(), HOURLY.zone(), HOURLY.catchUp(), overlap);
  }

  @Test
  void aScheduleStartsATaskOnceForEachTime() throws Exception {
    Errand errand = begin(idle());
    Schedule added = schedules(errand).add(request(HOURLY));
    assertThat(added.course().next()).contains(at("04:00:00"));
    tick(errand, "03:59:59.999");
    assertThat(tasks(errand, added)).isEmpty();

    tick(errand, "04:00:00");
    tick(errand, "04:00:00.100");
    Task task = tasks(errand, added).getFirst();
    assertThat(tasks(errand, added)).hasSize(1);
    assertThat(ended(errand, task.id(), TaskStatus.FINISHED).submission().owner()).contains("ann");
    assertThat(task.description()).isEqualTo("work b");
    assertThat(now(errand, added).course())
        .isEqualTo(
            new Schedule.Course(
                Optional.of(at("05:00:00")),
                Optional.of(
                    new Schedule.LastTick(
                        at("04:00:00"), Optional.of(task.id().key()), Optional.empty())),
                Optional.empty()));
    tick(errand, "05:00:00");
    assertThat(tasks(errand, added)).hasSize(2);
  }

  @Test
  void listenersAreToldWhatCameOfATime() {
    List<TickOutcome> told = new CopyOnWriteArrayList<>();
    TaskListener listener =
        new TaskListener() {
          @Override
          public void ticked(TickOutcome outcome) {
            told.add(outcome);
          }
        };
    Errand errand = start(builder -> builder.operation(idle()).retention(KEPT).listener(listener));
    Schedule _ = schedules(errand).add(request(plan(CatchUp.Rule.SKIP, 1)));
    tick(errand, "04:00:00");
    tick(errand, "04:00:00.100");
    assertThat(told).containsExactly(TickOutcome.STARTED);
    tick(errand, "05:30:00");
    assertThat(told).containsExactly(TickOutcome.STARTED, TickOutcome.PASSED);
  }

  @Test
  void aTimeIsNotStartedAgainWhenItsTaskIsGone() throws Exception {
    Errand errand = begin(idle());
    Schedule added = schedules(errand).add(request(HOURLY));
    tick(errand, "04:00:00");
    Task task = ended(errand, tasks(errand, added).getFirst().id());
    assertThat(errand.prune(task.id())).isPresent();
    tick(errand, "04:00:01");
    assertThat(tasks(errand, added)).isEmpty();
  }

  @Test
  void anIntervalAndATimeComeAsTheySay() throws Exception {
    Errand errand = begin(idle());
    Trigger ten = new Trigger.Every(Duration.ofMinutes(10), clock.instant());
    Schedule every =
        schedules(errand)
            .add(request(new Plan(ten, ZoneOffset.UTC, CatchUp.DEFAULT, Overlap.QUEUE)));
    Trigger once = new Trigger.At(at("03:20:00"));
    Schedule at =
        schedules(errand)
            .add(request(new Plan(once, ZoneOffset.UTC, CatchUp.DEFAULT, Overlap.SKIP)));
    tick(errand, "03:14:05");
    tick(errand, "03:20:00");
    tick(errand, "03:24:05");
    tick(errand, "03:34:04");
    assertThat(tasks(errand, every)).hasSize(2);
    assertThat(tasks(errand, at)).hasSize(1);
    assertThat(now(errand, at).course().next()).isEmpty();
  }

  @Test
  void aPausedScheduleStartsNothingAndMakesNothingUp() {
    Errand errand = begin(idle());
    GuardedSchedules mine = schedules(errand);
    Schedule added = mine.add(request(plan(CatchUp.Rule.ALL, 10)));
    Schedule paused = mine.pause(added, true).orElseThrow();
    assertThat(paused.course().next()).isEmpty();
    tick(errand, "06:00:00");
    assertThat(tasks(errand, added)).isEmpty();

    tick(errand, "06:30:00");
    assertThat(mine.pause(paused, false).orElseThrow().course().next()).contains(at("07:00:00"));
    tick(errand, "07:00:00");
    assertThat(tasks(errand, added)).hasSize(1);
  }

  @Test
  void aChangeCountsFromThenOnAndOnlyIfNobodyWasFaster() {
    Errand errand = begin(idle());
    GuardedSchedules mine = schedules(errand);
    Schedule added = mine.add(request(HOURLY));
    ScheduleRequest daily = new ScheduleRequest(added.submission(), cron("@daily"), false);
    Schedule changed = mine.change(added, daily, Optional.empty()).orElseThrow();
    assertThat(changed.course().next()).contains(Instant.parse("2026-01-03T00:00:00Z"));
    assertThat(changed.revision().number()).isEqualTo(2);
    assertThat(mine.change(added, daily, Optional.empty())).as("read before").isEmpty();
    tick(errand, "04:00:00");
    assertThat(tasks(errand, added)).isEmpty();
  }

  /** As on a node whose clock is a little behind that of the node which took the tick. */
  @Test
  void aChangeByAClockThatIsBehindStartsNoTimeAgain() {
    Errand errand = begin(idle());
    GuardedSchedules mine = schedules(errand);
    Schedule added = mine.add(request(plan(Overlap.QUEUE)));
    tick(errand, "04:00:00");
    clock.set(at("03:59:59.900"));
    Schedule paused = mine.pause(now(errand, added), true).orElseThrow();
    assertThat(mine.pause(paused, false).orElseThrow().course().next()).contains(at("05:00:00"));
    tick(errand, "04:00:01");
    assertThat(tasks(errand, added)).hasSize(1);
  }

  @Test
  void aChangeOfWordsLeavesWhatIsDueAlone() {
    Errand errand = begin(idle());
    GuardedSchedules mine = schedules(errand);
    Schedule added = mine.add(request(HOURLY));
    clock.set(at("04:00:00"));
    Submission renamed =
        Submission.builder("work")
            .inputs(added.submission().inputs())
            .description("The hourly one")
            .build();
    ScheduleRequest words = new ScheduleRequest(renamed, HOURLY, false);
    Schedule changed = mine.change(added, words, Optional.empty()).orElseThrow();
    ScheduleRequest rules = new ScheduleRequest(renamed, plan(CatchUp.Rule.ALL, 3), false);
    assertThat(mine.change(changed, rules, Optional.empty()))
        .as("what happens to missed times, and to overlapping ones, says nothing of when")
        .isPresent();
    tick(errand, "04:00:01");
    assertThat(tasks(errand, added))
        .singleElement()
        .satisfies(task -> assertThat(task.times().submitted()).isAfterOrEqualTo(at("04:00:00")));
  }

  @Test
  void aKeyMakesOneSchedule() {
    Errand errand = begin(idle());
    Submission keyed = Work.submission("b").idempotency(new Idempotency("k", "01")).build();
    Schedule first = schedules(errand).add(new ScheduleRequest(keyed, plan(Overlap.QUEUE), false));
    Schedule again = schedules(errand).add(new ScheduleRequest(keyed, plan(Overlap.QUEUE), false));
    assertThat(again.id()).isEqualTo(first.id());
    Submission other = Work.submission("b").idempotency(new Idempotency("k", "02")).build();
    assertThatThrownBy(
            () -> schedules(errand).add(new ScheduleRequest(other, plan(Overlap.QUEUE), false)))
        .isInstanceOf(IdempotencyConflictException.class);
    assertThat(schedules(errand).list(Optional.empty(), 10)).hasSize(1);
    tick(errand, "04:00:00");
    tick(errand, "05:00:00");
    assertThat(tasks(errand, first)).as("the key is the schedule's alone").hasSize(2);
  }

  @Test
  void whatIsDeletedStartsNothingAndItsTasksStay() throws Exception {
    Errand errand = begin(idle());
    Schedule added = schedules(errand).add(request(HOURLY));
    tick(errand, "04:00:00");
    Task task = ended(errand, tasks(errand, added).getFirst().id());
    assertThat(schedules(errand).delete(added)).isTrue();
    assertThat(schedules(errand).delete(added)).isFalse();
    tick(errand, "05:00:00");
    assertThat(errand.tasks(TaskFilter.ALL, Page.oldest(10)))
        .singleElement()
        .extracting(Task::id)
        .isEqualTo(task.id());
    assertThat(schedules(errand).find(added.id())).isEmpty();
  }

  /** A server that stands still from 03:04 to 07:30, and misses four times. */
  @Test
  void whatWasMissedIsMadeUpAsTheScheduleSays() {
    Plan patient =
        new Plan(
            HOURLY.trigger(), HOURLY.zone(), new CatchUp(CatchUp.Rule.SKIP, 1, HOUR), Overlap.SKIP);
    Map<Plan, Integer> expected =
        Map.of(
            plan(CatchUp.Rule.SKIP, 10),
            0,
            plan(CatchUp.Rule.ONE, 10),
            1,
            plan(CatchUp.Rule.ALL, 10),
            4,
            plan(CatchUp.Rule.ALL, 3),
            3,
            patient,
            1);
    List<Schedule> added = new ArrayList<>();
    try (Errand before = begin(idle())) {
      expected.keySet().forEach(plan -> added.add(schedules(before).add(request(plan))));
    }
    clock.set(at("07:30:00"));
    Errand after = begin(idle());
    int _ = after.tick();
    for (Schedule schedule : added) {
      assertThat(Map.entry(schedule.plan(), tasks(after, schedule).size()))
          .isIn(expected.entrySet());
      assertThat(now(after, schedule).course().next()).contains(at("08:00:00"));
    }
  }

  @Test
  void aTimeIsPassedOverWhileTheTaskOfAnEarlierOneGoesOn() throws Exception {
    Gate gate = new Gate();
    Errand errand =
        begin(
            Work.of((in, context) -> {
              gate.pass();
              return null;
            }));
    Schedule added = schedules(errand).add(request(plan(Overlap.SKIP)));
    tick(errand, "04:00:00");
    gate.awaitReached();
    tick(errand, "05:00:00");
    Task first = tasks(errand, added).getFirst();
    assertThat(tasks(errand, added)).hasSize(1);
    assertThat(now(errand, added).course().last())
        .contains(
            new Schedule.LastTick(
                at("05:00:00"),
                Optional.empty(),
                Optional.of("the task of an earlier time had not ended")));
    gate.open();
    ended(errand, first.id());
    tick(errand, "06:00:00");
    assertThat(tasks(errand, added)).hasSize(2);
  }

  @Test
  void tasksCanWaitForThoseOfEarlierTimes() throws Exception {
    Gate gate = new Gate();
    Errand errand =
        begin(
            Work.of((in, context) -> {
              gate.pass();
              return null;
            }));
    Schedule added = schedules(errand).add(request(plan(Overlap.QUEUE)));
    tick(errand, "04:00:00");
    gate.awaitReached();
    tick(errand, "05:00:00");
    assertThat(tasks(errand, added))
        .extracting(Task::status)
        .as("two workers are there")
        .containsExactly(TaskStatus.RUNNING, TaskStatus.WAITING);
    gate.open();
    for (Task task : tasks(errand, added)) {
      ended(errand, task.id(), TaskStatus.FINISHED);
    }
  }

  @Test
  void theTaskOfAnEarlierTimeCanMakeWay() throws Exception {
    ConcurrentLinkedQueue<UUID> running = new ConcurrentLinkedQueue<>();
    Gate gate = new Gate();
    Errand errand =
        begin(
            Work.of((in, context) -> {
              if (running.isEmpty()) {
                running.add(context.task().key());
                gate.passDeaf();
                context.checkCancelled();
              }
              return null;
            }));
    Schedule added = schedules(errand).add(request(plan(Overlap.CANCEL)));
    tick(errand, "04:00:00");
    gate.awaitReached();
    tick(errand, "05:00:00");
    List<Task> both = tasks(errand, added);
    assertThat(both).hasSize(2);
    assertThat(both.getLast().status())
        .as("before the older one stops")
        .isEqualTo(TaskStatus.WAITING);
    gate.open();
    assertThat(ended(errand, both.getFirst().id(), TaskStatus.CANCELLED).cancelRequest())
        .hasValueSatisfying(request -> assertThat(request.by()).contains("ann"));
    ended(errand, both.getLast().id(), TaskStatus.FINISHED);
  }

  @Test
  void aTimeWaitsForWhatALimitHasOthersWaitFor() throws Exception {
    Errand errand = begin(idle());
    Schedule added = schedules(errand).add(request(plan(Overlap.SKIP)));
    Scope work = new Scope.OfOperation("work");
    errand.limits().set(work, Limit.NONE.waiting(1), Optional.empty());
    errand.limits().pause("work", Optional.empty());
    Task other = errand.submit(Work.submission("c").build());
    tick(errand, "04:00:00");
    tick(errand, "04:00:01");
    assertThat(tasks(errand, added)).isEmpty();
    assertThat(now(errand, added).course())
        .as("neither passed over nor refused")
        .isEqualTo(added.course());
    errand.limits().resume("work", Optional.empty());
    ended(errand, other.id(), TaskStatus.FINISHED);
    tick(errand, "04:00:02");
    assertThat(tasks(errand, added)).hasSize(1);
    assertThat(now(errand, added).course().next()).contains(at("05:00:00"));
  }

  /** As on a node that was not given the operation, where others have it. */
  @Test
  void whatThisNodeCannotDoIsLeftAlone() {
    Schedule added;
    try (Errand before = begin(idle())) {
      added = schedules(before).add(request(HOURLY));
    }
    try (Errand without = begin(Work.of("other", (in, context) -> null))) {
      tick(without, "04:00:00");
      assertThat(now(without, added).course().next()).contains(at("04:00:00"));
    }
    Errand after = begin(idle());
    tick(after, "04:00:10");
    assertThat(tasks(after, added)).hasSize(1);
  }
}
