// SPDX-License-Identifier: Apache-2.0
package dev.errand.postgres;

import dev.errand.sql.Millis;
import dev.errand.store.AttemptRef;
import dev.errand.store.CancelledEnd;
import dev.errand.task.Task;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Puts tasks back to WAITING that were claimed here and whose code was not called, or ends those
 * that somebody has cancelled. The epoch alone tells whose they are: the node may be registered
 * anew since the claim.
 */
final class GivingBack implements Command.Kind<GivingBack.Given, Optional<Task>> {

  // lease.pml: give-back
  static final String GIVE_BACK =
      """
      WITH given AS (
        SELECT * FROM unnest(?, ?, ?, ?) AS row (number, epoch, ended, retention_end))
      UPDATE task SET status = CASE WHEN task.cancel_time IS NULL THEN 0 ELSE 4 END,
          ended = CASE WHEN task.cancel_time IS NULL THEN NULL ELSE given.ended END,
          retention_end = CASE WHEN task.cancel_time IS NULL THEN NULL ELSE given.retention_end END,
          attempt = attempt - 1, epoch = task.epoch + 1, holder = NULL,
          spared = least(task.attempt - 1,
              task.spared - CASE WHEN task.spared_epoch = task.epoch THEN 1 ELSE 0 END)
      FROM given
      WHERE task.number = given.number AND task.epoch = given.epoch AND task.holder IS NOT NULL
      RETURNING task.number
      """;

  /** Which attempt's task is given back, and how it ends if it does. */
  record Given(AttemptRef attempt, CancelledEnd cancelled) {}

  private final RunningTasks running;
  private final Returned returned;

  GivingBack(RunningTasks running, Returned returned) {
    this.running = running;
    this.returned = returned;
  }

  static Command<Given, Optional<Task>> command(
      GivingBack kind, AttemptRef attempt, CancelledEnd cancelled) {
    return new Command<>(
        kind,
        new Given(attempt, cancelled),
        Touched.byReturn(attempt.number()),
        Command.Turn.TOGETHER);
  }

  @Override
  public void apply(Connection connection, List<Command<Given, Optional<Task>>> commands)
      throws SQLException {
    List<Given> rows = commands.stream().map(Command::request).toList();
    Map<Long, Task> given;
    try (Binder update =
        Binder.of(connection, GIVE_BACK)
            .array("bigint", rows, row -> row.attempt().number())
            .array("bigint", rows, row -> row.attempt().epoch())
            .array("bigint", rows, row -> Millis.of(row.cancelled().ended()))
            .array("bigint", rows, row -> Millis.of(row.cancelled().retentionEnd()))) {
      given = TaskReader.find(connection, TaskReader.numbers(update));
    }
    for (Command<Given, Optional<Task>> command : commands) {
      long number = command.request().attempt().number();
      running.left(number);
      Optional<Task> task = Optional.ofNullable(given.get(number));
      if (task.isPresent()) {
        returned.tell(connection, task.get(), command.request().cancelled());
      }
      command.answered(task);
    }
  }
}
