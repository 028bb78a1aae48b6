// SPDX-License-Identifier: Apache-2.0
package dev.errand.postgres;

import dev.errand.limit.LimitRule;
import dev.errand.sql.lane.RuleRow;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/** Keeps what operators say of limits, and tells other nodes. */
final class Rules implements Command.Kind<LimitRule, Boolean> {

  private final Announcements announcements;

  Rules(Announcements announcements) {
    this.announcements = announcements;
  }

  @Override
  public void apply(Connection connection, List<Command<LimitRule, Boolean>> commands)
      throws SQLException {
    for (Command<LimitRule, Boolean> command : commands) {
      put(connection, command.request());
      announcements.limits();
      command.answered(true);
    }
  }

  private static void put(Connection connection, LimitRule rule) throws SQLException {
    if (rule.isEmpty()) {
      try (Binder delete = Binder.of(connection, RuleRow.DELETE)) {
        delete.text(rule.scope().text()).update();
      }
    } else {
      try (Binder put = Binder.of(connection, RuleRow.PUT)) {
        RuleRow.bind(put, rule).update();
      }
    }
  }
}
