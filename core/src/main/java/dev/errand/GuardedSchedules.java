// SPDX-License-Identifier: Apache-2.0
package dev.errand;

import dev.errand.access.AccessRules;
import dev.errand.access.Action;
import dev.errand.access.Audit;
import dev.errand.access.ForbiddenException;
import dev.errand.engine.Scheduler;
import dev.errand.schedule.InvalidScheduleException;
import dev.errand.schedule.Schedule;
import dev.errand.schedule.ScheduleRequest;
import dev.errand.task.CheckedSubmission;
import dev.errand.task.Idempotency;
import dev.errand.task.IdempotencyConflictException;
import dev.errand.task.Json;
import dev.errand.task.Principal;
import dev.errand.task.Submission;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.function.Supplier;

/**
 * Schedules as one principal may use them, by the rules for tasks. One that the principal may not
 * see is not there. What a schedule starts is changed by its owner and by administrators only,
 * because it runs by the owner's right. Changes and refusals are {@linkplain Audit audited}. Safe
 * for all threads.
 */
public final class GuardedSchedules {

  private static final int CHUNK = 200;

  private final GuardedErrand errand;
  private final Scheduler scheduler;
  private final Principal principal;

  GuardedSchedules(GuardedErrand errand, Scheduler scheduler, Principal principal) {
    this.errand = errand;
    this.scheduler = scheduler;
    this.principal = principal;
  }

  /** The time by which schedules go. */
  public Instant now() {
    return scheduler.now();
  }

  /**
   * Makes a schedule that belongs to the principal, or answers the one that it has made with the
   * same idempotency key. What it is to start is checked as if it were started now.
   *
   * @throws ForbiddenException if the principal may not start that
   * @throws InvalidScheduleException if it will never be due
   * @throws IdempotencyConflictException if the one with that key was made of another request
   * @see Errand#submit for what is thrown else
   */
  public Schedule add(ScheduleRequest request) {
    return add(request, request.submission()::inputs);
  }

  /**
   * The same with inputs that are not to be looked at if the key is known, or the principal may not
   * start the operation at all.
   *
   * @param inputs gives the inputs
   */
  public Schedule add(ScheduleRequest request, Supplier<Json> inputs) {
    Submission submission = request.submission().ownedBy(principal.name());
    Optional<Schedule> there = repeated(submission);
    if (there.isPresent()) {
      return there.get();
    }
    errand.requireSomeStart(submission);
    CheckedSubmission work = checked(submission.withInputs(inputs.get()));
    Schedule added = scheduler.add(work, request.plan(), request.paused());
    requireSame(submission, added);
    Audit.done(principal, Audit.Deed.CHANGE_SCHEDULE, "schedule " + added.id() + " added");
    return added;
  }

  private Optional<Schedule> repeated(Submission submission) {
    Optional<Schedule> there =
        submission
            .idempotency()
            .flatMap(idempotency -> scheduler.find(submission.owner(), idempotency.key()));
    there.ifPresent(found -> requireSame(submission, found));
    return there;
  }

  private static void requireSame(Submission submission, Schedule there) {
    if (!submission.idempotency().equals(there.submission().idempotency())) {
      throw new IdempotencyConflictException(
          submission.idempotency().map(Idempotency::key).orElse(""));
    }
  }

  /** The description stays absent where none was given: the operation describes each task. */
  private CheckedSubmission checked(Submission submission) {
    CheckedSubmission checked = errand.prepare(submission).check();
    Submission shown = checked.shown();
    Submission.Builder kept =
        Submission.builder(shown.operation()).inputs(shown.inputs()).priority(shown.priority());
    if (submission.description().isPresent()) {
      shown.description().ifPresent(kept::description);
    }
    shown.owner().ifPresent(kept::owner);
    shown.group().ifPresent(kept::group);
    shown.idempotency().ifPresent(kept::idempotency);
    shown.retention().ifPresent(kept::retention);
    return new CheckedSubmission(kept.build(), checked.inputs());
  }

  /** The schedule with this id, if the principal may see it. */
  public Optional<Schedule> find(UUID id) {
    return scheduler.find(id).filter(schedule -> allows(Action.SEE, schedule));
  }

