// SPDX-License-Identifier: Apache-2.0
package dev.errand.schedule;

import dev.errand.task.Submission;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * A schedule as it was at one moment.
 *
 * @param submission what each tick submits, secrets masked; its idempotency is that of the
 *     schedule's own creation
 * @param paused whether nothing is started until it goes on
 */
public record Schedule(
    UUID id, Submission submission, Plan plan, boolean paused, Revision revision, Course course) {

  /**
   * How often it was changed by somebody, and when.
   *
   * @param number from 1; ticks do not count
   */
  public record Revision(long number, Instant created, Instant changed) {}

  /**
   * How it goes.
   *
   * @param next when it is due; absent while it is paused and when it will never be again
   * @param last the newest tick
   * @param failure of the newest tick that was refused
   */
  public record Course(
      Optional<Instant> next, Optional<LastTick> last, Optional<TickFailure> failure) {}

  /**
   * The newest tick.
   *
   * @param due when it was due
   * @param task the key of the task that it started
   * @param remark why it started none
   */
  public record LastTick(Instant due, Optional<UUID> task, Optional<String> remark) {}

  /**
   * Why a tick was refused.
   *
   * @param due when it was due
   */
  public record TickFailure(Instant due, String message) {}

  /** The same, due at another time. */
  public Schedule dueAt(Optional<Instant> next) {
    return new Schedule(
        id, submission, plan, paused, revision, new Course(next, course.last(), course.failure()));
  }
}
