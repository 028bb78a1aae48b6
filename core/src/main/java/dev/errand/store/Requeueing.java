// SPDX-License-Identifier: Apache-2.0
package dev.errand.store;

import dev.errand.task.FailedAttempt;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * How a task goes back to WAITING that an attempt has begun.
 *
 * @param recording what the attempt has to say; its progress and remark go
 * @param counts whether the attempt counts against the operation's recovery rule
 * @param due when it may be started again; absent where that is at once
 * @param failed how the attempt failed, if it did; else what is known of one before it stays
 * @param cancelled what becomes of the task if somebody has cancelled it
 * @param awaits the keys of questions without whose answers it is not started again, so that it is
 *     parked if one of them is open; none where it waits for no answer
 */
public record Requeueing(
    Recording recording,
    boolean counts,
    Optional<Instant> due,
    Optional<FailedAttempt> failed,
    CancelledEnd cancelled,
    Set<String> awaits) {

  public Requeueing {
    awaits = Set.copyOf(awaits);
  }

  /** After an attempt that did not fail, of a task that waits for no answer. */
  public Requeueing(
      Recording recording, boolean counts, Optional<Instant> due, CancelledEnd cancelled) {
    this(recording, counts, due, Optional.empty(), cancelled, Set.of());
  }
}
