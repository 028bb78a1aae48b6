// SPDX-License-Identifier: Apache-2.0
package dev.errand.postgres;

import dev.errand.sql.Millis;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;

/** Lets waiting tasks go that are due. What another node is letting go is left to it. */
final class Releases implements Command.Kind<Instant, Integer> {

  /** At once at the most; the rest follows with the next. */
  private static final int CHUNK = 1_000;

  static final String RELEASE =
      """
      UPDATE task SET held = false, due = NULL
      WHERE number = ANY (ARRAY(
        SELECT number FROM task WHERE status = 0 AND due IS NOT NULL AND due <= ?
        ORDER BY due LIMIT ? FOR NO KEY UPDATE SKIP LOCKED))
      """;

  private final Announcements announcements;

  Releases(Announcements announcements) {
    this.announcements = announcements;
  }

  static Command<Instant, Integer> command(Releases kind, Instant now) {
    return new Command<>(kind, now, Touched.NOTHING, Command.Turn.TOGETHER);
  }

  @Override
  public void apply(Connection connection, List<Command<Instant, Integer>> commands)
      throws SQLException {
    for (Command<Instant, Integer> command : commands) {
      command.answered(release(connection, command.request()));
    }
  }

  private int release(Connection connection, Instant now) throws SQLException {
    try (Binder update = Binder.of(connection, RELEASE).number(Millis.of(now)).number(CHUNK)) {
      int released = update.update();
      if (released > 0) {
        announcements.work();
      }
      return released;
    }
  }
}
