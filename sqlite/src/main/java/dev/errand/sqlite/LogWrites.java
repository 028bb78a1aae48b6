// SPDX-License-Identifier: Apache-2.0
package dev.errand.sqlite;

import dev.errand.sql.LevelCode;
import dev.errand.sql.Millis;
import dev.errand.store.Recording;
import dev.errand.task.LogEntry;
import dev.errand.task.LogLevel;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;

/** Stores and drops log lines. Which lines, and how many, is the engine's business. */
final class LogWrites {

  private static final String INSERT =
      "INSERT INTO log_line (task, sequence, time, level, text) VALUES (?, ?, ?, ?, ?)";
  private static final String DROP =
      "DELETE FROM log_line WHERE task = ? AND sequence BETWEEN ? AND ?";
  private static final String DELETE = "DELETE FROM log_line WHERE task = ?";

  private static final String COUNT =
      "UPDATE task SET log_last = log_last + 1 WHERE number = ? RETURNING log_last";

  private final Statements statements;

  LogWrites(Statements statements) {
    this.statements = statements;
  }

  void store(long number, Recording recording) throws SQLException {
    if (!recording.dropped().isEmpty()) {
      Binder.of(statements.get(DROP))
          .number(number)
          .number(recording.dropped().first())
          .number(recording.dropped().last())
          .update();
    }
    for (LogEntry.Line line : recording.lines()) {
      insert(number, line);
    }
  }

  /** Adds lines to the log of a task that no attempt holds. */
  void append(long number, List<String> texts, Instant time) throws SQLException {
    for (String text : texts) {
      long sequence;
      try (ResultSet row = Binder.of(statements.get(COUNT)).number(number).query()) {
        row.next();
        sequence = row.getLong(1);
      }
      insert(number, new LogEntry.Line(sequence, time, LogLevel.INFO, text));
    }
  }

  private void insert(long number, LogEntry.Line line) throws SQLException {
    Binder.of(statements.get(INSERT))
        .number(number)
        .number(line.sequence())
        .number(Millis.of(line.time()))
        .number(LevelCode.of(line.level()))
        .text(line.text())
        .update();
  }

  void delete(long number) throws SQLException {
    Binder.of(statements.get(DELETE)).number(number).update();
  }
}
