// SPDX-License-Identifier: Apache-2.0
package dev.errand.postgres;

import dev.errand.access.SessionEndings;
import java.sql.ResultSet;
import java.time.Instant;

/**
 * Keeps ended sessions in the database that {@link PostgresStore} keeps tasks in, by connections of
 * its own. Every question goes to the database: a session that was ended at one node has ended at
 * all, and while the database cannot be reached no session is good.
 */
public final class PostgresSessionEndings implements SessionEndings, AutoCloseable {

  /**
   * A node whose clock is late may take a session to last a little longer, so it is remembered for
   * an hour more, by the database's clock.
   */
  private static final String TIDY =
      """
      DELETE FROM ended_session WHERE id IN (
        SELECT id FROM ended_session WHERE expires < clock_timestamp() - interval '1 hour'
        FOR UPDATE SKIP LOCKED)
      """;

  private static final String ADD =
      """
      INSERT INTO ended_session (id, expires)
      VALUES (?, to_timestamp(?))
      ON CONFLICT DO NOTHING
      """;

  private static final String CONTAINS = "SELECT EXISTS (SELECT FROM ended_session WHERE id = ?)";

  private final SharedTables tables;

  private PostgresSessionEndings(SharedTables tables) {
    this.tables = tables;
  }

  /**
   * Opens those in that database, whose tables are brought up to date.
   *
   * @throws dev.errand.task.StoreException if the database is not usable
   */
  public static PostgresSessionEndings at(PostgresSettings settings) {
    return new PostgresSessionEndings(
        SharedTables.open(settings, "sessions", "whether the session goes on"));
  }

  @Override
  public void add(String session, Instant expires) {
    tables.run(statements -> {
      statements.bind(TIDY).update();
      return statements.bind(ADD).text(session).number(expires.getEpochSecond()).update();
    });
  }

  @Override
  public boolean contains(String session) {
    return tables.read(statements -> {
      try (ResultSet row = statements.bind(CONTAINS).text(session).query()) {
        row.next();
        return row.getBoolean(1);
      }
    });
  }

  @Override
  public void close() {
    tables.close();
  }
}
