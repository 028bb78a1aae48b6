// SPDX-License-Identifier: Apache-2.0
package dev.errand.task;

import java.util.Optional;
import java.util.Set;

/**
 * The part of all tasks that somebody finds in lists: those of that owner and those of these
 * groups.
 */
public record VisibleTo(Optional<String> owner, Set<Long> groups) {

  public VisibleTo {
    groups = Set.copyOf(groups);
  }
}
