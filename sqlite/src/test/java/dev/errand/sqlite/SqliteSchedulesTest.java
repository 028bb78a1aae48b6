// SPDX-License-Identifier: Apache-2.0
package dev.errand.sqlite;

import dev.errand.store.Store;
import dev.errand.testkit.SchedulesContract;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

/** The schedules keep the contract of all schedules. */
class SqliteSchedulesTest extends SchedulesContract {

  @TempDir Path folder;

  @Override
  protected Store store() {
    return SqliteStore.in(folder);
  }
}
