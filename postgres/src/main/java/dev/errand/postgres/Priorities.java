// SPDX-License-Identifier: Apache-2.0
package dev.errand.postgres;

import dev.errand.sql.TaskRow;
import dev.errand.task.Task;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/** Gives waiting tasks other priorities. */
final class Priorities implements Command.Kind<Priorities.Priority, Optional<Task>> {

  static final String PRIORITIZE =
      "UPDATE task SET priority = ? WHERE number = ? AND status = 0 RETURNING " + TaskRow.COLUMNS;

  /** Which task gets which. */
  record Priority(long number, int value) {}

  static Command<Priority, Optional<Task>> command(Priorities kind, Priority priority) {
    return new Command<>(kind, priority, Touched.task(priority.number()), Command.Turn.ALONE);
  }

  @Override
  public void apply(Connection connection, List<Command<Priority, Optional<Task>>> commands)
      throws SQLException {
    for (Command<Priority, Optional<Task>> command : commands) {
      Priority priority = command.request();
      try (Binder update =
              Binder.of(connection, PRIORITIZE).number(priority.value()).number(priority.number());
          ResultSet row = update.query()) {
        command.answered(row.next() ? Optional.of(TaskReader.ROW.read(row)) : Optional.empty());
      }
    }
  }
}
