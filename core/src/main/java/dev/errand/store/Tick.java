// SPDX-License-Identifier: Apache-2.0
package dev.errand.store;

import dev.errand.schedule.Schedule;
import java.time.Instant;
import java.util.Optional;

/**
 * What becomes of a time at which a schedule is due.
 *
 * @param schedule as it was read; if it was changed since, or somebody else was faster, this is no
 *     tick
 * @param due when it was due
 * @param next when the schedule is due again
 */
public record Tick(Schedule schedule, Instant due, Optional<Instant> next, Outcome outcome) {

  /** What it comes to. */
  public sealed interface Outcome {

    /** A task is inserted. */
    record Start(NewTask task) implements Outcome {}

    /** Nothing is started, as the schedule has it. */
    record Pass(String remark) implements Outcome {}

    /** Nothing is started, because that was refused. */
    record Refusal(String message) implements Outcome {}
  }
}
