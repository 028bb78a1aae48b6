// SPDX-License-Identifier: Apache-2.0
package dev.errand.postgres;

import dev.errand.sql.Millis;
import dev.errand.sql.StatusCode;
import dev.errand.store.AttemptRef;
import dev.errand.store.Ending;
import dev.errand.task.Json;
import dev.errand.task.Outcome;
import dev.errand.task.Output;
import dev.errand.task.Task;
import dev.errand.task.TaskStatus;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Ends tasks of attempts that still hold them, and lets their successors go. */
final class Endings implements Command.Kind<Endings.Ended, Optional<Task>> {

  // lease.pml: end
  static final String END =
      "WITH new AS (SELECT * FROM unnest("
          + RecordedColumns.ARRAYS
          + ", ?, ?, ?, ?, ?) AS row ("
          + RecordedColumns.NAMES
          + """
          , status, result, failure, ended, retention_end)),
          written AS (UPDATE task SET status = new.status, holder = NULL,
              result = new.result, failure = new.failure, ended = new.ended,
              retention_end = new.retention_end, remark = NULL,
          """
          + RecordedColumns.EXTENT
          + ", "
          + RecordedColumns.PROGRESS
          + RecordedColumns.HELD
          + EndedRow.OF_TASK
          + RecordedColumns.LOG
          + """
          , files AS (
            INSERT INTO output (task, name, media_type, size, sha256)
            SELECT file.task, file.name, file.media_type, file.size, file.sha256
            FROM unnest(?, ?, ?, ?, ?) AS file (task, name, media_type, size, sha256)
            WHERE file.task IN (SELECT number FROM written))
          SELECT
          """
          + EndedRow.COLUMNS
          + " FROM written";

  /** An end and whose it is. */
  record Ended(AttemptRef attempt, Ending ending) {
    RecordedColumns.Recorded recorded() {
      return new RecordedColumns.Recorded(attempt, ending.recording());
    }
  }

  private record File(long task, Output output) {}

  private final RunningTasks running;
  private final OrderingKeys keys;
  private final LimitedWork limited;

  Endings(RunningTasks running, OrderingKeys keys, LimitedWork limited) {
    this.running = running;
    this.keys = keys;
    this.limited = limited;
  }

  static Command<Ended, Optional<Task>> command(Endings kind, AttemptRef attempt, Ending ending) {
    return new Command<>(
        kind,
        new Ended(attempt, ending),
        Touched.byEnd(attempt.number(), ending.recording()),
        Command.Turn.TOGETHER);
  }

  @Override
  public void apply(Connection connection, List<Command<Ended, Optional<Task>>> commands)
      throws SQLException {
    List<Ended> rows = commands.stream().map(Command::request).toList();
    List<RecordedColumns.Recorded> recorded = rows.stream().map(Ended::recorded).toList();
    Map<Long, Task> ended;
    Standings.write(connection, recorded);
    try (Binder update = Binder.of(connection, END)) {
      RecordedColumns.bind(update, recorded);
      bind(update, rows);
      RecordedColumns.bindLines(update, recorded);
      bindFiles(update, rows);
      ended = new EndedRow(running, rows).read(connection, update);
    }
    keys.release(connection, ended.values());
    limited.ended(ended.values());
    for (Command<Ended, Optional<Task>> command : commands) {
      long number = command.request().attempt().number();
      running.left(number);
      command.answered(Optional.ofNullable(ended.get(number)));
    }
  }

  private static void bind(Binder update, List<Ended> rows) throws SQLException {
    update
        .array("smallint", rows, row -> StatusCode.of(row.ending().status()))
        .array("text", rows, row -> result(row.ending()))
        .array("text", rows, row -> failure(row.ending()))
        .array("bigint", rows, row -> Millis.of(row.ending().ended()))
        .array("bigint", rows, row -> Millis.of(row.ending().retentionEnd()));
  }

  private static void bindFiles(Binder update, List<Ended> rows) throws SQLException {
    List<File> files = new ArrayList<>();
    for (Ended row : rows) {
      row.ending().outputs().forEach(one -> files.add(new File(row.attempt().number(), one)));
    }
    update
        .array("bigint", files, File::task)
        .array("text", files, file -> file.output().name())
        .array("text", files, file -> file.output().mediaType())
        .array("bigint", files, file -> file.output().size())
        .array("text", files, file -> file.output().sha256());
  }

  private static @Nullable String result(Ending ending) {
    return ending.outcome() instanceof Outcome.Returned(var result)
        ? result.map(Json::text).orElse(null)
        : null;
  }

  private static @Nullable String failure(Ending ending) {
    return ending.outcome() instanceof Outcome.Failed(var failure) ? Json.of(failure).text() : null;
  }

  /** Whether status and outcome belong together. */
  static boolean fits(Ending ending) {
    return ending.status() == TaskStatus.FAILED
        ? ending.outcome() instanceof Outcome.Failed
        : ending.outcome() instanceof Outcome.Returned;
  }
}
