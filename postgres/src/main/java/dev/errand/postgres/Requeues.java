// SPDX-License-Identifier: Apache-2.0
package dev.errand.postgres;

import dev.errand.Task;
import dev.errand.store.AttemptRef;
import dev.errand.store.Recording;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Puts tasks back to WAITING. One that ran is the first of its ordering key and stays that. */
final class Requeues implements Command.Kind<RecordedColumns.Recorded, Optional<Task>> {

  static final String REQUEUE =
      "WITH new AS (SELECT * FROM unnest("
          + RecordedColumns.ARRAYS
          + ") AS row ("
          + RecordedColumns.NAMES
          + """
          )),
          written AS (UPDATE task SET status = 0, epoch = task.epoch + 1, holder = NULL,
              remark = NULL, progress_text = NULL, progress_amount = NULL, progress_total = NULL,
          """
          + RecordedColumns.EXTENT
          + RecordedColumns.HELD
          + "task.*"
          + RecordedColumns.LOG
          + "SELECT "
          + TaskRow.COLUMNS
          + " FROM written";

  private final Lease lease;
  private final RunningTasks running;
  private final Announcements announcements;

  Requeues(Lease lease, RunningTasks running, Announcements announcements) {
    this.lease = lease;
    this.running = running;
    this.announcements = announcements;
  }

  static Command<RecordedColumns.Recorded, Optional<Task>> command(
      Requeues kind, AttemptRef attempt, Recording recording) {
    return new Command<>(
        kind,
        new RecordedColumns.Recorded(attempt, recording),
        Touched.byRecording(attempt.number(), recording),
        Command.Turn.TOGETHER);
  }

  @Override
  public void apply(
      Connection connection, List<Command<RecordedColumns.Recorded, Optional<Task>>> commands)
      throws SQLException {
    List<RecordedColumns.Recorded> rows = commands.stream().map(Command::request).toList();
    Map<Long, Task> requeued;
    try (Binder update = Binder.of(connection, REQUEUE)) {
      RecordedColumns.bind(update, rows);
      update.number(lease.node().id());
      RecordedColumns.bindLines(update, rows);
      requeued = TaskReader.byNumber(update);
    }
    announcements.work();
    for (Command<RecordedColumns.Recorded, Optional<Task>> command : commands) {
      long number = command.request().attempt().number();
      running.left(number);
      command.answered(Optional.ofNullable(requeued.get(number)));
    }
  }
}
