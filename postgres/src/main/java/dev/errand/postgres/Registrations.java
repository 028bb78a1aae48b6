// SPDX-License-Identifier: Apache-2.0
package dev.errand.postgres;

import dev.errand.task.StoreException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;

/**
 * Tells other nodes which operations this one runs, when these are not those that it was registered
 * with. They take from a node what they can run and it cannot, so the row always names all that
 * this node claims: what goes away is claimed no more before that, by the same thread; what comes
 * is claimed after it; and what runs here stays named as long as it runs.
 */
final class Registrations implements Command.Kind<Set<String>, Long> {

  static final String OPERATIONS =
      """
      UPDATE node SET operations = ARRAY(
        SELECT unnest(?) UNION SELECT operation FROM task WHERE status = 1 AND holder = ?)
      WHERE id = ?
      """;

  private final Lease lease;

  Registrations(Lease lease) {
    this.lease = lease;
  }

  /** Answers the id of the node whose row it is. */
  static Command<Set<String>, Long> command(Registrations kind, Set<String> operations) {
    return new Command<>(kind, operations, Touched.NOTHING, Command.Turn.TOGETHER);
  }

  @Override
  public void apply(Connection connection, List<Command<Set<String>, Long>> commands)
      throws SQLException {
    for (Command<Set<String>, Long> command : commands) {
      lease.keep(command.request());
      long id = lease.node().id();
      if (update(connection, command.request(), id) == 0) {
        command.fail(anew());
      } else {
        command.answered(id);
      }
    }
  }

  private static int update(Connection connection, Set<String> operations, long id)
      throws SQLException {
    try (Binder update =
        Binder.of(connection, OPERATIONS).texts(operations).number(id).number(id)) {
      return update.update();
    }
  }

  /** Has the operations claimed. */
  void take(Set<String> operations, long id) {
    if (!lease.take(operations, id)) {
      throw anew();
    }
  }

  private static StoreException anew() {
    return new StoreException(
        "This node has lost its lease and is being registered anew; try again in a moment.");
  }
}
