// SPDX-License-Identifier: Apache-2.0
package dev.errand.sqlite;

import dev.errand.limit.LimitReachedException;
import dev.errand.sql.Millis;
import dev.errand.sql.OptionsText;
import dev.errand.sql.TaskRow;
import dev.errand.sql.lane.StartGate;
import dev.errand.store.NewTask;
import dev.errand.task.Attempt;
import dev.errand.task.Idempotency;
import dev.errand.task.Json;
import dev.errand.task.Outcome;
import dev.errand.task.Submission;
import dev.errand.task.Task;
import dev.errand.task.TaskId;
import dev.errand.task.TaskStatus;
import dev.errand.task.Times;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;

/** Inserts tasks. */
final class Inserts {

  private static final String INSERT =
      """
      INSERT INTO task (number, key, status, hold, waits, priority, attempt, epoch, submitted,
          log_last, log_head_lines, log_head_bytes, operation, inputs, secret_inputs, description,
          owner, ordering_key, grp, transaction_id, idempotency_key, idempotency_fingerprint, reply,
          retention, options, due, wait_end)
      VALUES (?, ?, 0, ?, ?, ?, 0, 0, ?, 0, 0, 0, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
      """;

  static final String REPEATED =
      """
      SELECT %s FROM task INDEXED BY task_idempotency
      WHERE coalesce(owner, '') = ? AND idempotency_key = ? AND idempotency_key IS NOT NULL
      """
          .formatted(TaskRow.COLUMNS);

  private final Statements statements;
  private final Holds holds;
  private final Numbers numbers;
  private final KnownWaiting waiting;
  private final StartGate gate;

  /** What became of a start. */
  sealed interface Answer {

    /** The new task, or the one that is there under the same owner's same key. */
    record There(Task task) implements Answer {}

    record Refused(LimitReachedException why) implements Answer {}

    default Task task() {
      return switch (this) {
        case There(Task task) -> task;
        case Refused(LimitReachedException why) -> throw why;
      };
    }
  }

  Inserts(Statements statements, Holds holds, Numbers numbers, KnownWaiting waiting) {
    this.waiting = waiting;
    gate = new StartGate(waiting, new KeptRates(statements));
    this.statements = statements;
    this.holds = holds;
    this.numbers = numbers;
  }

  /** A refusal is an answer, so that the transaction goes on for those it is shared with. */
  Answer insert(NewTask task) throws SQLException {
    Optional<Task> there = repeated(task.submission());
    if (there.isPresent()) {
      return new Answer.There(there.get());
    }
    Optional<LimitReachedException> refusal =
        task.bounds().isEmpty() ? Optional.empty() : gate.refusal(task);
    return refusal.isPresent()
        ? new Answer.Refused(refusal.get())
        : new Answer.There(insertNew(task));
  }

  private Optional<Task> repeated(Submission submission) throws SQLException {
    if (submission.idempotency().isEmpty()) {
      return Optional.empty();
    }
    Binder query =
        Binder.of(statements.get(REPEATED))
            .text(submission.owner().orElse(""))
            .text(submission.idempotency().get().key());
    try (ResultSet row = query.query()) {
      return row.next() ? Optional.of(TaskReader.ROW.read(row)) : Optional.empty();
    }
  }

  private Task insertNew(NewTask task) throws SQLException {
    Submission submission = task.submission();
    int hold =
        holds.ofNew(submission.operation(), submission.orderingKey())
            | (task.due().isPresent() ? Holds.NOT_DUE : 0);
    long number = numbers.next();
    Binder row =
        Binder.of(statements.get(INSERT))
            .number(number)
            .bytes(UuidBytes.of(task.key()))
            .number(hold)
            .number(task.waits() ? 1 : 0)
            .number(submission.priority())
            .number(Millis.of(task.submitted()))
            .text(submission.operation())
            .text(submission.inputs().text())
            .text(task.inputs().equals(submission.inputs()) ? null : task.inputs().text())
            .text(submission.description().orElse(null))
            .text(submission.owner().orElse(null))
            .text(submission.orderingKey().orElse(null));
    row = submission.group().isPresent() ? row.number(submission.group().getAsLong()) : row.none();
    row =
        submission.transactionId().isPresent()
            ? row.bytes(UuidBytes.of(submission.transactionId().get()))
            : row.none();
    row.text(submission.idempotency().map(Idempotency::key).orElse(null))
        .text(submission.idempotency().map(Idempotency::fingerprint).orElse(null))
        .text(submission.reply().map(Json::text).orElse(null));
    row =
        submission.retention().isPresent()
            ? row.number(submission.retention().get().toMillis())
            : row.none();
    row.text(OptionsText.of(submission.options()));
    row = task.due().isPresent() ? row.number(Millis.of(task.due().get())) : row.none();
    row = task.waitEnd().isPresent() ? row.number(Millis.of(task.waitEnd().get())) : row.none();
    row.update();
    waiting.inserted(submission);
    return waiting(number, task);
  }

  private static Task waiting(long number, NewTask task) {
    return new Task(
        new TaskId(number, task.key()),
        task.submission(),
        TaskStatus.WAITING,
        Attempt.NONE,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Outcome.PENDING,
        Times.submitted(Millis.kept(task.submitted())).due(task.due().map(Millis::kept)));
  }
}
