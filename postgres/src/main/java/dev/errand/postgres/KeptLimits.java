// SPDX-License-Identifier: Apache-2.0
package dev.errand.postgres;

import dev.errand.limit.Allowance;
import dev.errand.limit.LimitChange;
import dev.errand.limit.LimitRule;
import dev.errand.limit.Limits;
import dev.errand.limit.Running;
import dev.errand.sql.lane.Allowances;
import dev.errand.sql.lane.RuleRow;
import dev.errand.store.LimitStore;
import dev.errand.store.QueuePlace;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** Limits in the same database as the tasks. Safe for all threads. */
record KeptLimits(OpenStore store, Waiting waiting) implements LimitStore {

  /** Of tasks that could be started; in their order, so that its index is taken and no other. */
  static final String PLACE =
      """
      SELECT it.held, ahead.operation, ahead.count
      FROM task AS it LEFT JOIN LATERAL (
        SELECT operation, count(*) AS count FROM (
          SELECT operation FROM (
            SELECT operation FROM task
            WHERE status = 0 AND NOT held AND waits = it.waits AND priority > it.priority
            ORDER BY priority DESC, number
            LIMIT ?) AS before
          UNION ALL
          SELECT operation FROM (
            SELECT operation FROM task
            WHERE status = 0 AND NOT held AND waits = it.waits AND priority = it.priority
              AND number < it.number
            ORDER BY priority DESC, number
            LIMIT ?) AS beside
          LIMIT ?) AS merged
        GROUP BY operation) AS ahead ON true
      WHERE it.number = ? AND it.status = 0
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
  public List<Allowance> allowances(List<Limits.Applied> bounds, Instant now) {
    Collection<String> operations = store.lease().node().operations();
    return store
        .reader()
        .ask(connection ->
            new Allowances(
                    (scope, most) -> BatchedWaiting.counted(connection, operations, scope, most),
                    scope -> BatchedRates.read(connection, scope))
                .of(bounds, now));
  }

  @Override
  public Optional<QueuePlace> place(long number, int most) {
    return store
        .reader()
        .ask(connection -> {
          try (Binder query = Binder.of(connection, PLACE);
              ResultSet row = query.number(most).number(most).number(most).number(number).query()) {
            return row.next() ? Optional.of(place(row)) : Optional.empty();
          }
        });
  }

  /** Without an operation if none is ahead. */
  private static QueuePlace place(ResultSet row) throws SQLException {
    boolean held = row.getBoolean(1);
    Map<String, Long> before = new HashMap<>();
    do {
      Optional<String> operation = Optional.ofNullable(row.getString(2));
      long count = row.getLong(3);
      operation.ifPresent(name -> before.put(name, count));
    } while (row.next());
    return new QueuePlace(held, before);
  }
}
