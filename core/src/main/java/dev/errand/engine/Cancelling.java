// SPDX-License-Identifier: Apache-2.0
package dev.errand.engine;

import dev.errand.store.Store;
import dev.errand.task.CancelRequest;
import dev.errand.task.Task;
import dev.errand.task.TaskId;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Consumer;

/** Has tasks stop that callers want stopped. Safe for all threads. */
final class Cancelling {

  private final Parts parts;
  private final InstantSource clock;

  /**
   * What it needs of the engine.
   *
   * @param settled told of each task that ended by this
   */
  record Parts(
      Store store,
      Operations operations,
      Attempts attempts,
      Watches watches,
      Consumer<Task> settled) {}

  /**
   * @param clock the store's
   */
  Cancelling(Parts parts, InstantSource clock) {
    this.parts = parts;
    this.clock = clock;
  }

  /** The task afterwards as it is stored; empty if there is none. */
  Optional<Task> cancel(TaskId id, Optional<String> by) {
    CancelRequest request = new CancelRequest(Instant.ofEpochMilli(clock.millis()), by);
    Optional<Task> after =
        Recorder.join(
            parts
                .store()
                .cancel(
                    id.number(),
                    request,
                    parts.operations().retentions(),
                    TaskNotes::cancelledWhileWaiting));
    after.ifPresent(task -> tell(task, request));
    return after;
  }

  private void tell(Task task, CancelRequest request) {
    parts.watches().changed(task.id().number());
    if (!task.status().isTerminal()) {
      parts.attempts().cancel(task);
    } else if (request.hasEnded(task)) {
      parts.settled().accept(task);
    }
  }
}
