// SPDX-License-Identifier: Apache-2.0
package dev.errand.sqlite;

import dev.errand.sql.SqlSchedules;
import dev.errand.sql.SqlTicks;
import dev.errand.store.Tick;
import dev.errand.store.Ticked;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/** Schedules in the file of a store that is open, written by its one writer. */
final class SqliteSchedules extends SqlSchedules {

  private final Supplier<OpenStore> store;

  /**
   * @param store throws while it is not open
   */
  SqliteSchedules(Supplier<OpenStore> store) {
    super(new WriterTables(store));
    this.store = store;
  }

  @Override
  public CompletableFuture<Ticked> tick(Tick tick) {
    OpenStore open = store.get();
    return open.writer()
        .write(() ->
            SqlTicks.take(
                sql -> Binder.of(open.connection().get(sql)),
                tick,
                task -> open.changes().inserts().insert(task).task()));
  }
}
