// SPDX-License-Identifier: Apache-2.0
package dev.errand.postgres;

import dev.errand.limit.LimitChange;
import dev.errand.limit.LimitRule;
import dev.errand.limit.Running;
import dev.errand.sql.lane.RuleRow;
import dev.errand.store.LimitStore;
import dev.errand.store.QueuePlace;
import java.sql.ResultSet;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** Limits in the same database as the tasks. Safe for all threads. */
record KeptLimits(OpenStore store, Waiting waiting) implements LimitStore {

  /** Of tasks that could be started; in their order, so that its index is taken and no other. */
  static final String PLACE =
      """
      SELECT it.held, (
        SELECT count(*) FROM (
          SELECT FROM task
          WHERE status = 0 AND NOT held AND waits = it.waits AND priority > it.priority
          ORDER BY priority DESC, number
          LIMIT ?) AS before) + (
        SELECT count(*) FROM (
          SELECT FROM task
          WHERE status = 0 AND NOT held AND waits = it.waits AND priority = it.priority
            AND number < it.number
          ORDER BY priority DESC, number
          LIMIT ?) AS beside)
      FROM task AS it WHERE it.number = ? AND it.status = 0
      """;

  @Override
  public List<LimitRule> rules() {
    return store
        .reader()
        .ask(connection -> {
          try (Binder query = Binder.of(connection, RuleRow.ALL);
              ResultSet row = query.query()) {
            return RuleRow.all(row);
          }
        });
  }

  @Override
  public CompletableFuture<Boolean> change(LimitChange change) {
    return waiting.write(
        new Command<>(store.kinds().rules(), change, Touched.NOTHING, Command.Turn.ALONE));
  }

  @Override
  public Running running() {
    return store.reader().ask(connection -> WaitingLanes.running(connection, store.lease().node()));
  }

  @Override
  public Optional<QueuePlace> place(long number, int most) {
    return store
        .reader()
        .ask(connection -> {
          try (Binder query =
                  Binder.of(connection, PLACE).number(most).number(most).number(number);
              ResultSet row = query.query()) {
            return row.next()
                ? Optional.of(new QueuePlace(row.getBoolean(1), Math.min(most, row.getLong(2))))
                : Optional.empty();
          }
        });
  }
}
