// SPDX-License-Identifier: Apache-2.0
package dev.errand.spring;

import dev.errand.store.Store;
import java.time.Instant;
import java.time.InstantSource;

/**
 * The clock by which all servers of a store tell the time: the database's, once the store is open,
 * or this machine's where one server has the store to itself. Safe for all threads.
 */
public final class ErrandClock implements InstantSource {

  private final InstantSource shared;

  public ErrandClock(Store store) {
    shared = store.clock(InstantSource.system());
  }

  @Override
  public Instant instant() {
    return shared.instant();
  }
}
