// SPDX-License-Identifier: Apache-2.0
package dev.errand.postgres;

import dev.errand.store.AttemptRef;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Tells what this node runs as far as the database knows. */
final class HeldTasks implements Command.Kind<Boolean, List<AttemptRef>> {

  // lease.pml: compare
  static final String HELD = "SELECT number, epoch FROM task WHERE status = 1 AND holder = ?";

  private final Lease lease;

  HeldTasks(Lease lease) {
    this.lease = lease;
  }

  static Command<Boolean, List<AttemptRef>> command(HeldTasks kind) {
    return new Command<>(kind, true, Touched.NOTHING, Command.Turn.TOGETHER);
  }

  @Override
  public void apply(Connection connection, List<Command<Boolean, List<AttemptRef>>> commands)
      throws SQLException {
    List<AttemptRef> held = new ArrayList<>();
    try (Binder query = Binder.of(connection, HELD).number(lease.node().id());
        ResultSet row = query.query()) {
      while (row.next()) {
        held.add(new AttemptRef(row.getLong(1), row.getLong(2)));
      }
    }
    commands.forEach(command -> command.answered(List.copyOf(held)));
  }
}
