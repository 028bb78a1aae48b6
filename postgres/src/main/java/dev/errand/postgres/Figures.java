// SPDX-License-Identifier: Apache-2.0
package dev.errand.postgres;

import dev.errand.task.StoreFigures;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;

/** Reads what operators watch. */
final class Figures {

  /**
   * The smallest number is the oldest. Added to nothing, it is looked for in the index of what can
   * be claimed, and not among all numbers from the first on.
   */
  static final String OLDEST = "SELECT min(number + 0) FROM task WHERE status = 0 AND NOT held";

  private static final String ALL =
      """
      SELECT (SELECT submitted FROM task WHERE number = (%s)),
          (SELECT count(*) FROM node WHERE lease_end > clock_timestamp()),
          (SELECT count(*) FROM node WHERE lease_end <= clock_timestamp()),
          (SELECT coalesce(sum(size), 0)::bigint FROM output),
          (SELECT coalesce(sum(pg_total_relation_size(oid)), 0)::bigint FROM pg_class
           WHERE relnamespace = current_schema()::regnamespace AND relkind = 'r')
      """
          .formatted(OLDEST);

  private Figures() {}

  static StoreFigures read(Connection connection) throws SQLException {
    try (Binder query = Binder.of(connection, ALL);
        ResultSet row = query.query()) {
      row.next();
      long submitted = row.getLong(1);
      Optional<Instant> oldest =
          row.wasNull() ? Optional.empty() : Optional.of(Instant.ofEpochMilli(submitted));
      return new StoreFigures(
          oldest,
          new StoreFigures.Nodes(row.getInt(2), row.getInt(3)),
          row.getLong(4),
          row.getLong(5));
    }
  }
}
