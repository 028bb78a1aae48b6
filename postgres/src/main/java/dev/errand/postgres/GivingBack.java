// SPDX-License-Identifier: Apache-2.0
package dev.errand.postgres;

import dev.errand.Task;
import dev.errand.store.AttemptRef;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Puts tasks back to WAITING that were claimed here and have not been started. */
final class GivingBack implements Command.Kind<AttemptRef, Optional<Task>> {

  static final String GIVE_BACK =
      """
      WITH given AS (SELECT * FROM unnest(?, ?) AS row (number, epoch))
      UPDATE task SET status = 0, attempt = attempt - 1, epoch = task.epoch + 1, holder = NULL
      FROM given
      WHERE task.number = given.number AND task.epoch = given.epoch AND task.holder = ?
      RETURNING task.number
      """;

  private final Lease lease;
  private final RunningTasks running;
  private final Announcements announcements;

  GivingBack(Lease lease, RunningTasks running, Announcements announcements) {
    this.lease = lease;
    this.running = running;
    this.announcements = announcements;
  }

  static Command<AttemptRef, Optional<Task>> command(GivingBack kind, AttemptRef attempt) {
    return new Command<>(kind, attempt, Touched.task(attempt.number()), Command.Turn.TOGETHER);
  }

  @Override
  public void apply(Connection connection, List<Command<AttemptRef, Optional<Task>>> commands)
      throws SQLException {
    List<AttemptRef> attempts = commands.stream().map(Command::request).toList();
    Map<Long, Task> given;
    try (Binder update =
        Binder.of(connection, GIVE_BACK)
            .array("bigint", attempts, AttemptRef::number)
            .array("bigint", attempts, AttemptRef::epoch)
            .number(lease.node().id())) {
      given = TaskReader.find(connection, TaskReader.numbers(update));
    }
    announcements.work();
    for (Command<AttemptRef, Optional<Task>> command : commands) {
      long number = command.request().number();
      running.left(number);
      command.answered(Optional.ofNullable(given.get(number)));
    }
  }
}
