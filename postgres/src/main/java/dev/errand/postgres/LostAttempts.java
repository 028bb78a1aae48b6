// SPDX-License-Identifier: Apache-2.0
package dev.errand.postgres;

import dev.errand.Task;
import dev.errand.store.Claimed;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The tasks that this node has taken over from nodes that are gone. Taking over makes this node the
 * holder, which fences the old attempt; a later claim raises the epoch as well. Safe for all
 * threads.
 */
final class LostAttempts {

  /**
   * Deleting the row of a node whose lease has ended is what decides: a renewal that comes first
   * keeps it, one that comes later finds nothing to renew. A claim that was on its way at that
   * moment leaves a task whose holder has no row, which counts as well. Tasks of operations that
   * are not registered here are left to nodes where they are, while there are any; and what another
   * node took because there were none is taken from it by one that can run it.
   */
  static final String TAKE_OVER =
      """
      WITH gone AS (
        DELETE FROM node WHERE lease_end <= clock_timestamp() RETURNING id)
      UPDATE task SET holder = ?
      WHERE status = 1 AND holder <> ?
        AND (
          holder IN (SELECT id FROM gone) OR NOT EXISTS (SELECT FROM node WHERE id = holder)
          OR operation = ANY (?) AND NOT EXISTS (
            SELECT FROM node WHERE id = holder AND task.operation = ANY (operations)))
        AND (operation = ANY (?) OR NOT EXISTS (
          SELECT FROM node
          WHERE lease_end > clock_timestamp() AND task.operation = ANY (operations)))
      RETURNING number, epoch
      """;

  private static final String LEFT =
      "SELECT "
          + ClaimedRow.COLUMNS
          + """

          FROM task JOIN unnest(?, ?) AS taken (taken_number, taken_epoch)
            ON number = taken_number AND epoch = taken_epoch
          WHERE status = 1 AND holder = ?
          ORDER BY number
          """;

  /** How long what no live node can run is kept for one that may come, before it is given up. */
  static final Duration PATIENCE = Duration.ofMinutes(10);

  private record Taken(long number, long epoch, long nanos) {}

  private final Duration patience;

  private final Map<Long, Taken> taken = new LinkedHashMap<>();

  LostAttempts(Duration patience) {
    this.patience = patience;
  }

  /** Takes over what there is. */
  synchronized void takeOver(Connection connection, Node node) throws SQLException {
    try (Binder update =
            Binder.of(connection, TAKE_OVER)
                .number(node.id())
                .number(node.id())
                .texts(node.operations())
                .texts(node.operations());
        ResultSet row = update.query()) {
      while (row.next()) {
        taken.put(row.getLong(1), new Taken(row.getLong(1), row.getLong(2), System.nanoTime()));
      }
    }
  }

  /**
   * Those taken over that still are as they were found, and are to be decided on now: at once if
   * this node knows their recovery rule or somebody has cancelled them, the others when no node
   * that knows it has come in time.
   */
  synchronized List<Claimed> left(Connection connection, Node node) throws SQLException {
    if (taken.isEmpty()) {
      return List.of();
    }
    List<Claimed> left = new ArrayList<>();
    try (Binder query =
            Binder.of(connection, LEFT)
                .array("bigint", taken.values(), Taken::number)
                .array("bigint", taken.values(), Taken::epoch)
                .number(node.id());
        ResultSet row = query.query()) {
      while (row.next()) {
        left.add(ClaimedRow.read(row));
      }
    }
    taken.keySet().retainAll(left.stream().map(one -> one.task().id().number()).toList());
    return left.stream().filter(one -> isDue(one.task(), node)).toList();
  }

  private boolean isDue(Task task, Node node) {
    Taken found = taken.get(task.id().number());
    return node.operations().contains(task.operation())
        || task.cancelRequest().isPresent()
        || found == null
        || System.nanoTime() - found.nanos() >= patience.toNanos();
  }
}
