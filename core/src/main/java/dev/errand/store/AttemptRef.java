// SPDX-License-Identifier: Apache-2.0
package dev.errand.store;

import dev.errand.task.Task;

/** Which attempt writes: the task and the epoch of its claim. */
public record AttemptRef(long number, long epoch) {

  public static AttemptRef of(Task task) {
    return new AttemptRef(task.id().number(), task.attempt().epoch());
  }
}
