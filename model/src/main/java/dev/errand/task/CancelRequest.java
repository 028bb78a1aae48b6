// SPDX-License-Identifier: Apache-2.0
package dev.errand.task;

import java.time.Instant;
import java.util.Optional;

/**
 * That somebody asked for the task to be cancelled.
 *
 * @param time when
 * @param by who, where it is known
 * @param steps how far it has come
 */
public record CancelRequest(Instant time, Optional<String> by, CancelSteps steps) {

  /** One that has reached nobody yet. */
  public CancelRequest(Instant time, Optional<String> by) {
    this(time, by, CancelSteps.NONE);
  }

  /** The same that has come that far. */
  public CancelRequest with(CancelSteps known) {
    return new CancelRequest(time, by, known);
  }

  /** Whether a task, WAITING until then, ended by this very request and not by an attempt. */
  public boolean hasEnded(Task task) {
    return task.status() == TaskStatus.CANCELLED
        && task.cancelRequest().equals(Optional.of(this))
        && task.times().ended().equals(Optional.of(time));
  }
}
