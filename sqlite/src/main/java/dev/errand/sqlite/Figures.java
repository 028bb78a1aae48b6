// SPDX-License-Identifier: Apache-2.0
package dev.errand.sqlite;

import dev.errand.task.StoreFigures;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;

/** Reads what operators watch. */
final class Figures {

  /** The smallest number is the oldest; the index alone tells it. */
  static final String OLDEST =
      """
      SELECT min(number) FROM task INDEXED BY task_claimable WHERE status = 0 AND hold = 0
      """;

  private static final String ALL =
      """
      SELECT (SELECT submitted FROM task WHERE number = (%s)),
          (SELECT coalesce(sum(size), 0) FROM output),
          (SELECT page_count * page_size FROM pragma_page_count(), pragma_page_size())
      """
          .formatted(OLDEST);

  private Figures() {}

  static StoreFigures read(Statements statements) throws SQLException {
    try (ResultSet row = statements.get(ALL).executeQuery()) {
      row.next();
      long submitted = row.getLong(1);
      Optional<Instant> oldest =
          row.wasNull() ? Optional.empty() : Optional.of(Instant.ofEpochMilli(submitted));
      return new StoreFigures(oldest, StoreFigures.Nodes.ONE, row.getLong(2), row.getLong(3));
    }
  }
}
