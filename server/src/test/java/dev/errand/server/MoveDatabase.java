// SPDX-License-Identifier: Apache-2.0
package dev.errand.server;

import dev.errand.postgres.PostgresSettings;
import dev.errand.testkit.Looks;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * An empty schema to move to, with a gate that holds a move up at a row or a table until it is
 * opened.
 */
final class MoveDatabase implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofMinutes(10);
  private static final AtomicInteger GATES = new AtomicInteger();

  private final int number = GATES.incrementAndGet();
  private final String url = Database.fresh();
  private final Connection connection;

  MoveDatabase() {
    try {
      connection = DriverManager.getConnection(url);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  String url() {
    return url;
  }

  PostgresSettings settings() {
    return PostgresSettings.of(url).readers(2).lease(Duration.ofSeconds(2));
  }

  void run(String sql) {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    } catch (SQLException e) {
      throw new IllegalStateException(sql, e);
    }
  }

  long number(String query) {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(query)) {
      row.next();
      return row.getLong(1);
    } catch (SQLException e) {
      throw new IllegalStateException(query, e);
    }
  }

  /**
   * Shuts the gate before changes of a table; its tables must be there.
   *
   * @param rows which rows, as {@code FOR EACH ROW WHEN (…)}, or all at once
   */
  void gate(String event, String table, String rows) {
    run("SELECT pg_advisory_lock(" + number + ")");
    run(
        """
        CREATE OR REPLACE FUNCTION gate() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
          PERFORM set_config('lock_timeout', '0', true);
          PERFORM pg_advisory_xact_lock(%d);
          RETURN NEW;
        END $$
        """
            .formatted(number));
    run(
        "CREATE TRIGGER gate BEFORE %s ON %s %s EXECUTE FUNCTION gate()"
            .formatted(event, table, rows));
  }

  /** Waits until somebody stands before the gate. */
  void awaitBefore() {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    String waiting =
        "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND NOT granted AND objid = "
            + number;
    while (number(waiting) == 0) {
      if (System.nanoTime() > deadline) {
        throw new AssertionError("nobody came to the gate");
      }
      Looks.pause();
    }
  }

  void open() {
    run("SELECT pg_advisory_unlock(" + number + ")");
    run("DROP FUNCTION gate() CASCADE");
  }

  @Override
  public void close() {
    try {
      connection.close();
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }
}
