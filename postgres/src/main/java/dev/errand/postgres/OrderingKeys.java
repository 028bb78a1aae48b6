// SPDX-License-Identifier: Apache-2.0
package dev.errand.postgres;

import dev.errand.task.Task;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Keeps changes that concern the same ordering key apart, on all nodes, until their commits: adding
 * a task to a key, and ending one of it. So tasks of a key become visible in the order of their
 * numbers, and who ends one sees all that wait for it. Locks are taken in one order, before any row
 * is locked. Used by the writing thread only.
 */
final class OrderingKeys {

  /** An array is unnested in its order; the hash is that of the index. */
  private static final String LOCK =
      """
      SELECT pg_advisory_xact_lock(hash) FROM (
        SELECT DISTINCT hashtextextended(wanted.key, 0) AS hash
        FROM unnest(?) AS wanted (key) ORDER BY 1) AS hashes
      """;

  private static final String LOOK_UP =
      "SELECT ordering_key FROM task WHERE number = ANY (?) AND ordering_key IS NOT NULL";

  static final String RELEASE =
      """
      UPDATE task SET held = false
      WHERE held AND due IS NULL AND NOT parked AND number = ANY (ARRAY(
        SELECT (SELECT next.number FROM task AS next
                WHERE hashtextextended(next.ordering_key, 0) = hashtextextended(free.key, 0)
                  AND next.ordering_key = free.key AND next.ordering_key IS NOT NULL
                  AND next.status < 2
                ORDER BY next.number LIMIT 1)
        FROM unnest(?) AS free (key)))
      """;

  /** A task never changes its key. */
  private final RunningTasks running;

  private final Announcements announcements;

  OrderingKeys(RunningTasks running, Announcements announcements) {
    this.running = running;
    this.announcements = announcements;
  }

  /** To be called at the beginning of a transaction. */
  void lock(Connection connection, Collection<Touched> changes) throws SQLException {
    Set<String> keys = new TreeSet<>();
    List<Long> unknown = new ArrayList<>();
    for (Touched change : changes) {
      change.orderingKey().map(Binder::kept).ifPresent(keys::add);
      if (change.ends()) {
        running
            .get(change.number())
            .ifPresentOrElse(
                task -> task.submission().orderingKey().map(Binder::kept).ifPresent(keys::add),
                () -> unknown.add(change.number()));
      }
    }
    if (!unknown.isEmpty()) {
      lookUp(connection, unknown, keys);
    }
    if (!keys.isEmpty()) {
      try (Binder lock = Binder.of(connection, LOCK).texts(keys);
          ResultSet rows = lock.query()) {
        while (rows.next()) {
          // Each row is a lock that is held now.
        }
      }
    }
  }

  private static void lookUp(Connection connection, List<Long> numbers, Set<String> keys)
      throws SQLException {
    try (Binder query = Binder.of(connection, LOOK_UP).numbers(numbers);
        ResultSet row = query.query()) {
      while (row.next()) {
        keys.add(row.getString(1));
      }
    }
  }

  /** Lets the first unfinished task of each key go, after these have ended. */
  void release(Connection connection, Collection<Task> ended) throws SQLException {
    Set<String> keys = new TreeSet<>();
    for (Task task : ended) {
      task.submission().orderingKey().ifPresent(keys::add);
    }
    if (!keys.isEmpty()) {
      try (Binder release = Binder.of(connection, RELEASE).texts(keys)) {
        if (release.update() > 0) {
          announcements.work();
        }
      }
    }
  }
}
