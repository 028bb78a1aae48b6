// SPDX-License-Identifier: Apache-2.0
package dev.errand.sql.lane;

import dev.errand.limit.Limit;
import dev.errand.limit.LimitChange;
import dev.errand.limit.LimitRule;
import dev.errand.limit.Scope;
import dev.errand.sql.BoundStatement;
import dev.errand.sql.Millis;
import dev.errand.task.Json;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Rows of what operators said of limits. */
public final class RuleRow {

  public static final String ALL =
      "SELECT scope, rule, paused, changed, changed_by FROM limit_rule ORDER BY scope";

  /** Of a scope of which nothing is said any more. */
  private static final String CLEAN =
      "DELETE FROM limit_rule WHERE scope = ? AND rule IS NULL AND NOT paused";

  private static final String SET_LIMIT =
      """
      INSERT INTO limit_rule (scope, rule, paused, changed, changed_by) VALUES (?, ?, false, ?, ?)
      ON CONFLICT (scope) DO UPDATE SET rule = excluded.rule,
        changed = excluded.changed, changed_by = excluded.changed_by
      """;

  private static final String SET_PAUSED =
      """
      INSERT INTO limit_rule (scope, paused, changed, changed_by) VALUES (?, ?, ?, ?)
      ON CONFLICT (scope) DO UPDATE SET paused = excluded.paused,
        changed = excluded.changed, changed_by = excluded.changed_by
      """;

  private RuleRow() {}

  /** Runs a statement with what is bound to it. */
  @FunctionalInterface
  public interface Statements {
    void run(String sql, Bound bound) throws SQLException;
  }

  /** Binds the parameters of a statement. */
  @FunctionalInterface
  public interface Bound {
    void to(BoundStatement statement) throws SQLException;
  }

  /** Makes a change; each part of a rule by itself, so that two who change both lose nothing. */
  public static void change(Statements statements, LimitChange change) throws SQLException {
    String scope = change.scope().text();
    long changed = Millis.of(change.changed());
    @Nullable String by = change.by().orElse(null);
    switch (change.what()) {
      case LimitChange.What.Bounded(Optional<Limit> limit) ->
          statements.run(
              SET_LIMIT,
              row ->
                  row.text(scope)
                      .text(limit.map(said -> Json.of(said).text()).orElse(null))
                      .number(changed)
                      .text(by));
      case LimitChange.What.Paused(boolean paused) ->
          statements.run(SET_PAUSED, row -> row.text(scope).flag(paused).number(changed).text(by));
    }
    statements.run(CLEAN, row -> row.text(scope));
  }

  /** All rows, which the caller closes. Scopes of a newer program are left out. */
  public static List<LimitRule> all(ResultSet row) throws SQLException {
    List<LimitRule> rules = new ArrayList<>();
    while (row.next()) {
      Optional<Scope> scope = Scope.read(row.getString(1));
      if (scope.isPresent()) {
        rules.add(read(scope.get(), row));
      }
    }
    return rules;
  }

  private static LimitRule read(Scope scope, ResultSet row) throws SQLException {
    return new LimitRule(
        scope,
        Optional.ofNullable(row.getString(2)).map(rule -> new Json(rule).as(Limit.class)),
        row.getBoolean(3),
        Instant.ofEpochMilli(row.getLong(4)),
        Optional.ofNullable(row.getString(5)));
  }
}
