// SPDX-License-Identifier: Apache-2.0
package dev.errand.postgres;

import dev.errand.sql.Millis;
import dev.errand.sql.TaskRow;
import dev.errand.store.FailedEnd;
import dev.errand.task.Json;
import dev.errand.task.Task;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/** Ends tasks as FAILED without their attempts, wherever these run. */
final class FailedEnds implements Command.Kind<FailedEnd, Optional<Task>> {

  /** Without a holder nothing that its attempt writes finds it any more. */
  static final String FAIL =
      """
      UPDATE task SET status = 3, held = false, due = NULL, remark = NULL, holder = NULL,
          failure = ?, ended = ?, retention_end = ?
      WHERE number = ? AND epoch = ? AND status < 2
      RETURNING
      """
          + TaskRow.COLUMNS;

  private final RunningTasks running;
  private final OrderingKeys keys;
  private final Announcements announcements;
  private final LimitedWork limited;

  FailedEnds(
      RunningTasks running, OrderingKeys keys, Announcements announcements, LimitedWork limited) {
    this.running = running;
    this.keys = keys;
    this.announcements = announcements;
    this.limited = limited;
  }

  static Command<FailedEnd, Optional<Task>> command(FailedEnds kind, FailedEnd end) {
    return new Command<>(kind, end, Touched.byReturn(end.seen().id().number()), Command.Turn.ALONE);
  }

  @Override
  public void apply(Connection connection, List<Command<FailedEnd, Optional<Task>>> commands)
      throws SQLException {
    for (Command<FailedEnd, Optional<Task>> command : commands) {
      FailedEnd end = command.request();
      Optional<Task> failed = fail(connection, end);
      if (failed.isPresent()) {
        long number = failed.get().id().number();
        running.left(number);
        keys.release(connection, List.of(failed.get()));
        limited.ended(List.of(failed.get()));
        Notes.add(connection, number, end.notes(), end.ended());
        // Heard as a cancel is: whoever runs it reads what has become of it.
        announcements.cancel(number);
      }
      command.answered(failed);
    }
  }

  private static Optional<Task> fail(Connection connection, FailedEnd end) throws SQLException {
    try (Binder update =
            Binder.of(connection, FAIL)
                .text(Json.of(end.failure()).text())
                .number(Millis.of(end.ended()))
                .number(Millis.of(end.retentionEnd()))
                .number(end.seen().id().number())
                .number(end.seen().attempt().epoch());
        ResultSet row = update.query()) {
      return row.next() ? Optional.of(TaskReader.ROW.read(row)) : Optional.empty();
    }
  }
}
