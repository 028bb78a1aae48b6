// SPDX-License-Identifier: Apache-2.0
package dev.errand.postgres;

import dev.errand.sql.SqlTicks;
import dev.errand.store.Tick;
import dev.errand.store.Ticked;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/**
 * Takes ticks of schedules. Of several nodes at the same tick one waits for the row that the other
 * has changed, and then finds it changed.
 */
final class Ticks implements Command.Kind<Tick, Ticked> {

  private final Inserts inserts;

  Ticks(Inserts inserts) {
    this.inserts = inserts;
  }

  @Override
  public void apply(Connection connection, List<Command<Tick, Ticked>> commands)
      throws SQLException {
    for (Command<Tick, Ticked> command : commands) {
      try (OpenStatements statements = new OpenStatements(connection)) {
        command.answered(
            SqlTicks.take(statements, command.request(), task -> inserts.insert(connection, task)));
      }
    }
  }
}
