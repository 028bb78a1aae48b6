// SPDX-License-Identifier: Apache-2.0
package dev.errand.postgres;

import dev.errand.store.Store;
import java.time.InstantSource;

/** Stores whose time a test sets by hand: that of the engine, and not the database's. */
final class OwnClock {

  private OwnClock() {}

  /** The store, except that {@link Store#clock(InstantSource)} answers with the node's own. */
  static Store of(Store store) {
    return StoreBetween.of(
        store, (method, arguments, call) -> method.equals("clock") ? arguments[0] : call.real());
  }
}
