// SPDX-License-Identifier: Apache-2.0
package dev.errand.postgres;

import dev.errand.store.AttemptRef;
import dev.errand.store.Recording;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Stores progress, remarks and log lines of attempts that still hold their tasks. */
final class Recordings implements Command.Kind<RecordedColumns.Recorded, Boolean> {

  static final String RECORD =
      "WITH new AS (SELECT * FROM unnest("
          + RecordedColumns.ARRAYS
          + ", ?) AS row ("
          + RecordedColumns.NAMES
          + ", remark)),\nwritten AS (UPDATE task SET remark = new.remark, "
          + RecordedColumns.EXTENT
          + ", "
          + RecordedColumns.PROGRESS
          + RecordedColumns.HELD
          + "task.number"
          + RecordedColumns.LOG
          + "SELECT number FROM written";

  static Command<RecordedColumns.Recorded, Boolean> command(
      Recordings kind, AttemptRef attempt, Recording recording) {
    return new Command<>(
        kind,
        new RecordedColumns.Recorded(attempt, recording),
        Touched.byRecording(attempt.number(), recording),
        Command.Turn.TOGETHER);
  }

  @Override
  public void apply(
      Connection connection, List<Command<RecordedColumns.Recorded, Boolean>> commands)
      throws SQLException {
    List<RecordedColumns.Recorded> rows = commands.stream().map(Command::request).toList();
    Set<Long> written = new HashSet<>();
    Standings.write(connection, rows);
    try (Binder update = Binder.of(connection, RECORD)) {
      RecordedColumns.bind(update, rows);
      update.array("smallint", rows, row -> RecordedColumns.remark(row.recording()));
      RecordedColumns.bindLines(update, rows);
      try (ResultSet row = update.query()) {
        while (row.next()) {
          written.add(row.getLong(1));
        }
      }
    }
    for (Command<RecordedColumns.Recorded, Boolean> command : commands) {
      command.answered(written.contains(command.request().attempt().number()));
    }
  }
}
