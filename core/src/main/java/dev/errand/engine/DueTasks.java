// SPDX-License-Identifier: Apache-2.0
package dev.errand.engine;

import dev.errand.store.Store;
import dev.errand.task.Task;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.Consumer;

/**
 * Lets tasks go that waited until they were due, ends those that waited too long, and answers what
 * nobody has answered in time.
 */
final class DueTasks {

  private final Store store;
  private final InstantSource clock;
  private final Overdue overdue;
  private final Answering answering;
  private final Runnable released;

  /**
   * What it needs of the engine.
   *
   * @param settled told of each task that so ended
   */
  record Parts(Store store, Operations operations, Consumer<Task> settled, Answering answering) {}

  /**
   * @param clock the store's
   * @param released told when there may be something to claim
   */
  DueTasks(Parts parts, InstantSource clock, Runnable released) {
    store = parts.store();
    overdue = new Overdue(store, parts.operations(), clock, parts.settled());
    answering = parts.answering();
    this.clock = clock;
    this.released = released;
  }

  /** Looks for all of them; writes only where there are any. */
  void look() {
    Instant now = clock.instant();
    while (store.nextDue().filter(next -> !next.isAfter(now)).isPresent()
        && Recorder.join(store.release(now)) > 0) {
      released.run();
    }
    overdue.look();
    answering.lapse();
  }
}
