// SPDX-License-Identifier: Apache-2.0
package dev.errand.sqlite;

import dev.errand.store.Store;
import dev.errand.testkit.StoreContract;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

/** The store keeps the contract of all stores. */
class SqliteStoreTest extends StoreContract {

  @TempDir Path folder;

  @Override
  protected Store unopened() {
    return SqliteStore.in(folder);
  }
}
