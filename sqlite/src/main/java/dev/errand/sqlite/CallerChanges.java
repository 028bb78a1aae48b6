// SPDX-License-Identifier: Apache-2.0
package dev.errand.sqlite;

import dev.errand.sql.Millis;
import dev.errand.sql.TaskRow;
import dev.errand.store.Retentions;
import dev.errand.task.CancelRequest;
import dev.errand.task.Task;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Cancels and deletes. */
final class CallerChanges {

  private static final String CANCEL_WAITING =
      """
      UPDATE task SET status = 4, hold = 0, due = NULL, ended = ?1,
          retention_end = ?1 + coalesce(retention, ?5 ->> operation, ?2),
          cancel_by = CASE WHEN cancel_time IS NULL THEN ?3 ELSE cancel_by END,
          cancel_time = coalesce(cancel_time, ?1)
      WHERE number = ?4 AND status = 0
      RETURNING
      """
          + TaskRow.COLUMNS;

  private static final String REQUEST =
      """
      UPDATE task SET cancel_time = ?, cancel_by = ?
      WHERE number = ? AND status = 1 AND cancel_time IS NULL
      """;

  private static final String DELETE =
      "DELETE FROM task WHERE number = ? AND status >= 2 RETURNING " + TaskRow.COLUMNS;

  private final Statements statements;
  private final Holds holds;
  private final RunningTasks running;
  private final LogWrites log;

  CallerChanges(Statements statements, Holds holds, RunningTasks running, LogWrites log) {
    this.running = running;
    this.statements = statements;
    this.holds = holds;
    this.log = log;
  }

  Optional<Task> cancel(
      long number, CancelRequest request, Retentions retentions, Function<Task, List<String>> notes)
      throws SQLException {
    Optional<Task> cancelled =
        task(
            Binder.of(statements.get(CANCEL_WAITING))
                .number(Millis.of(request.time()))
                .number(retentions.usual().toMillis())
                .text(request.by().orElse(null))
                .number(number)
                .text(retentions.millis().text()));
    if (cancelled.isPresent()) {
      Optional<String> orderingKey = cancelled.get().submission().orderingKey();
      if (orderingKey.isPresent()) {
        holds.release(orderingKey.get());
      }
      log.append(number, notes.apply(cancelled.get()), request.time());
      return cancelled;
    }
    Binder.of(statements.get(REQUEST))
        .number(Millis.of(request.time()))
        .text(request.by().orElse(null))
        .number(number)
        .update();
    Optional<Task> task = TaskReader.find(statements, number);
    task.ifPresent(now -> running.changed(number, _ -> now));
    return task;
  }

  Optional<Task> delete(long number) throws SQLException {
    Optional<Task> deleted = task(Binder.of(statements.get(DELETE)).number(number));
    if (deleted.isPresent()) {
      log.delete(number);
      Outputs.delete(statements, number);
    }
    return deleted;
  }

  private static Optional<Task> task(Binder change) throws SQLException {
    try (ResultSet row = change.query()) {
      return row.next() ? Optional.of(TaskReader.ROW.read(row)) : Optional.empty();
    }
  }
}
