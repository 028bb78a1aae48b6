// SPDX-License-Identifier: Apache-2.0
package dev.errand.postgres;

import dev.errand.sql.LevelCode;
import dev.errand.sql.Millis;
import dev.errand.task.LogLevel;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;

/** Adds lines to the log of a task that no attempt holds. */
final class Notes {

  private static final String NOTE =
      """
      WITH counted AS (
        UPDATE task SET log_last = log_last + ? WHERE number = ? RETURNING number, log_last)
      INSERT INTO log_line (task, sequence, time, level, text)
      SELECT number, log_last - ? + place, ?, ?, text
      FROM counted, unnest(?) WITH ORDINALITY AS note (text, place)
      """;

  private Notes() {}

  static void add(Connection connection, long number, List<String> notes, Instant time)
      throws SQLException {
    if (notes.isEmpty()) {
      return;
    }
    try (Binder insert =
        Binder.of(connection, NOTE)
            .number(notes.size())
            .number(number)
            .number(notes.size())
            .number(Millis.of(time))
            .number(LevelCode.of(LogLevel.INFO))
            .texts(notes)) {
      insert.update();
    }
  }
}
