// SPDX-License-Identifier: Apache-2.0
package dev.errand.postgres;

import dev.errand.task.StoreException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;

/** The rows of nodes. All times are the database's. */
final class Nodes {

  // lease.pml: register
  private static final String REGISTER =
      """
      INSERT INTO node (name, version, operations, folder, mark, started, heartbeat, lease_end)
      VALUES (?, ?, ?, ?, ?, clock_timestamp(), clock_timestamp(),
          clock_timestamp() + ? * interval '1 millisecond')
      RETURNING id, (extract(epoch FROM clock_timestamp()) * 1000)::bigint
      """;

  private static final String LOCK =
      "SELECT pg_advisory_xact_lock(hashtextextended('errand nodes of ' || current_schema(), 1))";

  // lease.pml: renewed
  private static final String RENEW =
      """
      WITH renewed AS (
        UPDATE node SET heartbeat = clock_timestamp(),
            lease_end = clock_timestamp() + ? * interval '1 millisecond'
        WHERE id = ?
        RETURNING id)
      SELECT EXISTS (SELECT FROM renewed), EXISTS (SELECT FROM node WHERE id <> ?),
          (extract(epoch FROM clock_timestamp()) * 1000)::bigint
      """;

  // lease.pml: leave
  private static final String LEAVE = "DELETE FROM node WHERE id = ?";

  /** What the node still holds, and has not been told of before. */
  // lease.pml: spare
  private static final String SPARE_HELD =
      """
      WITH mine AS MATERIALIZED (
        SELECT number FROM task
        WHERE status = 1 AND holder = ? AND spared_epoch IS DISTINCT FROM epoch
        FOR NO KEY UPDATE SKIP LOCKED)
      UPDATE task SET spared = least(attempt, spared + 1), spared_epoch = epoch
      WHERE number = ANY (ARRAY(SELECT number FROM mine))
      """;

  /** What others have taken from the node, and not ended yet. */
  private static final String SPARE_LOST =
      """
      WITH mine AS MATERIALIZED (
        SELECT number FROM task WHERE lost_holder = ? AND status < 2
        FOR NO KEY UPDATE SKIP LOCKED)
      UPDATE task SET spared = least(attempt, spared + 1), lost_holder = NULL
      WHERE number = ANY (ARRAY(SELECT number FROM mine))
      """;

  private static final long LOOK_NANOS = Duration.ofMillis(100).toNanos();

  private Nodes() {}

  /**
   * Adds this process, with a lease that begins now, and commits.
   *
   * @param wanted whatever its id
   * @throws StoreException if a node that is alive keeps its files in another folder
   */
  static Registration register(Connection connection, Node wanted, Duration lease)
      throws SQLException {
    boolean commits = connection.getAutoCommit();
    connection.setAutoCommit(false);
    try {
      awaitFit(connection, wanted);
      Registration registered = insert(connection, wanted, lease);
      connection.commit();
      return registered;
    } catch (SQLException | RuntimeException e) {
      connection.rollback();
      throw e;
    } finally {
      connection.setAutoCommit(commits);
    }
  }

  /**
   * Returns once no peer is against this node. Two that register at the same time do so one after
   * the other: the lock is held when this returns, but not while it waits.
   */
  private static void awaitFit(Connection connection, Node node) throws SQLException {
    if (node.folder().isEmpty()) {
      return;
    }
    FolderPeers peers = new FolderPeers(node, node.folder().get());
    lock(connection);
    while (!peers.fit(connection)) {
      connection.rollback();
      LockSupport.parkNanos(LOOK_NANOS);
      if (Thread.currentThread().isInterrupted()) {
        throw new StoreException("Interrupted while looking at the nodes that are there");
      }
      lock(connection);
    }
  }

  private static void lock(Connection connection) throws SQLException {
    try (Binder lock = Binder.of(connection, LOCK)) {
      lock.query().close();
    }
  }

  private static Registration insert(Connection connection, Node node, Duration lease)
      throws SQLException {
    try (Binder insert =
            Binder.of(connection, REGISTER)
                .text(node.name())
                .text(version())
                .texts(node.operations())
                .text(node.folder().map(NodeFolder::id).orElse(null))
                .text(node.folder().map(NodeFolder::mark).orElse(null))
                .number(lease.toMillis());
        ResultSet row = insert.query()) {
      row.next();
      return new Registration(node.id(row.getLong(1)), row.getLong(2));
    }
  }

  /**
   * This process as it is registered now.
   *
   * @param now the database's time, in milliseconds since 1970
   */
  record Registration(Node node, long now) {}

  /**
   * What a renewal found.
   *
   * @param held whether the lease goes on; if not, another node has taken over what ran here
   * @param company whether there are other nodes
   * @param now the database's time, in milliseconds since 1970
   */
  record Renewal(boolean held, boolean company, long now) {}

  static Renewal renew(Connection connection, Node node, Duration lease) throws SQLException {
    try (Binder update =
            Binder.of(connection, RENEW)
                .number(lease.toMillis())
                .number(node.id())
                .number(node.id());
        ResultSet row = update.query()) {
      row.next();
      return new Renewal(row.getBoolean(1), row.getBoolean(2), row.getLong(3));
    }
  }

  /** Gives the lease back, so that others need not wait for its end. */
  static void leave(Connection connection, Node node) throws SQLException {
    try (Binder delete = Binder.of(connection, LEAVE).number(node.id())) {
      delete.update();
    }
  }

  /**
   * Says that what a node was running when it lost its lease, or is stopped, does not count against
   * the recovery rule: the node itself is well. Once for each attempt, however often this is
   * called. It waits for nobody: a row that somebody is changing is passed over, and its attempt
   * counts.
   */
  static void spare(Connection connection, Node node) throws SQLException {
    try (Binder held = Binder.of(connection, SPARE_HELD).number(node.id());
        Binder lost = Binder.of(connection, SPARE_LOST).number(node.id())) {
      held.update();
      lost.update();
    }
  }

  private static String version() {
    return Optional.ofNullable(Nodes.class.getPackage().getImplementationVersion())
        .orElse("unknown");
  }
}
