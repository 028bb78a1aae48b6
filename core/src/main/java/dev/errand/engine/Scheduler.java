// SPDX-License-Identifier: Apache-2.0
package dev.errand.engine;

import com.fasterxml.uuid.Generators;
import com.fasterxml.uuid.impl.TimeBasedEpochGenerator;
import dev.errand.schedule.InvalidScheduleException;
import dev.errand.schedule.Plan;
import dev.errand.schedule.Schedule;
import dev.errand.schedule.Schedule.Course;
import dev.errand.schedule.Schedule.LastTick;
import dev.errand.schedule.Schedule.Revision;
import dev.errand.store.Schedules;
import dev.errand.task.CheckedSubmission;
import dev.errand.task.Json;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Keeps schedules for callers. Safe for all threads. */
public final class Scheduler {

  private static final TimeBasedEpochGenerator IDS = Generators.timeBasedEpochGenerator();

  private final Schedules schedules;
  private final InstantSource clock;

  /**
   * @param clock the store's
   */
  Scheduler(Schedules schedules, InstantSource clock) {
    this.schedules = schedules;
    this.clock = clock;
  }

  /** The time by which schedules go. */
  public Instant now() {
    return Instant.ofEpochMilli(clock.millis());
  }

  /**
   * Makes a schedule, or answers the one that its owner has made with the same key.
   *
   * @throws InvalidScheduleException if it will never be due
   */
  public Schedule add(CheckedSubmission work, Plan plan, boolean paused) {
    Instant now = now();
    Course course = new Course(due(plan, paused, now), Optional.empty(), Optional.empty());
    return schedules.add(
        new Schedule(IDS.generate(), work.shown(), plan, paused, new Revision(1, now, now), course),
        work.inputs());
  }

  /**
   * Changes a schedule, unless it was changed since it was read, or is to be due anew and has
   * ticked.
   *
   * @return how it is then; empty if nothing was changed
   * @throws InvalidScheduleException if it will never be due
   */
  public Optional<Schedule> change(
      Schedule read, CheckedSubmission work, Plan plan, boolean paused) {
    Instant now = now();
    boolean timed = isTimed(read, plan, paused);
    Course course =
        timed ? read.dueAt(due(plan, paused, afterTicks(read, now))).course() : read.course();
    Revision revision = new Revision(read.revision().number() + 1, read.revision().created(), now);
    Schedule changed = new Schedule(read.id(), work.shown(), plan, paused, revision, course);
    return schedules.change(changed, work.inputs(), timed, read.revision().number())
        ? schedules.find(read.id())
        : Optional.empty();
  }

  /** What else a plan says is not about when. */
  private static boolean isTimed(Schedule read, Plan plan, boolean paused) {
    return paused != read.paused()
        || !plan.trigger().equals(read.plan().trigger())
        || !plan.zone().equals(read.plan().zone());
  }

  /** Another node, whose clock is a little ahead, may have started what is not due here yet. */
  private static Instant afterTicks(Schedule read, Instant now) {
    return read.course().last().map(LastTick::due).filter(now::isBefore).orElse(now);
  }

  private static Optional<Instant> due(Plan plan, boolean paused, Instant now) {
    if (paused) {
      return Optional.empty();
    }
    Optional<Instant> next = plan.next(now);
    if (next.isEmpty()) {
      throw new InvalidScheduleException(
          "The schedule will never be due: its time has passed already.");
    }
    return next;
  }

  public Optional<Schedule> find(UUID id) {
    return schedules.find(id);
  }

  /** The schedule that an owner, or nobody, has made with this key. */
  public Optional<Schedule> find(Optional<String> owner, String idempotencyKey) {
    return schedules.find(owner, idempotencyKey);
  }

  /** The inputs with secrets. */
  public Optional<Json> inputs(UUID id) {
    return schedules.inputs(id);
  }

  /** Schedules in the order of their making, after one of them. */
  public List<Schedule> list(Optional<UUID> after, int limit) {
    return schedules.list(after, limit);
  }

  /** Deletes a schedule, unless it was changed since it was read; false if so, or if it is gone. */
  public boolean delete(Schedule read) {
    return schedules.delete(read.id(), read.revision().number());
  }
}
