// SPDX-License-Identifier: Apache-2.0
package dev.errand.postgres;

import dev.errand.sql.TaskRow;
import dev.errand.task.Task;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Deletes tasks that have ended. One that another node is deleting is as good as gone. */
final class Deletes implements Command.Kind<Long, Optional<Task>> {

  static final String DELETE =
      """
      WITH ended AS MATERIALIZED (
        SELECT number FROM task WHERE number = ANY (?) AND status >= 2 FOR UPDATE SKIP LOCKED),
      lines AS (
        DELETE FROM log_line WHERE task = ANY (ARRAY(SELECT number FROM ended))),
      files AS (
        DELETE FROM output WHERE task = ANY (ARRAY(SELECT number FROM ended))),
      ticks AS (
        DELETE FROM schedule_task WHERE task = ANY (ARRAY(SELECT number FROM ended))),
      asked AS (
        DELETE FROM question WHERE task = ANY (ARRAY(SELECT number FROM ended))),
      told AS (
        DELETE FROM delivery WHERE task = ANY (ARRAY(SELECT number FROM ended)))
      DELETE FROM task WHERE number = ANY (ARRAY(SELECT number FROM ended))
      RETURNING
      """
          + TaskRow.COLUMNS;

  static Command<Long, Optional<Task>> command(Deletes kind, long number) {
    return new Command<>(kind, number, Touched.task(number), Command.Turn.TOGETHER);
  }

  @Override
  public void apply(Connection connection, List<Command<Long, Optional<Task>>> commands)
      throws SQLException {
    Map<Long, Task> deleted;
    try (Binder delete =
        Binder.of(connection, DELETE).numbers(commands.stream().map(Command::request).toList())) {
      deleted = TaskReader.byNumber(delete);
    }
    for (Command<Long, Optional<Task>> command : commands) {
      command.answered(Optional.ofNullable(deleted.get(command.request())));
    }
  }
}
