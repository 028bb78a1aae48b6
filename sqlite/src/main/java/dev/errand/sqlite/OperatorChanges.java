// SPDX-License-Identifier: Apache-2.0
package dev.errand.sqlite;

import dev.errand.sql.Millis;
import dev.errand.sql.TaskRow;
import dev.errand.store.FailedEnd;
import dev.errand.task.Json;
import dev.errand.task.Task;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;

/** Ends tasks without their attempts, and changes their priority. */
final class OperatorChanges {

  private static final String FAIL =
      """
      UPDATE task SET status = 3, hold = 0, due = NULL, remark = NULL, failure = ?, ended = ?,
          retention_end = ?
      WHERE number = ? AND epoch = ? AND status < 2
      """;

  private static final String PRIORITIZE =
      "UPDATE task SET priority = ? WHERE number = ? AND status = 0 RETURNING " + TaskRow.COLUMNS;

  private final Statements statements;
  private final Holds holds;
  private final RunningTasks running;
  private final LogWrites log;

  OperatorChanges(Statements statements, Holds holds, RunningTasks running, LogWrites log) {
    this.statements = statements;
    this.holds = holds;
    this.running = running;
    this.log = log;
  }

  Optional<Task> fail(FailedEnd end) throws SQLException {
    long number = end.seen().id().number();
    int rows =
        Binder.of(statements.get(FAIL))
            .text(Json.of(end.failure()).text())
            .number(Millis.of(end.ended()))
            .number(Millis.of(end.retentionEnd()))
            .number(number)
            .number(end.seen().attempt().epoch())
            .update();
    if (rows == 0) {
      return Optional.empty();
    }
    running.forget(number);
    log.append(number, end.notes(), end.ended());
    Optional<String> orderingKey = end.seen().submission().orderingKey();
    if (orderingKey.isPresent()) {
      holds.release(orderingKey.get());
    }
    return TaskReader.find(statements, number);
  }

  Optional<Task> prioritize(long number, int priority) throws SQLException {
    Binder change = Binder.of(statements.get(PRIORITIZE)).number(priority).number(number);
    try (ResultSet row = change.query()) {
      return row.next() ? Optional.of(TaskReader.ROW.read(row)) : Optional.empty();
    }
  }
}
