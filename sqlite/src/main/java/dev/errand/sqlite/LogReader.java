// SPDX-License-Identifier: Apache-2.0
package dev.errand.sqlite;

import dev.errand.sql.LevelCode;
import dev.errand.task.LogEntry;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Reads a task's log and puts a mark wherever sequence numbers are missing. */
final class LogReader {

  /**
   * The lines and then, from the same moment, where the log ends: a row without text whose sequence
   * is one past the last.
   */
  private static final String SELECT =
      """
      SELECT sequence, time, level, text FROM (
        SELECT sequence, time, level, text FROM log_line
        WHERE task = ?1 AND sequence >= ?2 ORDER BY sequence LIMIT ?3)
      UNION ALL
      SELECT log_last + 1, 0, 0, NULL FROM task WHERE number = ?1
      ORDER BY 1
      """;

  private LogReader() {}

  static List<LogEntry> log(Statements statements, long number, long from, int limit)
      throws SQLException {
    List<LogEntry> entries = new ArrayList<>();
    long next = Math.max(1, from);
    Binder query = Binder.of(statements.get(SELECT)).number(number).number(next).number(limit);
    try (ResultSet row = query.query()) {
      while (entries.size() < limit && row.next()) {
        long sequence = row.getLong(1);
        if (sequence > next) {
          entries.add(new LogEntry.Gap(next, sequence - next));
        }
        String text = row.getString(4);
        if (text == null || entries.size() == limit) {
          return entries;
        }
        entries.add(line(row, sequence, text));
        next = sequence + 1;
      }
    }
    return entries;
  }

  private static LogEntry.Line line(ResultSet row, long sequence, String text) throws SQLException {
    return new LogEntry.Line(
        sequence, Instant.ofEpochMilli(row.getLong(2)), LevelCode.level(row.getInt(3)), text);
  }
}
