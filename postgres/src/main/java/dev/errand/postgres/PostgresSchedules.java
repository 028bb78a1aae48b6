// SPDX-License-Identifier: Apache-2.0
package dev.errand.postgres;

import dev.errand.sql.SqlSchedules;
import dev.errand.store.NewTask;
import dev.errand.store.Tick;
import dev.errand.store.Ticked;
import java.util.concurrent.CompletableFuture;

/** Schedules in the database of a store, written by its one writer. */
final class PostgresSchedules extends SqlSchedules {

  private final WriterTables tables;

  PostgresSchedules(WriterTables tables) {
    super(tables);
    this.tables = tables;
  }

  @Override
  public CompletableFuture<Ticked> tick(Tick tick) {
    OpenStore store = tables.store().get();
    return tables.write(
        new Command<>(store.kinds().ticks(), tick, touched(tick), Command.Turn.ALONE));
  }

  private static Touched touched(Tick tick) {
    return tick.outcome() instanceof Tick.Outcome.Start(NewTask task)
        ? Touched.by(task)
        : Touched.NOTHING;
  }
}
