// SPDX-License-Identifier: Apache-2.0
package dev.errand.postgres;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.locks.LockSupport;

/** Looks into the tables of outputs. */
final class OutputTables {

  private static final long PATIENCE_NANOS = 30_000_000_000L;
  private static final long LOOK_NANOS = 5_000_000;

  private final PostgresSettings settings;

  OutputTables(PostgresSettings settings) {
    this.settings = settings;
  }

  /** Whether nothing is left of any file or reader. */
  boolean isEmpty() {
    return number(
            "SELECT (SELECT count(*) FROM output_file) + (SELECT count(*) FROM output_chunk)"
                + " + (SELECT count(*) FROM output_reader)")
        == 0;
  }

  long number(String sql) {
    try (Connection connection = DriverManager.getConnection(settings.url());
        Statement statement = connection.createStatement()) {
      return number(statement, sql);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private static long number(Statement statement, String sql) throws SQLException {
    try (ResultSet row = statement.executeQuery(sql)) {
      row.next();
      return row.getLong(1);
    }
  }

  int change(String sql) {
    try (Connection connection = DriverManager.getConnection(settings.url());
        Statement statement = connection.createStatement()) {
      return statement.executeUpdate(sql);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Waits until somebody waits for the lock of a task's row that another transaction holds. */
  void awaitBlockedOnTask() {
    await(
        "SELECT count(*) FROM pg_locks WHERE locktype = 'tuple' AND relation = 'task'::regclass",
        1);
  }

  /** Waits until a query gives this number, on one connection: to make one costs most of a look. */
  void await(String sql, long expected) {
    long deadline = System.nanoTime() + PATIENCE_NANOS;
    try (Connection connection = DriverManager.getConnection(settings.url());
        Statement statement = connection.createStatement()) {
      while (number(statement, sql) != expected) {
        if (System.nanoTime() > deadline) {
          throw new AssertionError("not " + expected + " in time: " + sql);
        }
        LockSupport.parkNanos(LOOK_NANOS);
      }
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }
}
