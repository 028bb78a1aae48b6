// SPDX-License-Identifier: Apache-2.0
package dev.errand.postgres;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/** The rows of nodes. All times are the database's. */
final class Nodes {

  private static final String REGISTER =
      """
      INSERT INTO node (name, version, operations, started, heartbeat, lease_end)
      VALUES (?, ?, ?, clock_timestamp(), clock_timestamp(),
          clock_timestamp() + ? * interval '1 millisecond')
      RETURNING id
      """;

  private static final String RENEW =
      """
      WITH renewed AS (
        UPDATE node SET heartbeat = clock_timestamp(),
            lease_end = clock_timestamp() + ? * interval '1 millisecond'
        WHERE id = ?
        RETURNING id)
      SELECT EXISTS (SELECT FROM renewed), EXISTS (SELECT FROM node WHERE id <> ?)
      """;

  private static final String LEAVE = "DELETE FROM node WHERE id = ?";

  private Nodes() {}

  /** Adds this process, with a lease that begins now. */
  static Node register(Connection connection, String name, Set<String> operations, Duration lease)
      throws SQLException {
    try (Binder insert =
            Binder.of(connection, REGISTER)
                .text(name)
                .text(version())
                .texts(operations)
                .number(lease.toMillis());
        ResultSet row = insert.query()) {
      row.next();
      return new Node(row.getLong(1), name, operations);
    }
  }

  /**
   * What a renewal found.
   *
   * @param held whether the lease goes on; if not, another node has taken over what ran here
   * @param company whether there are other nodes
   */
  record Renewal(boolean held, boolean company) {}

  static Renewal renew(Connection connection, Node node, Duration lease) throws SQLException {
    try (Binder update =
            Binder.of(connection, RENEW)
                .number(lease.toMillis())
                .number(node.id())
                .number(node.id());
        ResultSet row = update.query()) {
      row.next();
      return new Renewal(row.getBoolean(1), row.getBoolean(2));
    }
  }

  /** Gives the lease back, so that others need not wait for its end. */
  static void leave(Connection connection, Node node) throws SQLException {
    try (Binder delete = Binder.of(connection, LEAVE).number(node.id())) {
      delete.update();
    }
  }

  private static String version() {
    return Optional.ofNullable(Nodes.class.getPackage().getImplementationVersion())
        .orElse("unknown");
  }
}
