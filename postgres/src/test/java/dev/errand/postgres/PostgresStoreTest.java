// SPDX-License-Identifier: Apache-2.0
package dev.errand.postgres;

import dev.errand.store.Store;
import dev.errand.testkit.StoreContract;

/** The store keeps the contract of all stores. */
class PostgresStoreTest extends StoreContract {

  private final PostgresSettings settings = Database.fresh();

  @Override
  protected Store unopened() {
    return PostgresStore.at(settings);
  }
}
