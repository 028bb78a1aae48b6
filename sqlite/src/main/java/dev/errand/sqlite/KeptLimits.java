// SPDX-License-Identifier: Apache-2.0
package dev.errand.sqlite;

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
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/** Limits in the same file as the tasks. Safe for all threads. */
record KeptLimits(OpenStore store) implements LimitStore {

  /**
   * Of tasks that could be started, by the index of the order in which they are; the row without an
   * operation says whether the task itself is held.
   */
  static final String PLACE =
      """
      WITH it AS MATERIALIZED (
        SELECT number, hold, waits, priority FROM task WHERE number = ?2 AND status = 0)
      SELECT NULL, hold FROM it
      UNION ALL
      SELECT operation, count(*) FROM (
        SELECT operation FROM (
          SELECT operation FROM task INDEXED BY task_claimable
          WHERE status = 0 AND hold = 0 AND waits = (SELECT waits FROM it)
            AND priority > (SELECT priority FROM it)
          LIMIT ?1)
        UNION ALL
        SELECT operation FROM (
          SELECT operation FROM task INDEXED BY task_claimable
          WHERE status = 0 AND hold = 0 AND waits = (SELECT waits FROM it)
            AND priority = (SELECT priority FROM it) AND number < (SELECT number FROM it)
          LIMIT ?1)
        LIMIT ?1)
      GROUP BY operation
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
  public List<Allowance> allowances(List<Limits.Applied> bounds, Instant now) {
    Set<String> operations = store.changes().holds().operations();
    return store
        .readers()
        .ask(file ->
            new Allowances(
                    (scope, most) -> KnownWaiting.counted(file, operations, scope, most),
                    scope -> new KeptRates(file).until(scope))
                .of(bounds, now));
  }

  @Override
  public Optional<QueuePlace> place(long number, int most) {
    return store
        .readers()
        .ask(file -> {
          try (ResultSet row = Binder.of(file.get(PLACE)).number(most).number(number).query()) {
            return place(row);
          }
        });
  }

  private static Optional<QueuePlace> place(ResultSet row) throws SQLException {
    Optional<Boolean> held = Optional.empty();
    Map<String, Long> before = new HashMap<>();
    while (row.next()) {
      Optional<String> operation = Optional.ofNullable(row.getString(1));
      long figure = row.getLong(2);
      if (operation.isEmpty()) {
        held = Optional.of(figure != 0);
      }
      operation.ifPresent(name -> before.put(name, figure));
    }
    return held.map(holds -> new QueuePlace(holds, before));
  }
}
