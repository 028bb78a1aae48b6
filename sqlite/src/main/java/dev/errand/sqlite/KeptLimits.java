// SPDX-License-Identifier: Apache-2.0
package dev.errand.sqlite;

import dev.errand.limit.LimitChange;
import dev.errand.limit.LimitRule;
import dev.errand.limit.Running;
import dev.errand.sql.lane.RuleRow;
import dev.errand.store.LimitStore;
import dev.errand.store.QueuePlace;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** Limits in the same file as the tasks. Safe for all threads. */
record KeptLimits(OpenStore store) implements LimitStore {

  /** Of tasks that could be started, by the index of the order in which they are. */
  static final String PLACE =
      """
      SELECT it.hold, (SELECT count(*) FROM (
        SELECT 1 FROM (
          SELECT 1 FROM task INDEXED BY task_claimable
          WHERE status = 0 AND hold = 0 AND waits = it.waits AND priority > it.priority
          LIMIT ?1)
        UNION ALL
        SELECT 1 FROM (
          SELECT 1 FROM task INDEXED BY task_claimable
          WHERE status = 0 AND hold = 0 AND waits = it.waits AND priority = it.priority
            AND number < it.number
          LIMIT ?1)))
      FROM task AS it WHERE it.number = ?2 AND it.status = 0
      """;

  @Override
  public List<LimitRule> rules() {
    return store
        .readers()
        .ask(file -> {
          try (ResultSet row = file.get(RuleRow.ALL).executeQuery()) {
            return RuleRow.all(row);
          }
        });
  }

  @Override
  public CompletableFuture<Boolean> change(LimitChange change) {
    return store
        .writer()
        .write(() -> {
          RuleRow.change((sql, bound) -> run(store.connection(), sql, bound), change);
          return true;
        });
  }

  private static void run(Statements statements, String sql, RuleRow.Bound bound)
      throws SQLException {
    Binder statement = Binder.of(statements.get(sql));
    bound.to(statement);
    int _ = statement.update();
  }

  @Override
  public Running running() {
    return store.readers().ask(WaitingLanes::running);
  }

  @Override
  public Optional<QueuePlace> place(long number, int most) {
    return store
        .readers()
        .ask(file -> {
          try (ResultSet row = Binder.of(file.get(PLACE)).number(most).number(number).query()) {
            return row.next()
                ? Optional.of(new QueuePlace(row.getInt(1) != 0, Math.min(most, row.getLong(2))))
                : Optional.empty();
          }
        });
  }
}
