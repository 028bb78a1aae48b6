// SPDX-License-Identifier: Apache-2.0
package dev.errand.store;

import dev.errand.task.Task;
import java.util.UUID;

/**
 * Whose files these are: the key of a task, and the epoch of the claim under which an attempt left
 * them. An attempt that lost its task so has a place of its own, whenever it comes.
 */
public record AttemptKey(UUID task, long epoch) {

  /** The newest attempt of a task: of an ended one, the attempt that ended it. */
  public static AttemptKey of(Task task) {
    return new AttemptKey(task.id().key(), task.attempt().epoch());
  }
}
