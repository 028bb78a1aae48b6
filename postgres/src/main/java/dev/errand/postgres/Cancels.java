// SPDX-License-Identifier: Apache-2.0
package dev.errand.postgres;

import dev.errand.sql.Millis;
import dev.errand.sql.TaskRow;
import dev.errand.store.Retentions;
import dev.errand.task.CancelRequest;
import dev.errand.task.Task;
import dev.errand.task.TaskStatus;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Cancels tasks, or notes that they are to be cancelled, wherever they run. */
final class Cancels implements Command.Kind<Cancels.Cancel, Optional<Task>> {

  /**
   * One statement, which sees the row as it is when its lock is had: whatever another node does
   * with the task, the cancel comes before that or after it and never in between.
   */
  // lease.pml: cancel
  static final String CANCEL =
      """
      UPDATE task SET status = CASE WHEN status = 0 THEN 4 ELSE status END,
          held = held AND status <> 0,
          due = CASE WHEN status = 0 THEN NULL ELSE due END,
          ended = CASE WHEN status = 0 THEN ? ELSE ended END,
          retention_end = CASE WHEN status = 0
            THEN ? + coalesce(retention, (?::jsonb ->> operation)::bigint, ?)
            ELSE retention_end END,
          cancel_by = CASE WHEN cancel_time IS NULL THEN ? ELSE cancel_by END,
          cancel_time = coalesce(cancel_time, ?)
      WHERE number = ? AND status < 2 AND (status = 0 OR cancel_time IS NULL)
      RETURNING
      """
          + TaskRow.COLUMNS;

  /** Which task, on whose wish, and what its log says then. */
  record Cancel(
      long number,
      CancelRequest request,
      Retentions retentions,
      Function<Task, List<String>> notes) {}

  private final OrderingKeys keys;
  private final Announcements announcements;

  Cancels(OrderingKeys keys, Announcements announcements) {
    this.keys = keys;
    this.announcements = announcements;
  }

  static Command<Cancel, Optional<Task>> command(Cancels kind, Cancel cancel) {
    Touched touched = new Touched(cancel.number(), Optional.empty(), true, 0);
    return new Command<>(kind, cancel, touched, Command.Turn.ALONE);
  }

  @Override
  public void apply(Connection connection, List<Command<Cancel, Optional<Task>>> commands)
      throws SQLException {
    for (Command<Cancel, Optional<Task>> command : commands) {
      command.answered(cancel(connection, command.request()));
    }
  }

  private Optional<Task> cancel(Connection connection, Cancel cancel) throws SQLException {
    Optional<Task> changed = change(connection, cancel);
    if (changed.isEmpty()) {
      return TaskReader.find(connection, cancel.number());
    }
    Task task = changed.get();
    if (task.status() == TaskStatus.CANCELLED) {
      keys.release(connection, List.of(task));
      Notes.add(connection, cancel.number(), cancel.notes().apply(task), cancel.request().time());
    } else {
      announcements.cancel(cancel.number());
    }
    return changed;
  }

  private static Optional<Task> change(Connection connection, Cancel cancel) throws SQLException {
    long time = Millis.of(cancel.request().time());
    try (Binder update =
            Binder.of(connection, CANCEL)
                .number(time)
                .number(time)
                .text(cancel.retentions().millis().text())
                .number(cancel.retentions().usual().toMillis())
                .text(cancel.request().by().orElse(null))
                .number(time)
                .number(cancel.number());
        ResultSet row = update.query()) {
      return row.next() ? Optional.of(TaskReader.ROW.read(row)) : Optional.empty();
    }
  }
}
