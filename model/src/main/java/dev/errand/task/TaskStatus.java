// SPDX-License-Identifier: Apache-2.0
package dev.errand.task;

import java.util.EnumSet;
import java.util.Set;

/**
 * The state of a task. The legal changes stand in {@link #next()}. Stores guard each change by the
 * statement that makes it, so that two at once cannot both do it; the table is what every store is
 * tested against, cell by cell.
 */
public enum TaskStatus {
  /** Submitted and durable; no attempt holds it. */
  WAITING,
  /** An attempt holds it. */
  RUNNING,
  /** Ended with a result. */
  FINISHED,
  /** Ended with an error. */
  FAILED,
  /**
   * Ended because somebody asked, before it started or after it noticed; may carry a partial
   * result.
   */
  CANCELLED;

  /**
   * The states that may follow this one. RUNNING → WAITING is recovery and always raises the epoch.
   */
  public Set<TaskStatus> next() {
    return switch (this) {
      case WAITING -> EnumSet.of(RUNNING, FAILED, CANCELLED);
      case RUNNING -> EnumSet.of(WAITING, FINISHED, FAILED, CANCELLED);
      case FINISHED, FAILED, CANCELLED -> EnumSet.noneOf(TaskStatus.class);
    };
  }

  /** Whether a task in this state may change to {@code target}. */
  public boolean mayBecome(TaskStatus target) {
    return next().contains(target);
  }

  /** Whether nothing can follow this state. */
  public boolean isTerminal() {
    return next().isEmpty();
  }
}
