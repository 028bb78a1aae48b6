// SPDX-License-Identifier: Apache-2.0
package dev.errand.postgres;

import static java.util.Objects.requireNonNull;

import dev.errand.sql.ClaimedRow;
import dev.errand.store.AttemptRef;
import dev.errand.store.Claimed;
import dev.errand.store.Lost;
import dev.errand.store.Right;
import dev.errand.task.Task;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The tasks that this node has taken over from nodes that are gone, or holds without running them.
 * Taking over makes this node the holder and gives the task another epoch, which fences the old
 * attempt. Safe for all threads.
 */
final class LostAttempts {

  /**
   * Deleting the row of a node whose lease has ended is what decides: a renewal that comes first
   * keeps it, one that comes later finds nothing to renew. A claim that was on its way at that
   * moment leaves a task whose holder has no row, which counts as well. Tasks of operations that
   * are not registered here are left to nodes where they are, while there are any; and what another
   * node took because there were none is taken from it by one that can run it.
   *
   * <p>A row whose lock is waited for may be another attempt's by then, of a node that this
   * statement's snapshot does not know: so each is taken only from the holder, and with the epoch,
   * that it was found with. No node is judged while the database itself is up for less than a
   * lease: all of them may have lost theirs by that.
   */
  // lease.pml: take-over, taken-over
  static final String TAKE_OVER =
      """
      WITH gone AS (
        DELETE FROM node
        WHERE ? AND id <> ? AND lease_end <= clock_timestamp()
          AND pg_postmaster_start_time() <= clock_timestamp() - ? * interval '1 millisecond'
        RETURNING id),
      dead AS MATERIALIZED (
        SELECT number, epoch, holder FROM task
        WHERE status = 1 AND holder <> ?
          AND (
            holder IN (SELECT id FROM gone) OR NOT EXISTS (SELECT FROM node WHERE id = holder)
            OR operation = ANY (?) AND NOT EXISTS (
              SELECT FROM node WHERE id = holder AND task.operation = ANY (operations)))
          AND (operation = ANY (?) OR NOT EXISTS (
            SELECT FROM node
            WHERE lease_end > clock_timestamp() AND task.operation = ANY (operations))))
      UPDATE task SET holder = ?, epoch = %s,
          lost_holder = CASE WHEN task.spared_epoch = task.epoch THEN NULL ELSE task.holder END
      FROM dead
      WHERE task.number = dead.number AND task.epoch = dead.epoch AND task.holder = dead.holder
      RETURNING task.number, task.epoch, dead.epoch, task.lost_holder IS NOT NULL
      """
          .formatted(Epochs.NEXT);

  // lease.pml: left
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

  /**
   * What was taken over.
   *
   * @param epoch that it has now
   * @param before that of the attempt that got lost
   */
  private record Taken(long number, long epoch, long before, Lost.Way way, long nanos) {}

  private final Duration patience;

  private final Map<Long, Taken> taken = new LinkedHashMap<>();

  LostAttempts(Duration patience) {
    this.patience = patience;
  }

  /** Takes over what there is. */
  synchronized void takeOver(Connection connection, Lease lease) throws SQLException {
    Node node = lease.node();
    try (Binder update =
            Binder.of(connection, TAKE_OVER)
                .flag(lease.judgesOthers())
                .number(node.id())
                .number(lease.duration().toMillis())
                .number(node.id())
                .texts(node.operations())
                .texts(node.operations())
                .number(node.id());
        ResultSet row = update.query()) {
      while (row.next()) {
        taken.put(
            row.getLong(1),
            new Taken(
                row.getLong(1),
                row.getLong(2),
                row.getLong(3),
                row.getBoolean(4) ? Lost.Way.GONE : Lost.Way.SPARED,
                System.nanoTime()));
      }
    }
  }

  /** Adds what this node holds and nobody runs. */
  synchronized void add(Collection<AttemptRef> unattended) {
    for (AttemptRef one : unattended) {
      taken.merge(
          one.number(),
          new Taken(one.number(), one.epoch(), one.epoch(), Lost.Way.UNATTENDED, System.nanoTime()),
          (known, found) -> known.epoch() == found.epoch() ? known : found);
    }
  }

  /**
   * Those taken over that still are as they were found, and are to be decided on now: at once if
   * this node knows their recovery rule or somebody has cancelled them, the others when no node
   * that knows it has come in time.
   */
  synchronized List<Lost> left(Connection connection, Lease lease) throws SQLException {
    Node node = lease.node();
    Right right = () -> lease.isHeldBy(node.id());
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
        left.add(TaskReader.CLAIMED.read(row, right));
      }
    }
    taken.keySet().retainAll(left.stream().map(one -> one.task().id().number()).toList());
    List<Lost> due = new ArrayList<>();
    for (Claimed one : left) {
      Taken found = requireNonNull(taken.get(one.task().id().number()));
      if (isDue(one.task(), node, found)) {
        due.add(new Lost(one, new AttemptRef(found.number(), found.before()), found.way()));
      }
    }
    return due;
  }

  private boolean isDue(Task task, Node node, Taken found) {
    return node.operations().contains(task.operation())
        || task.cancelRequest().isPresent()
        || System.nanoTime() - found.nanos() >= patience.toNanos();
  }
}
