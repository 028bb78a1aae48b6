// SPDX-License-Identifier: Apache-2.0
package dev.errand.access;

import dev.errand.task.Role;

/** What callers do with a task that there is. */
public enum Action {
  /** Look at its status, progress, result and outputs. */
  SEE(Role.REVIEWER),
  /** Find it in a list. */
  LIST(Role.CONTRIBUTOR),
  /** Read its log. */
  READ_LOG(Role.CONTRIBUTOR),
  /** Ask it to stop. */
  CANCEL(Role.CONTRIBUTOR),
  /** Answer what it asks, and see what others have answered. */
  ANSWER(Role.CONTRIBUTOR),
  /** Delete it once it has ended. */
  PRUNE(Role.CONTRIBUTOR);

  private final Role least;

  Action(Role least) {
    this.least = least;
  }

  /** The least role in the task's group that allows it. */
  public Role least() {
    return least;
  }
}
