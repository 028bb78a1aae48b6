// SPDX-License-Identifier: Apache-2.0
package dev.errand.task;

import java.util.Collection;

/**
 * Is told what happens to tasks on this node, for metrics and the like. Called on the engine's
 * threads: must return at once. What it throws is logged and goes no further.
 */
public interface TaskListener {

  /** A task is durable. */
  default void submitted(Task task) {}

  /** An attempt starts. */
  default void started(Task task) {}

  /**
   * An attempt was lost, because its process or its node went away: found here, and what is to
   * become of the task is durable. The task is as it was when it was found.
   */
  default void lost(Task task) {}

  /** Other operations than before are registered on this node: these, by name. */
  default void registered(Collection<String> operations) {}

  /** A start was refused by a limit. */
  default void refused(RefusedStart start) {}

  /** This node has taken a tick of a schedule, durably. */
  default void ticked(TickOutcome outcome) {}

  /** A task is FINISHED, FAILED or CANCELLED, durably. */
  default void ended(Task task) {}
}
