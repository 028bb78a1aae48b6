// SPDX-License-Identifier: Apache-2.0
package dev.errand.postgres;

import dev.errand.CancelRequest;
import dev.errand.LogLevel;
import dev.errand.Task;
import dev.errand.sql.LevelCode;
import dev.errand.sql.Millis;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Cancels tasks, or notes that they are to be cancelled, wherever they run. */
final class Cancels implements Command.Kind<Cancels.Cancel, Optional<Task>> {

  private static final String CANCEL_WAITING =
      """
      UPDATE task SET status = 4, held = false, ended = ?, retention_end = ?,
          cancel_by = CASE WHEN cancel_time IS NULL THEN ? ELSE cancel_by END,
          cancel_time = coalesce(cancel_time, ?)
      WHERE number = ? AND status = 0
      RETURNING
      """
          + TaskRow.COLUMNS;

  private static final String REQUEST =
      """
      UPDATE task SET cancel_time = ?, cancel_by = ?
      WHERE number = ? AND status = 1 AND cancel_time IS NULL
      """;

  private static final String NOTE =
      """
      WITH counted AS (
        UPDATE task SET log_last = log_last + ? WHERE number = ? RETURNING number, log_last)
      INSERT INTO log_line (task, sequence, time, level, text)
      SELECT number, log_last - ? + place, ?, ?, text
      FROM counted, unnest(?) WITH ORDINALITY AS note (text, place)
      """;

  /** Which task, on whose wish, and what its log says then. */
  record Cancel(
      long number,
      CancelRequest request,
      Instant retentionEnd,
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
    Optional<Task> cancelled = cancelWaiting(connection, cancel);
    if (cancelled.isPresent()) {
      keys.release(connection, List.of(cancelled.get()));
      note(connection, cancel, cancel.notes().apply(cancelled.get()));
      return cancelled;
    }
    try (Binder update =
        Binder.of(connection, REQUEST)
            .number(Millis.of(cancel.request().time()))
            .text(cancel.request().by().orElse(null))
            .number(cancel.number())) {
      if (update.update() > 0) {
        announcements.cancel(cancel.number());
      }
    }
    return TaskReader.find(connection, cancel.number());
  }

  private static Optional<Task> cancelWaiting(Connection connection, Cancel cancel)
      throws SQLException {
    long time = Millis.of(cancel.request().time());
    try (Binder update =
            Binder.of(connection, CANCEL_WAITING)
                .number(time)
                .number(Millis.of(cancel.retentionEnd()))
                .text(cancel.request().by().orElse(null))
                .number(time)
                .number(cancel.number());
        ResultSet row = update.query()) {
      return row.next() ? Optional.of(TaskRow.read(row)) : Optional.empty();
    }
  }

  private static void note(Connection connection, Cancel cancel, List<String> notes)
      throws SQLException {
    if (notes.isEmpty()) {
      return;
    }
    try (Binder insert =
        Binder.of(connection, NOTE)
            .number(notes.size())
            .number(cancel.number())
            .number(notes.size())
            .number(Millis.of(cancel.request().time()))
            .number(LevelCode.of(LogLevel.INFO))
            .texts(notes)) {
      insert.update();
    }
  }
}
