// SPDX-License-Identifier: Apache-2.0
package dev.errand.postgres;

import dev.errand.task.StoreException;
import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Properties;

/** The one connection of a move, on which each step is a transaction. For one thread. */
final class MoveConnection implements AutoCloseable {

  /** Sorting much may take long before the first row comes; seconds. */
  private static final String PATIENCE = "3600";

  private final PostgresSettings settings;
  private final DatabaseFailures failures;
  private final Connection connection;

  private MoveConnection(
      PostgresSettings settings, DatabaseFailures failures, Connection connection) {
    this.settings = settings;
    this.failures = failures;
    this.connection = connection;
  }

  /** What to do on the connection. */
  @FunctionalInterface
  interface Step<T> {
    T run(Connection connection) throws SQLException, IOException;
  }

  /**
   * Connects and brings the tables up to date.
   *
   * @throws StoreException if the database cannot be reached or used
   */
  static MoveConnection open(PostgresSettings settings) {
    DatabaseFailures failures = new DatabaseFailures(settings.place());
    Properties properties = Pools.properties(settings, "errand-move");
    properties.setProperty("socketTimeout", PATIENCE);
    try {
      Connection connection = DriverManager.getConnection(settings.url(), properties);
      try {
        connection.setAutoCommit(false);
        Migrations.apply(connection, settings.place());
        return new MoveConnection(settings, failures, connection);
      } catch (SQLException | RuntimeException e) {
        connection.close();
        throw e;
      }
    } catch (SQLException e) {
      throw failures.explainOpening(e);
    }
  }

  /** Does it and commits. */
  <T> T step(Step<T> step) {
    try {
      T result = step.run(connection);
      connection.commit();
      return result;
    } catch (SQLException e) {
      throw explain(e);
    } catch (IOException e) {
      throw explain(new SQLException(e.getMessage(), "08006", e));
    }
  }

  /** Begins to read; the transaction lasts until the next step. */
  <T> T reading(Step<T> step) {
    try {
      return step.run(connection);
    } catch (SQLException e) {
      throw explain(e);
    } catch (IOException e) {
      throw explain(new SQLException(e.getMessage(), "08006", e));
    }
  }

  private StoreException explain(SQLException e) {
    return DatabaseFailures.isDisconnect(e)
        ? new StoreException(
            "%s: the connection to the database broke (%s). What has arrived stays; the same command goes on from there."
                .formatted(settings.place(), e.getMessage()),
            e)
        : failures.explain(e);
  }

  /** What was not committed is gone with it. */
  @Override
  public void close() {
    try {
      connection.close();
    } catch (SQLException e) {
      throw explain(e);
    }
  }
}
