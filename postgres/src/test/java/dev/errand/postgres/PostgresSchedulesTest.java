// SPDX-License-Identifier: Apache-2.0
package dev.errand.postgres;

import dev.errand.store.Store;
import dev.errand.testkit.SchedulesContract;

/** The schedules keep the contract of all schedules. */
class PostgresSchedulesTest extends SchedulesContract {

  @Override
  protected Store store() {
    return PostgresStore.at(Database.fresh());
  }
}