  /** Schedules that the principal may find in lists, in the order of their making. */
  public List<Schedule> list(Optional<UUID> after, int limit) {
    List<Schedule> found = new ArrayList<>();
    Optional<UUID> last = after;
    List<Schedule> chunk;
    do {
      chunk = scheduler.list(last, CHUNK);
      for (Schedule schedule : chunk) {
        if (found.size() < limit && allows(Action.LIST, schedule)) {
          found.add(schedule);
        }
        last = Optional.of(schedule.id());
      }
    } while (chunk.size() == CHUNK && found.size() < limit);
    return found;
  }

  /**
   * Changes a schedule that was had from here.
   *
   * @param inputs gives other inputs, which may name another group; absent if they stay, secrets
   *     included
   * @return how it is then; empty if it was changed since, or is due anew and has ticked since, or
   *     is gone
   * @throws ForbiddenException if the principal is neither its owner nor an administrator, or may
   *     not start what it is to start
   * @throws InvalidScheduleException if it will never be due, or another operation is to be started
   *     with the inputs of this one
   */
  public Optional<Schedule> change(
      Schedule read, ScheduleRequest request, Optional<Supplier<Json>> inputs) {
    requireOwner(read);
    Submission wanted = request.submission().ownedBy(read.submission().owner());
    errand.requireSomeStart(wanted);
    Submission whole =
        inputs.isPresent()
            ? moved(read, wanted.withInputs(inputs.get().get()))
            : wanted.withInputs(kept(read, wanted));
    Optional<Schedule> changed =
        scheduler.change(read, checked(whole), request.plan(), request.paused());
    changed.ifPresent(schedule ->
        Audit.done(
            principal, Audit.Deed.CHANGE_SCHEDULE, "schedule " + schedule.id() + " changed"));
    return changed;
  }

  /** Another operation may not know which of the inputs are secret, and would show them. */
  private Json kept(Schedule read, Submission wanted) {
    String before = read.submission().operation();
    if (!wanted.operation().equals(before)) {
      throw new InvalidScheduleException(
          "New inputs are needed: those of '%s' are not taken over to '%s'."
              .formatted(before, wanted.operation()));
    }
    return scheduler.inputs(read.id()).orElse(wanted.inputs());
  }

  /**
   * A group that is still that of the inputs before makes way for that of these, if they name one.
   */
  private Submission moved(Schedule read, Submission wanted) {
    if (!wanted.group().equals(read.submission().group())) {
      return wanted;
    }
    OptionalLong own = errand.ownGroup(wanted);
    return own.isPresent() ? wanted.inGroup(own.getAsLong()) : wanted;
  }

  /**
   * Pauses a schedule that was had from here, or has it go on.
   *
   * @return how it is then; empty if it was changed since, or is due anew and has ticked since, or
   *     is gone
   * @throws ForbiddenException if the principal may not cancel its tasks
   */
  public Optional<Schedule> pause(Schedule read, boolean paused) {
    require(Action.CANCEL, read);
    Optional<Schedule> changed =
        scheduler
            .inputs(read.id())
            .flatMap(inputs ->
                scheduler.change(
                    read, new CheckedSubmission(read.submission(), inputs), read.plan(), paused));
    changed.ifPresent(schedule ->
        Audit.done(
            principal,
            Audit.Deed.CHANGE_SCHEDULE,
            "schedule " + schedule.id() + (paused ? " paused" : " resumed")));
    return changed;
  }

  /**
   * Deletes a schedule that was had from here, and none of its tasks.
   *
   * @return false if it was changed since, or is gone
   * @throws ForbiddenException if the principal may not delete its tasks
   */
  public boolean delete(Schedule read) {
    require(Action.PRUNE, read);
    boolean deleted = scheduler.delete(read);
    if (deleted) {
      Audit.done(principal, Audit.Deed.CHANGE_SCHEDULE, "schedule " + read.id() + " deleted");
    }
    return deleted;
  }

  private boolean allows(Action action, Schedule schedule) {
    return AccessRules.allows(principal, action, schedule.submission());
  }

  private void require(Action action, Schedule schedule) {
    if (!allows(action, schedule)) {
      throw refused(
          schedule,
          "this needs the role " + action.least().word() + " or higher in the schedule's group");
    }
  }

  private void requireOwner(Schedule schedule) {
    if (!principal.administrator() && !AccessRules.owns(principal, schedule.submission())) {
      throw refused(schedule, "a schedule is changed by its owner or an administrator");
    }
  }

  private ForbiddenException refused(Schedule schedule, String why) {
    Audit.refused(principal, Audit.Deed.CHANGE_SCHEDULE, "schedule " + schedule.id());
    return new ForbiddenException("Access forbidden: " + why + ".");
  }
}
