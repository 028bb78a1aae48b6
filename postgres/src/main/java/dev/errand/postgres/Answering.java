// SPDX-License-Identifier: Apache-2.0
package dev.errand.postgres;

import dev.errand.sql.SqlQuestions;
import dev.errand.task.Answered;
import dev.errand.task.AnswersTaken;
import dev.errand.task.Task;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Takes answers to what tasks ask, wherever they run. The row of the task is locked first: so of
 * two answers the second finds the first, and an attempt that parks its task either finds an answer
 * or is found by it.
 */
final class Answering implements Command.Kind<Answering.Given, Optional<AnswersTaken>> {

  private static final String LOCK = "SELECT number FROM task WHERE number = ? FOR NO KEY UPDATE";

  /** A task that was parked had run, and so is the first of its ordering key. */
  static final String UNPARK =
      "UPDATE task SET parked = false, held = false WHERE number = ? AND status = 0 AND parked";

  /** Answers to what a task asks. */
  record Given(long number, Map<String, Answered> answers) {}

  private final Announcements announcements;

  Answering(Announcements announcements) {
    this.announcements = announcements;
  }

  static Command<Given, Optional<AnswersTaken>> command(Answering kind, Given given) {
    return new Command<>(kind, given, Touched.task(given.number()), Command.Turn.ALONE);
  }

  @Override
  public void apply(Connection connection, List<Command<Given, Optional<AnswersTaken>>> commands)
      throws SQLException {
    for (Command<Given, Optional<AnswersTaken>> command : commands) {
      command.answered(answer(connection, command.request()));
    }
  }

  private Optional<AnswersTaken> answer(Connection connection, Given given) throws SQLException {
    long number = given.number();
    try (Binder lock = Binder.of(connection, LOCK).number(number)) {
      if (TaskReader.numbers(lock).isEmpty()) {
        return Optional.empty();
      }
    }
    Task task = TaskReader.find(connection, number).orElseThrow();
    try (OpenStatements tables = new OpenStatements(connection)) {
      Set<String> taken = Set.of();
      if (task.status().isTerminal()) {
        SqlQuestions.close(tables, number);
      } else {
        taken = SqlQuestions.answer(tables, number, given.answers());
        if (!taken.isEmpty()) {
          announcements.answer(number);
        }
        if (task.isParked() && !SqlQuestions.isAwaiting(tables, number)) {
          int _ = tables.bind(UNPARK).number(number).update();
          announcements.work();
        }
      }
      Task after = TaskReader.find(connection, number).orElseThrow();
      return Optional.of(new AnswersTaken(after, SqlQuestions.of(tables, number), taken));
    }
  }
}
