// SPDX-License-Identifier: Apache-2.0
package dev.errand.sqlite;

import dev.errand.sql.SqlQuestions;
import dev.errand.store.AskedOf;
import dev.errand.store.AttemptRef;
import dev.errand.task.Answered;
import dev.errand.task.AnswersTaken;
import dev.errand.task.AskedQuestion;
import dev.errand.task.Task;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Asks and answers. */
final class QuestionChanges {

  private static final String HOLDS =
      "SELECT 1 FROM task WHERE number = ? AND epoch = ? AND status = 1";

  static final String UNPARK =
      """
      UPDATE task SET parked = 0, hold = hold & ~8
      WHERE number = ? AND status = 0 AND parked
      """;

  private final Statements statements;
  private final RunningTasks running;

  QuestionChanges(Statements statements, RunningTasks running) {
    this.statements = statements;
    this.running = running;
  }

  private dev.errand.sql.Statements tables() {
    return sql -> Binder.of(statements.get(sql));
  }

  Optional<AskedOf> ask(AttemptRef attempt, List<AskedQuestion> questions) throws SQLException {
    if (!holds(attempt)) {
      return Optional.empty();
    }
    SqlQuestions.ask(tables(), attempt.number(), questions);
    Task task = changed(attempt.number());
    return Optional.of(new AskedOf(task, SqlQuestions.of(tables(), attempt.number())));
  }

  private boolean holds(AttemptRef attempt) throws SQLException {
    try (ResultSet row = Attempts.held(Binder.of(statements.get(HOLDS)), attempt).query()) {
      return row.next();
    }
  }

  Optional<AnswersTaken> answer(long number, Map<String, Answered> answers) throws SQLException {
    Optional<Task> there = TaskReader.find(statements, number);
    if (there.isEmpty()) {
      return Optional.empty();
    }
    if (there.get().status().isTerminal()) {
      SqlQuestions.close(tables(), number);
      return Optional.of(
          new AnswersTaken(there.get(), SqlQuestions.of(tables(), number), Set.of()));
    }
    Set<String> taken = SqlQuestions.answer(tables(), number, answers);
    if (there.get().isParked() && !SqlQuestions.isAwaiting(tables(), number)) {
      int _ = Binder.of(statements.get(UNPARK)).number(number).update();
    }
    Task task = changed(number);
    return Optional.of(new AnswersTaken(task, SqlQuestions.of(tables(), number), taken));
  }

  private Task changed(long number) throws SQLException {
    Task task = TaskReader.find(statements, number).orElseThrow();
    running.changed(number, _ -> task);
    return task;
  }

  /** Notes what a task waits for that goes back to wait; whether it is to be parked. */
  boolean awaits(AttemptRef attempt, Set<String> keys) throws SQLException {
    return !keys.isEmpty()
        && holds(attempt)
        && SqlQuestions.await(tables(), attempt.number(), keys);
  }
}
