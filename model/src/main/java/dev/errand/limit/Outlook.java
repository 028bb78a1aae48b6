// SPDX-License-Identifier: Apache-2.0
package dev.errand.limit;

import dev.errand.task.Estimate;
import java.util.Optional;

/**
 * What can be said at a moment of a task that has not ended.
 *
 * @param waits why it waits; absent if it does not
 * @param estimate when it should start and end; absent where nobody knows
 */
public record Outlook(Optional<WaitReason> waits, Optional<Estimate> estimate) {

  public static final Outlook NOTHING = new Outlook(Optional.empty(), Optional.empty());

  /** Whether nothing is said. */
  public boolean isEmpty() {
    return waits.isEmpty() && estimate.isEmpty();
  }
}
