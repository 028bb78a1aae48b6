// SPDX-License-Identifier: Apache-2.0
package dev.errand.store;

import dev.errand.schedule.Schedule;
import dev.errand.schedule.ScheduleFigures;
import dev.errand.task.Json;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;

/**
 * Keeps schedules beside the tasks that they start. Every change is durable when its method
 * returns, and all of it or nothing is done. Safe for all threads and for several nodes; methods
 * throw {@link dev.errand.task.StoreException} when the medium fails.
 */
public interface Schedules {

  /**
   * Adds a schedule, or changes nothing if its owner has one with the same idempotency key.
   *
   * @param inputs as each task gets them, secrets included
   * @return the new one, or the one that is there, which has another id
   */
  Schedule add(Schedule schedule, Json inputs);

  Optional<Schedule> find(UUID id);

  /** The schedule of this owner, or of nobody, that was made with this idempotency key. */
  Optional<Schedule> find(Optional<String> owner, String idempotencyKey);

  /** The inputs as each task gets them, secrets included. */
  Optional<Json> inputs(UUID id);

  /** Schedules in the order of their ids, which is that of their making, after one of them. */
  List<Schedule> list(Optional<UUID> after, int limit);

  /** What operators watch. May take as long as reading the table of schedules. */
  ScheduleFigures figures();

  /**
   * Changes a schedule, all but how its last ticks went.
   *
   * @param inputs as each task gets them, secrets included
   * @param timed whether it is due anew, unless it has ticked since it was read; otherwise it stays
   *     due when it is
   * @param revision the number of the revision that it was read with
   * @return false, with nothing changed, if it has another one by now, or such a tick, or is gone
   */
  boolean change(Schedule schedule, Json inputs, boolean timed, long revision);

  /**
   * Deletes a schedule, and not its tasks.
   *
   * @param revision the number of the revision that it was read with
   * @return false, with nothing changed, if it has another one by now, or is gone
   */
  boolean delete(UUID id, long revision);

  /**
   * Schedules that are due, in the order of when they are, then of their ids.
   *
   * @param after the last of those before, as it was read
   */
  List<Schedule> due(Instant now, Optional<Schedule> after, int limit);

  /** The numbers of tasks that have not ended and that earlier ticks have started, oldest first. */
  List<Long> unfinished(UUID id, Instant before, int limit);

  /**
   * Takes a tick: in one transaction the schedule is due at its next time, what came of this one is
   * noted, and the task that it starts is inserted. Whoever else takes the same tick changes
   * nothing. Nor does one whose task a limit refuses, which is answered by {@link
   * dev.errand.limit.LimitReachedException}.
   */
  CompletableFuture<Ticked> tick(Tick tick);
}
