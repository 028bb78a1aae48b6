// SPDX-License-Identifier: Apache-2.0
package dev.errand.postgres;

import dev.errand.sql.SqlQuestions;
import dev.errand.store.AskedOf;
import dev.errand.store.AttemptRef;
import dev.errand.task.AskedQuestion;
import dev.errand.task.Task;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/** Asks what attempts want to know that still hold their tasks. */
final class Asks implements Command.Kind<Asks.Asked, Optional<AskedOf>> {

  /** Of one task after the other, so that nobody waits for another in a circle. */
  private static final String HOLD =
      """
      SELECT number FROM task WHERE number = ? AND epoch = ? AND holder IS NOT NULL
      FOR NO KEY UPDATE
      """;

  /** What which attempt asks. */
  record Asked(AttemptRef attempt, List<AskedQuestion> questions) {}

  static Command<Asked, Optional<AskedOf>> command(
      Asks kind, AttemptRef attempt, List<AskedQuestion> questions) {
    return new Command<>(
        kind, new Asked(attempt, questions), Touched.task(attempt.number()), Command.Turn.ALONE);
  }

  /** Whether the attempt holds its task, which nobody else changes before the commit then. */
  static boolean holds(Connection connection, AttemptRef attempt) throws SQLException {
    try (Binder query =
        Binder.of(connection, HOLD).number(attempt.number()).number(attempt.epoch())) {
      return !TaskReader.numbers(query).isEmpty();
    }
  }

  @Override
  public void apply(Connection connection, List<Command<Asked, Optional<AskedOf>>> commands)
      throws SQLException {
    for (Command<Asked, Optional<AskedOf>> command : commands) {
      Asked asked = command.request();
      command.answered(
          holds(connection, asked.attempt())
              ? Optional.of(ask(connection, asked))
              : Optional.empty());
    }
  }

  private static AskedOf ask(Connection connection, Asked asked) throws SQLException {
    long number = asked.attempt().number();
    try (OpenStatements tables = new OpenStatements(connection)) {
      SqlQuestions.ask(tables, number, asked.questions());
      Task task = TaskReader.find(connection, number).orElseThrow();
      return new AskedOf(task, SqlQuestions.of(tables, number));
    }
  }
}
