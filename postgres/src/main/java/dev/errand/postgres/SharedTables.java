// SPDX-License-Identifier: Apache-2.0
package dev.errand.postgres;

import com.zaxxer.hikari.HikariDataSource;
import dev.errand.StoreException;
import dev.errand.sql.Tables;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;

/**
 * Tables that change seldom, on connections of their own. Where changes take turns, on all nodes,
 * they do so by an advisory lock that is held until the commit. Safe for all threads.
 */
final class SharedTables implements Tables {

  private static final int CONNECTIONS = 4;

  private static final String LOCK =
      "SELECT pg_advisory_xact_lock(hashtextextended(? || current_schema(), 1))";

  private final String name;
  private final boolean turns;
  private final HikariDataSource connections;
  private final DatabaseFailures failures;

  /** What to ask or do in one transaction. */
  @FunctionalInterface
  interface Work<T> {
    T run(OpenStatements statements) throws SQLException;
  }

  private SharedTables(
      String name, boolean turns, HikariDataSource connections, DatabaseFailures failures) {
    this.name = name;
    this.turns = turns;
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
    return open(settings, name, true);
  }

  /** The same for tables that may be changed by several at a time: only rows are locked. */
  static SharedTables openWithoutTurns(PostgresSettings settings, String name) {
    return open(settings, name, false);
  }

  private static SharedTables open(PostgresSettings settings, String name, boolean turns) {
    DatabaseFailures failures = new DatabaseFailures(settings.place());
    try {
      HikariDataSource connections = Pools.seldom(settings, "errand-" + name, CONNECTIONS);
      try (Connection connection = connections.getConnection()) {
        Migrations.apply(connection, settings.place());
      } catch (SQLException | RuntimeException e) {
        connections.close();
        throw e;
      }
      return new SharedTables(name, turns, connections, failures);
    } catch (SQLException e) {
      throw failures.explainOpening(e);
    }
  }

  /** Runs in a transaction of its own and takes no turn. */
  <T> T run(Work<T> work) {
    try (Connection connection = connections.getConnection();
        OpenStatements statements = new OpenStatements(connection)) {
      T result = work.run(statements);
      connection.commit();
      return result;
    } catch (SQLException e) {
      throw failures.explain(e);
    }
  }

  @Override
  public <T> T ask(Query<T> query) {
    return run(query::ask);
  }

  @Override
  public <T> T change(Query<T> change) {
    return run(statements -> {
      if (turns) {
        try (ResultSet row = statements.bind(LOCK).text(name).query()) {
          row.next();
        }
      }
      return change.ask(statements);
    });
  }

  @Override
  public void close() {
    connections.close();
  }
}
