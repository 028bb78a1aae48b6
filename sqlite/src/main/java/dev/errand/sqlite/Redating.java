// SPDX-License-Identifier: Apache-2.0
package dev.errand.sqlite;

import dev.errand.store.Retentions;
import dev.errand.task.TaskId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/** Has ended tasks go when what is set now says. */
final class Redating {

  /** Few enough that other writes do not wait for long. */
  private static final int CHUNK = 1_000;

  private static final String LAST =
      """
      SELECT max(number) FROM (SELECT number FROM task WHERE number > ? ORDER BY number LIMIT ?)
      """;

  private static final String REDATE =
      """
      UPDATE task SET retention_end = ended + coalesce(retention, ?1 ->> operation)
      WHERE number > ?2 AND number <= ?3 AND status >= 2 AND (?1 ->> operation) IS NOT NULL
        AND retention_end IS NOT ended + coalesce(retention, ?1 ->> operation)
      RETURNING number, key
      """;

  private final Statements statements;

  Redating(Statements statements) {
    this.statements = statements;
  }

  /**
   * What was done.
   *
   * @param last the highest number looked at; empty when there was none
   * @param changed the tasks that go at another time now
   */
  record Done(OptionalLong last, List<TaskId> changed) {}

  Done redate(Retentions retentions, long after) throws SQLException {
    OptionalLong last = last(after);
    return new Done(
        last, last.isPresent() ? redate(retentions, after, last.getAsLong()) : List.of());
  }

  private OptionalLong last(long after) throws SQLException {
    Binder query = Binder.of(statements.get(LAST)).number(after).number(CHUNK);
    try (ResultSet row = query.query()) {
      long number = row.next() ? row.getLong(1) : 0;
      return number == 0 ? OptionalLong.empty() : OptionalLong.of(number);
    }
  }

  private List<TaskId> redate(Retentions retentions, long after, long last) throws SQLException {
    Binder update =
        Binder.of(statements.get(REDATE))
            .text(retentions.millis().text())
            .number(after)
            .number(last);
    List<TaskId> changed = new ArrayList<>();
    try (ResultSet row = update.query()) {
      while (row.next()) {
        changed.add(new TaskId(row.getLong(1), UuidBytes.uuid(row.getBytes(2))));
      }
    }
    return changed;
  }
}
