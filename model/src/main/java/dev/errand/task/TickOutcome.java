// SPDX-License-Identifier: Apache-2.0
package dev.errand.task;

/** What came of a time at which a schedule was due. */
public enum TickOutcome {
  /** A task was started. */
  STARTED,

  /** Nothing was, as the schedule has it: it was too late, or tasks before it had not ended. */
  PASSED,

  /** Nothing was, since that was refused. */
  REFUSED
}
