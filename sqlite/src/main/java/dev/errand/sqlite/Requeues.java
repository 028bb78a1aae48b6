// SPDX-License-Identifier: Apache-2.0
package dev.errand.sqlite;

import dev.errand.sql.Millis;
import dev.errand.sql.TaskRow;
import dev.errand.store.AttemptRef;
import dev.errand.store.CancelledEnd;
import dev.errand.store.LogExtent;
import dev.errand.store.Requeueing;
import dev.errand.task.Task;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;

/** Puts tasks of attempts back to WAITING, unless somebody has cancelled them: then they end. */
final class Requeues {

  private static final String BACK =
      """
      UPDATE task SET status = CASE WHEN cancel_time IS NULL THEN 0 ELSE 4 END, epoch = epoch + 1,
        hold = CASE WHEN cancel_time IS NULL THEN ? ELSE 0 END,
        ended = CASE WHEN cancel_time IS NULL THEN NULL ELSE ? END,
        retention_end = CASE WHEN cancel_time IS NULL THEN NULL ELSE ? END,
      """;

  private static final String REQUEUE =
      BACK
          + """
            due = CASE WHEN cancel_time IS NULL THEN ? ELSE NULL END,
            failure = CASE WHEN cancel_time IS NULL THEN coalesce(?, failure) ELSE NULL END,
            parked = CASE WHEN cancel_time IS NULL THEN ? ELSE 0 END,
            spared = spared + ?, log_last = ?, log_head_lines = ?, log_head_bytes = ?,
            progress_text = CASE WHEN cancel_time IS NULL THEN NULL ELSE progress_text END,
            progress_amount = CASE WHEN cancel_time IS NULL THEN NULL ELSE progress_amount END,
            progress_total = CASE WHEN cancel_time IS NULL THEN NULL ELSE progress_total END,
            remark = NULL
          """
          + Attempts.HELD;

  private static final String GIVE_BACK = BACK + "attempt = attempt - 1" + Attempts.HELD;

  private static final String OPERATION = "SELECT operation FROM task WHERE number = ?";

  private final Statements statements;
  private final Holds holds;
  private final RunningTasks running;
  private final LogWrites log;
  private final KnownWaiting waiting;
  private final QuestionChanges questions;

  /** What else changes with a task that goes back. */
  record Parts(
      Holds holds,
      RunningTasks running,
      LogWrites log,
      KnownWaiting waiting,
      QuestionChanges questions) {}

  Requeues(Statements statements, Parts parts) {
    this.statements = statements;
    holds = parts.holds();
    running = parts.running();
    log = parts.log();
    waiting = parts.waiting();
    questions = parts.questions();
  }

  Optional<Task> requeue(AttemptRef attempt, Requeueing requeueing) throws SQLException {
    LogExtent extent = requeueing.recording().extent();
    Attempts.stand(statements, attempt, requeueing.recording());
    boolean parked = questions.awaits(attempt, requeueing.awaits());
    int hold = (requeueing.due().isPresent() ? Holds.NOT_DUE : 0) | (parked ? Holds.PARKED : 0);
    Binder update = back(REQUEUE, attempt, hold, requeueing.cancelled());
    update =
        requeueing.due().isPresent()
            ? update.number(Millis.of(requeueing.due().get()))
            : update.none();
    update =
        update
            .text(TaskRow.failed(requeueing.failed()))
            .flag(parked)
            .number(requeueing.counts() ? 0 : 1)
            .number(extent.last())
            .number(extent.headLines())
            .number(extent.headBytes());
    if (Attempts.held(update, attempt).update() == 0) {
      return Optional.empty();
    }
    log.store(attempt.number(), requeueing.recording());
    return left(attempt, requeueing.cancelled());
  }

  Optional<Task> giveBack(AttemptRef attempt, CancelledEnd cancelled) throws SQLException {
    Binder update = back(GIVE_BACK, attempt, 0, cancelled);
    return Attempts.held(update, attempt).update() == 0
        ? Optional.empty()
        : left(attempt, cancelled);
  }

  private Binder back(String sql, AttemptRef attempt, int more, CancelledEnd cancelled)
      throws SQLException {
    int hold = holdOf(attempt.number()) | more;
    return Binder.of(statements.get(sql))
        .number(hold)
        .number(Millis.of(cancelled.ended()))
        .number(Millis.of(cancelled.retentionEnd()));
  }

  private Optional<Task> left(AttemptRef attempt, CancelledEnd cancelled) throws SQLException {
    running.forget(attempt.number());
    waiting.forget();
    Optional<Task> task = TaskReader.find(statements, attempt.number());
    if (task.isPresent() && task.get().status().isTerminal()) {
      Optional<String> orderingKey = task.get().submission().orderingKey();
      if (orderingKey.isPresent()) {
        holds.release(orderingKey.get());
      }
      log.append(attempt.number(), cancelled.notes().apply(task.get()), cancelled.ended());
    }
    return task;
  }

  /** A task that runs is the first of its ordering key. */
  private int holdOf(long number) throws SQLException {
    try (ResultSet row = Binder.of(statements.get(OPERATION)).number(number).query()) {
      return row.next() ? holds.ofHead(row.getString(1)) : 0;
    }
  }
}
