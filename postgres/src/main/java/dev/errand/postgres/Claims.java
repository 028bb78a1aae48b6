// SPDX-License-Identifier: Apache-2.0
package dev.errand.postgres;

import dev.errand.sql.ClaimedRow;
import dev.errand.sql.Millis;
import dev.errand.store.Claim;
import dev.errand.store.Claimed;
import dev.errand.store.Right;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Makes waiting tasks RUNNING on this node, if its lease has not ended. Rows that another node is
 * about to take are skipped.
 */
final class Claims implements Command.Kind<Claim, List<Claimed>> {

  // lease.pml: claim
  static final String CLAIM =
      """
      WITH next AS MATERIALIZED (
        SELECT number FROM task
        WHERE status = 0 AND NOT held AND waits = ? AND operation = ANY (?)
          AND EXISTS (SELECT FROM node WHERE id = ? AND lease_end > clock_timestamp())
        ORDER BY priority DESC, number
        LIMIT ?
        FOR NO KEY UPDATE OF task SKIP LOCKED)
      UPDATE task SET status = 1, attempt = attempt + 1, epoch = %s,
          holder = ?, node = ?, started = ?,
          progress_text = NULL, progress_amount = NULL, progress_total = NULL, remark = NULL
      WHERE number = ANY (ARRAY(SELECT number FROM next))
      RETURNING
      """
              .formatted(Epochs.NEXT)
          + ClaimedRow.COLUMNS;

  /** An UPDATE answers in any order. */
  private static final Comparator<Claimed> IN_ORDER =
      Comparator.comparingInt((Claimed one) -> one.task().submission().priority())
          .reversed()
          .thenComparingLong(one -> one.task().id().number());

  private final Lease lease;
  private final RunningTasks running;

  Claims(Lease lease, RunningTasks running) {
    this.lease = lease;
    this.running = running;
  }

  static Command<Claim, List<Claimed>> command(Claims kind, Claim claim) {
    return new Command<>(kind, claim, Touched.NOTHING, Command.Turn.LAST);
  }

  @Override
  public void apply(Connection connection, List<Command<Claim, List<Claimed>>> commands)
      throws SQLException {
    for (Command<Claim, List<Claimed>> command : commands) {
      int free;
      try {
        free = command.request().free().getAsInt();
      } catch (RuntimeException e) {
        // Nothing is wrong with the transaction, so others keep it and the numbers it gave.
        command.fail(e);
        continue;
      }
      command.answered(free > 0 ? claim(connection, command.request(), free) : List.of());
    }
  }

  private List<Claimed> claim(Connection connection, Claim claim, int free) throws SQLException {
    // lease.pml: claim-answered
    Node node = lease.node();
    Right right = () -> lease.isHeldBy(node.id());
    List<Claimed> claimed = new ArrayList<>();
    try (Binder update =
            Binder.of(connection, CLAIM)
                .flag(claim.waits())
                .texts(node.operations())
                .number(node.id())
                .number(free)
                .number(node.id())
                .text(node.name())
                .number(Millis.of(claim.clock().instant()));
        ResultSet row = update.query()) {
      while (row.next()) {
        claimed.add(TaskReader.CLAIMED.read(row, right));
      }
    }
    claimed.sort(IN_ORDER);
    running.started(node.id(), claimed);
    return claimed;
  }
}
