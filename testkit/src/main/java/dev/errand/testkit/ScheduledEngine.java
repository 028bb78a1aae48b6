// SPDX-License-Identifier: Apache-2.0
package dev.errand.testkit;

import dev.errand.Errand;
import dev.errand.GuardedSchedules;
import dev.errand.operation.Operation;
import dev.errand.schedule.CatchUp;
import dev.errand.schedule.Overlap;
import dev.errand.schedule.Plan;
import dev.errand.schedule.Schedule;
import dev.errand.schedule.ScheduleRequest;
import dev.errand.schedule.Trigger;
import dev.errand.task.Page;
import dev.errand.task.Principal;
import dev.errand.task.Task;
import dev.errand.task.TaskFilter;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;

/** What tests of schedules share: an engine that keeps tasks for a day. It is 03:04:05. */
public abstract class ScheduledEngine extends EngineContract {

  protected static final Duration KEPT = Duration.ofDays(1);
  protected static final Principal ANN = Principal.user("ann");

  protected static final Plan HOURLY = cron("0 * * * *");

  protected static Plan cron(String expression) {
    return new Plan(Trigger.cron(expression), ZoneOffset.UTC, CatchUp.DEFAULT, Overlap.SKIP);
  }

  protected static ScheduleRequest request(Plan plan) {
    return new ScheduleRequest(Work.submission("b").build(), plan, false);
  }

  protected static GuardedSchedules schedules(Errand errand) {
    return errand.as(ANN).schedules();
  }

  protected static List<Task> tasks(Errand errand, Schedule schedule) {
    return errand.tasks(TaskFilter.ALL.schedule(schedule.id()), Page.oldest(1_000));
  }

  protected static Schedule now(Errand errand, Schedule schedule) {
    return schedules(errand).find(schedule.id()).orElseThrow();
  }

  protected static Instant at(String time) {
    return Instant.parse("2026-01-02T" + time + "Z");
  }

  /** Tasks are kept through the hours that the clock is moved by. */
  protected final Errand begin(Operation<?, ?> operation) {
    return start(builder -> builder.operation(operation).retention(KEPT));
  }

  /** What is due at that time is started when this returns. */
  protected final void tick(Errand errand, String time) {
    clock.set(at(time));
    int _ = errand.tick();
  }

  protected static Work idle() {
    return Work.of((in, context) -> null);
  }
}
