// SPDX-License-Identifier: Apache-2.0
package dev.errand.postgres;

import dev.errand.limit.LimitChange;
import dev.errand.sql.lane.RuleRow;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/** Keeps what operators say of limits, and tells other nodes. */
final class Rules implements Command.Kind<LimitChange, Boolean> {

  private final Announcements announcements;

  Rules(Announcements announcements) {
    this.announcements = announcements;
  }

  @Override
  public void apply(Connection connection, List<Command<LimitChange, Boolean>> commands)
      throws SQLException {
    for (Command<LimitChange, Boolean> command : commands) {
      RuleRow.change((sql, bound) -> run(connection, sql, bound), command.request());
      announcements.limits();
      command.answered(true);
    }
  }

  private static void run(Connection connection, String sql, RuleRow.Bound bound)
      throws SQLException {
    try (Binder statement = Binder.of(connection, sql)) {
      bound.to(statement);
      int _ = statement.update();
    }
  }
}
