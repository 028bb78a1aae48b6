// SPDX-License-Identifier: Apache-2.0
package dev.errand.task;

import java.time.Instant;
import java.util.Optional;

/**
 * When things happened to a task, by the clock of the store's nodes, to the millisecond.
 *
 * @param started start of the newest attempt
 * @param due when a task that waits may be started again; absent where that is at once
 * @param retentionEnd when a task that ended is pruned by itself
 */
public record Times(
    Instant submitted,
    Optional<Instant> started,
    Optional<Instant> due,
    Optional<Instant> ended,
    Optional<Instant> retentionEnd) {

  public static Times submitted(Instant time) {
    return new Times(time, Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
  }

  /** The same for a task that may not be started before that. */
  public Times due(Optional<Instant> time) {
    return new Times(submitted, started, time, ended, retentionEnd);
  }
}
