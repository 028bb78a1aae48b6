// SPDX-License-Identifier: Apache-2.0
package dev.errand.postgres;

import dev.errand.store.Retentions;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.OptionalLong;

/** Has ended tasks go when what is set on this node now says. */
final class Redating implements Command.Kind<Redating.From, OptionalLong> {

  /** Few enough that other writes do not wait for long. */
  private static final int CHUNK = 2_000;

  private static final String LAST =
      """
      SELECT max(number)
      FROM (SELECT number FROM task WHERE number > ? ORDER BY number LIMIT ?) AS page
      """;

  /** What another node is about to delete, or has go by what is set there, is left to it. */
  static final String REDATE =
      """
      WITH other AS MATERIALIZED (
        SELECT number FROM task CROSS JOIN (SELECT ?::jsonb AS millis) AS rule
        WHERE number > ? AND number <= ? AND status >= 2 AND millis ->> operation IS NOT NULL
          AND retention_end IS DISTINCT FROM
            ended + coalesce(retention, (millis ->> operation)::bigint)
        FOR NO KEY UPDATE OF task SKIP LOCKED)
      UPDATE task
      SET retention_end = ended + coalesce(retention, (?::jsonb ->> operation)::bigint)
      WHERE number = ANY (ARRAY(SELECT number FROM other))
      """;

  /** By what, and above which number. */
  record From(Retentions retentions, long after) {}

  static Command<From, OptionalLong> command(Redating kind, From from) {
    return new Command<>(kind, from, Touched.NOTHING, Command.Turn.ALONE);
  }

  @Override
  public void apply(Connection connection, List<Command<From, OptionalLong>> commands)
      throws SQLException {
    for (Command<From, OptionalLong> command : commands) {
      From from = command.request();
      OptionalLong last = last(connection, from.after());
      if (last.isPresent()) {
        redate(connection, from, last.getAsLong());
      }
      command.answered(last);
    }
  }

  private static OptionalLong last(Connection connection, long after) throws SQLException {
    try (Binder query = Binder.of(connection, LAST).number(after).number(CHUNK);
        ResultSet row = query.query()) {
      long number = row.next() ? row.getLong(1) : 0;
      return number == 0 ? OptionalLong.empty() : OptionalLong.of(number);
    }
  }

  private static void redate(Connection connection, From from, long last) throws SQLException {
    String millis = from.retentions().millis().text();
    try (Binder update =
        Binder.of(connection, REDATE).text(millis).number(from.after()).number(last).text(millis)) {
      update.update();
    }
  }
}
