// SPDX-License-Identifier: Apache-2.0
package dev.errand.sql.lane;

import dev.errand.limit.Limit;
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

/** Rows of what operators said of limits. */
public final class RuleRow {

  public static final String ALL =
      "SELECT scope, rule, paused, changed, changed_by FROM limit_rule ORDER BY scope";

  public static final String DELETE = "DELETE FROM limit_rule WHERE scope = ?";

  public static final String PUT =
      """
      INSERT INTO limit_rule (scope, rule, paused, changed, changed_by) VALUES (?, ?, ?, ?, ?)
      ON CONFLICT (scope) DO UPDATE SET rule = excluded.rule, paused = excluded.paused,
        changed = excluded.changed, changed_by = excluded.changed_by
      """;

  private RuleRow() {}

  /** Binds {@link #PUT}. */
  public static BoundStatement bind(BoundStatement put, LimitRule rule) throws SQLException {
    return put.text(rule.scope().text())
        .text(rule.limit().map(limit -> Json.of(limit).text()).orElse(null))
        .flag(rule.paused())
        .number(Millis.of(rule.changed()))
        .text(rule.by().orElse(null));
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
