// SPDX-License-Identifier: Apache-2.0
package dev.errand.postgres;

import com.zaxxer.hikari.HikariDataSource;
import dev.errand.StoreException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;

/**
 * Tables that change seldom, on connections of their own. Changes take turns, on all nodes, by an
 * advisory lock that is held until the commit. Safe for all threads.
 */
final class SharedTables implements AutoCloseable {

  private static final int CONNECTIONS = 4;

  private static final String LOCK =
      "SELECT pg_advisory_xact_lock(hashtextextended(? || current_schema(), 1))";

  private final String name;
  private final HikariDataSource connections;
  private final DatabaseFailures failures;

  /** What to ask or do. */
  @FunctionalInterface
  interface Query<T> {
    T ask(Statements statements) throws SQLException;
  }

  private SharedTables(String name, HikariDataSource connections, DatabaseFailures failures) {
    this.name = name;
    this.connections = connections;
    this.failures = failures;
  }

  /**
   * Opens them and brings all tables up to date.
   *
   * @param name tells apart those whose changes need not take turns
   * @throws StoreException if the database cannot be reached or used
   */
  static SharedTables open(PostgresSettings settings, String name) {
    DatabaseFailures failures = new DatabaseFailures(settings.place());
    try {
      HikariDataSource connections = Pools.seldom(settings, "errand-" + name, CONNECTIONS);
      try (Connection connection = connections.getConnection()) {
        Migrations.apply(connection, settings.place());
      } catch (SQLException | RuntimeException e) {
        connections.close();
        throw e;
      }
      return new SharedTables(name, connections, failures);
    } catch (SQLException e) {
      throw failures.explainOpening(e);
    }
  }

  <T> T ask(Query<T> query) {
    try (Connection connection = connections.getConnection();
        Statements statements = new Statements(connection)) {
      T answer = query.ask(statements);
      connection.commit();
      return answer;
    } catch (SQLException e) {
      throw failures.explain(e);
    }
  }

  /** Changes the tables in a transaction of its own, which is durable when this returns. */
  <T> T change(Query<T> change) {
    return ask(statements -> {
      Binder lock = Binder.of(statements.get(LOCK)).text(name);
      try (ResultSet row = lock.query()) {
        row.next();
      }
      return change.ask(statements);
    });
  }

  @Override
  public void close() {
    connections.close();
  }
}
