// SPDX-License-Identifier: Apache-2.0
package dev.errand.postgres;

import dev.errand.sql.LevelCode;
import dev.errand.sql.Millis;
import dev.errand.store.AttemptRef;
import dev.errand.store.Recording;
import dev.errand.task.LogEntry;
import dev.errand.task.LogLevel;
import dev.errand.task.Progress;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/**
 * What each write of attempts stores besides what makes it special. The parts of its SQL go
 * together: a statement unnests {@link #ARRAYS}, updates the rows that the attempts still hold as
 * {@code written}, and has {@link #LOG} follow, which stores lines of these only.
 */
final class RecordedColumns {

  /** The names of the columns that {@link #bind} binds. */
  static final String NAMES =
      "number, epoch, moved, progress_text, progress_amount, progress_total, log_last,"
          + " log_head_lines, log_head_bytes, first_dropped, last_dropped";

  static final String ARRAYS = "?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?";

  static final String PROGRESS =
      """
      progress_text = CASE WHEN new.moved THEN new.progress_text ELSE task.progress_text END,
          progress_amount =
              CASE WHEN new.moved THEN new.progress_amount ELSE task.progress_amount END,
          progress_total = CASE WHEN new.moved THEN new.progress_total ELSE task.progress_total END
      """;

  static final String EXTENT =
      "log_last = new.log_last, log_head_lines = new.log_head_lines,"
          + " log_head_bytes = new.log_head_bytes";

  /**
   * The fence: the epoch that the attempt was claimed with, which a take-over changes. Only a task
   * that runs has a holder; naming the status instead would tempt the planner to an index of all
   * that runs. The columns of the task that the statement asks {@code written} for come next, the
   * number among them.
   */
  // lease.pml: fence
  static final String HELD =
      """

        FROM new
        WHERE task.number = new.number AND task.epoch = new.epoch AND task.holder IS NOT NULL
        RETURNING new.first_dropped, new.last_dropped,
      """;

  static final String LOG =
      """
      ), lines AS (
        INSERT INTO log_line (task, sequence, time, level, text)
        SELECT line.task, line.sequence, line.time, line.level, line.text
        FROM unnest(?, ?, ?, ?, ?) AS line (task, sequence, time, level, text)
        WHERE line.task IN (SELECT number FROM written)),
      dropped AS (
        DELETE FROM log_line USING written
        WHERE written.first_dropped <= written.last_dropped AND log_line.task = written.number
          AND log_line.sequence BETWEEN written.first_dropped AND written.last_dropped)
      """;

  /** A recording and whose it is. */
  record Recorded(AttemptRef attempt, Recording recording) {}

  private record Line(long task, LogEntry.Line line) {}

  private RecordedColumns() {}

  static void bind(Binder statement, List<Recorded> rows) throws SQLException {
    statement
        .array("bigint", rows, row -> row.attempt().number())
        .array("bigint", rows, row -> row.attempt().epoch())
        .array("boolean", rows, row -> row.recording().progress().isPresent())
        .array("text", rows, row -> row.recording().progress().map(Progress::text).orElse(null))
        .array("float8", rows, row -> row.recording().progress().map(Progress::amount).orElse(null))
        .array("float8", rows, row -> total(row.recording()))
        .array("bigint", rows, row -> row.recording().extent().last())
        .array("bigint", rows, row -> row.recording().extent().headLines())
        .array("bigint", rows, row -> row.recording().extent().headBytes())
        .array("bigint", rows, row -> row.recording().dropped().first())
        .array("bigint", rows, row -> row.recording().dropped().last());
  }

  static void bindLines(Binder statement, List<Recorded> rows) throws SQLException {
    List<Line> lines = new ArrayList<>();
    for (Recorded row : rows) {
      for (LogEntry.Line line : row.recording().lines()) {
        lines.add(new Line(row.attempt().number(), line));
      }
    }
    statement
        .array("bigint", lines, Line::task)
        .array("bigint", lines, line -> line.line().sequence())
        .array("bigint", lines, line -> Millis.of(line.line().time()))
        .array("smallint", lines, line -> LevelCode.of(line.line().level()))
        .array("text", lines, line -> line.line().text());
  }

  static @Nullable Integer remark(Recording recording) {
    return recording.remark().map((LogLevel level) -> LevelCode.of(level)).orElse(null);
  }

  private static @Nullable Double total(Recording recording) {
    OptionalDouble total =
        recording.progress().map(Progress::total).orElseGet(OptionalDouble::empty);
    return total.isPresent() ? total.getAsDouble() : null;
  }
}
