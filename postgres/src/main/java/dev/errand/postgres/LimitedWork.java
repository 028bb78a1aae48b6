// SPDX-License-Identifier: Apache-2.0
package dev.errand.postgres;

import dev.errand.limit.Lane;
import dev.errand.limit.Limits;
import dev.errand.task.Task;
import java.util.Collection;

/**
 * Tells other nodes that a task has ended whose limit may have kept others waiting: this node's own
 * worker that came free may have something else to do. For the writing thread.
 */
final class LimitedWork {

  private final Announcements announcements;
  private Limits limits = Limits.NONE;

  LimitedWork(Announcements announcements) {
    this.announcements = announcements;
  }

  /** To be called with the limits of each claim. */
  void claimed(Limits last) {
    limits = last;
  }

  /** To be called with tasks that ran and run no more. */
  void ended(Collection<Task> tasks) {
    if (tasks.stream().anyMatch(task -> limits.boundRunning(Lane.of(task.submission())))) {
      announcements.work();
    }
  }
}
