// SPDX-License-Identifier: Apache-2.0
package dev.errand.store;

import dev.errand.task.Task;

/**
 * A RUNNING task that nobody runs any more.
 *
 * @param claimed as it is now that whoever found it holds it
 * @param found the attempt that got lost, as it was known to the process that claimed it
 */
public record Lost(Claimed claimed, AttemptRef found, Way way) {

  /** How an attempt gets lost, by which it counts against the operation's recovery rule or not. */
  public enum Way {
    /**
     * Its process is gone, or was frozen: it counts, since its work may have brought that about.
     */
    GONE,
    /**
     * Its process was stopped, or lost its database, and has said so: it does not count, and the
     * task's row says that already.
     */
    SPARED,
    /**
     * This process holds it and does not run it: it does not count, and the row has yet to say so.
     */
    UNATTENDED
  }

  public Task task() {
    return claimed.task();
  }
}
