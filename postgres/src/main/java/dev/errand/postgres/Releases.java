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

  /**
   * What is due here and now. One of an ordering key only if nobody adds to the key or ends one of
   * it meanwhile: such a change and this one must see each other. Waiting for it could deadlock, so
   * that one is left for the next look.
   */
  static final String DUE =
      """
      SELECT number FROM task
      WHERE status = 0 AND due IS NOT NULL AND due <= ?
        AND (ordering_key IS NULL
          OR pg_try_advisory_xact_lock(hashtextextended(ordering_key, 0)))
      ORDER BY due LIMIT ? FOR NO KEY UPDATE SKIP LOCKED
      """;

  /** A statement of its own, so that it sees what was committed before the locks were had. */
  static final String RELEASE =
      """
      UPDATE task SET due = NULL, held = ordering_key IS NOT NULL AND EXISTS (
          SELECT FROM task AS earlier
          WHERE hashtextextended(earlier.ordering_key, 0) = hashtextextended(task.ordering_key, 0)
            AND earlier.ordering_key = task.ordering_key AND earlier.ordering_key IS NOT NULL
            AND earlier.status < 2 AND earlier.number < task.number)
      WHERE number = ANY (?)
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
    List<Long> due;
    try (Binder query = Binder.of(connection, DUE).number(Millis.of(now)).number(CHUNK)) {
      due = TaskReader.numbers(query);
    }
    if (due.isEmpty()) {
      return 0;
    }
    announcements.work();
    try (Binder update = Binder.of(connection, RELEASE).numbers(due)) {
      return update.update();
    }
  }
}
