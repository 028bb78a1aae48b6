// SPDX-License-Identifier: Apache-2.0
package dev.errand.engine;

import dev.errand.store.Store;
import java.time.Instant;
import java.time.InstantSource;

/** Lets tasks go that waited until they were due, and ends those that waited too long. */
final class DueTasks {

  private final Store store;
  private final InstantSource clock;
  private final Overdue overdue;
  private final Runnable released;

  /**
   * @param clock the store's
   * @param released told when there may be something to claim
   */
  DueTasks(Store store, InstantSource clock, Overdue overdue, Runnable released) {
    this.store = store;
    this.clock = clock;
    this.overdue = overdue;
    this.released = released;
  }

  /** Looks for both; writes only where there are any. */
  void look() {
    Instant now = clock.instant();
    while (store.nextDue().filter(next -> !next.isAfter(now)).isPresent()
        && Recorder.join(store.release(now)) > 0) {
      released.run();
    }
    overdue.look();
  }
}
