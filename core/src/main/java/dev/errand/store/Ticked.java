// SPDX-License-Identifier: Apache-2.0
package dev.errand.store;

import dev.errand.task.Task;
import java.util.Optional;

/**
 * What came of a tick.
 *
 * @param taken whether it was this one's; otherwise nothing was changed
 * @param task the one that it started
 */
public record Ticked(boolean taken, Optional<Task> task) {

  /** The schedule is not as it was read. */
  public static final Ticked NOT = new Ticked(false, Optional.empty());
}
