// SPDX-License-Identifier: Apache-2.0
package dev.errand.postgres;

import dev.errand.StoreException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;

/** The rows of nodes. All times are the database's. */
final class Nodes {

  private static final String REGISTER =
      """
      INSERT INTO node (name, version, operations, folder, started, heartbeat, lease_end)
      VALUES (?, ?, ?, ?, clock_timestamp(), clock_timestamp(),
          clock_timestamp() + ? * interval '1 millisecond')
      RETURNING id
      """;

  private static final String LOCK =
      "SELECT pg_advisory_xact_lock(hashtextextended('errand nodes of ' || current_schema(), 1))";

  private static final String ELSEWHERE =
      "SELECT name FROM node WHERE folder <> ? AND lease_end > clock_timestamp() LIMIT 1";

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

  /**
   * Adds this process, with a lease that begins now, and commits.
   *
   * @param wanted whatever its id
   * @throws StoreException if a node that is alive keeps its files in another folder
   */
  static Node register(Connection connection, Node wanted, Duration lease) throws SQLException {
    boolean commits = connection.getAutoCommit();
    connection.setAutoCommit(false);
    try {
      requireSameFolder(connection, wanted);
      Node registered = wanted.id(insert(connection, wanted, lease));
      connection.commit();
      return registered;
    } catch (SQLException | RuntimeException e) {
      connection.rollback();
      throw e;
    } finally {
      connection.setAutoCommit(commits);
    }
  }

  /** Two that register at the same time do so one after the other. */
  private static void requireSameFolder(Connection connection, Node node) throws SQLException {
    if (node.folder().isEmpty()) {
      return;
    }
    try (Binder lock = Binder.of(connection, LOCK)) {
      lock.query().close();
    }
    try (Binder query = Binder.of(connection, ELSEWHERE).text(node.folder().get());
        ResultSet row = query.query()) {
      if (row.next()) {
        throw new StoreException(
            "The node %s is at work on this database and keeps its files in another folder, where this one cannot reach them. Stop that node first (if it was killed, wait until its lease ends, some seconds), or use another database."
                .formatted(row.getString(1)));
      }
    }
  }

  private static long insert(Connection connection, Node node, Duration lease) throws SQLException {
    try (Binder insert =
            Binder.of(connection, REGISTER)
                .text(node.name())
                .text(version())
                .texts(node.operations())
                .text(node.folder().orElse(null))
                .number(lease.toMillis());
        ResultSet row = insert.query()) {
      row.next();
      return row.getLong(1);
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
