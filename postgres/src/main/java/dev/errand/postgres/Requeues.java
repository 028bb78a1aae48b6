// SPDX-License-Identifier: Apache-2.0
package dev.errand.postgres;

import dev.errand.sql.Millis;
import dev.errand.sql.SqlQuestions;
import dev.errand.sql.TaskRow;
import dev.errand.store.AttemptRef;
import dev.errand.store.CancelledEnd;
import dev.errand.store.Requeueing;
import dev.errand.task.Task;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Puts tasks back to WAITING, or ends those that somebody has cancelled. One that ran is the first
 * of its ordering key and stays that while it waits.
 */
final class Requeues implements Command.Kind<Requeues.Requeued, Optional<Task>> {

  // lease.pml: requeue
  static final String REQUEUE =
      "WITH new AS (SELECT * FROM unnest("
          + RecordedColumns.ARRAYS
          + ", ?, ?, ?, ?, ?, ?) AS row ("
          + RecordedColumns.NAMES
          + ", uncounted, ended, retention_end, due, failure, parked"
          + """
          )),
          written AS (UPDATE task SET
              status = CASE WHEN task.cancel_time IS NULL THEN 0 ELSE 4 END,
              ended = CASE WHEN task.cancel_time IS NULL THEN NULL ELSE new.ended END,
              retention_end =
                  CASE WHEN task.cancel_time IS NULL THEN NULL ELSE new.retention_end END,
              due = CASE WHEN task.cancel_time IS NULL THEN new.due END,
              failure =
                  CASE WHEN task.cancel_time IS NULL THEN coalesce(new.failure, task.failure) END,
              held = task.cancel_time IS NULL AND (new.due IS NOT NULL OR new.parked),
              parked = task.cancel_time IS NULL AND new.parked,
              epoch = task.epoch + 1, holder = NULL, remark = NULL,
              spared = least(task.attempt, task.spared
                  + CASE WHEN task.spared_epoch = task.epoch THEN 0 ELSE new.uncounted END),
              progress_text =
                  CASE WHEN task.cancel_time IS NULL THEN NULL ELSE task.progress_text END,
              progress_amount =
                  CASE WHEN task.cancel_time IS NULL THEN NULL ELSE task.progress_amount END,
              progress_total =
                  CASE WHEN task.cancel_time IS NULL THEN NULL ELSE task.progress_total END,
          """
          + RecordedColumns.EXTENT
          + RecordedColumns.HELD
          + "task.*"
          + RecordedColumns.LOG
          + "SELECT "
          + TaskRow.COLUMNS
          + " FROM written";

  /** Which attempt's task goes back, and how. */
  record Requeued(AttemptRef attempt, Requeueing requeueing) {
    RecordedColumns.Recorded recorded() {
      return new RecordedColumns.Recorded(attempt, requeueing.recording());
    }

    CancelledEnd cancelled() {
      return requeueing.cancelled();
    }
  }

  private final RunningTasks running;
  private final Returned returned;

  Requeues(RunningTasks running, Returned returned) {
    this.running = running;
    this.returned = returned;
  }

  static Command<Requeued, Optional<Task>> command(
      Requeues kind, AttemptRef attempt, Requeueing requeueing) {
    return new Command<>(
        kind,
        new Requeued(attempt, requeueing),
        Touched.byEnd(attempt.number(), requeueing.recording()),
        requeueing.awaits().isEmpty() ? Command.Turn.TOGETHER : Command.Turn.ALONE);
  }

  @Override
  public void apply(Connection connection, List<Command<Requeued, Optional<Task>>> commands)
      throws SQLException {
    List<Requeued> rows = commands.stream().map(Command::request).toList();
    List<RecordedColumns.Recorded> recorded = rows.stream().map(Requeued::recorded).toList();
    Map<Long, Task> requeued;
    List<Boolean> parked = parked(connection, rows);
    Standings.write(connection, recorded);
    try (Binder update = Binder.of(connection, REQUEUE)) {
      RecordedColumns.bind(update, recorded);
      update
          .array("integer", rows, row -> row.requeueing().counts() ? 0 : 1)
          .array("bigint", rows, row -> Millis.of(row.cancelled().ended()))
          .array("bigint", rows, row -> Millis.of(row.cancelled().retentionEnd()))
          .array("bigint", rows, row -> row.requeueing().due().map(Millis::of).orElse(null))
          .array("text", rows, row -> TaskRow.failed(row.requeueing().failed()))
          .array("boolean", parked, one -> one);
      RecordedColumns.bindLines(update, recorded);
      requeued = TaskReader.byNumber(update);
    }
    for (Command<Requeued, Optional<Task>> command : commands) {
      long number = command.request().attempt().number();
      running.left(number);
      Optional<Task> task = Optional.ofNullable(requeued.get(number));
      if (task.isPresent()) {
        returned.tell(connection, task.get(), command.request().cancelled());
      }
      command.answered(task);
    }
  }

  /** Which of them wait for answers that are not there yet, and get none before the commit. */
  private static List<Boolean> parked(Connection connection, List<Requeued> rows)
      throws SQLException {
    List<Boolean> parked = new ArrayList<>();
    for (Requeued row : rows) {
      Set<String> awaits = row.requeueing().awaits();
      parked.add(!awaits.isEmpty() && isAwaiting(connection, row.attempt(), awaits));
    }
    return parked;
  }

  private static boolean isAwaiting(Connection connection, AttemptRef attempt, Set<String> keys)
      throws SQLException {
    if (!Asks.holds(connection, attempt)) {
      return false;
    }
    try (OpenStatements tables = new OpenStatements(connection)) {
      return SqlQuestions.await(tables, attempt.number(), keys);
    }
  }
}
