// SPDX-License-Identifier: Apache-2.0
package dev.errand.postgres;

import com.zaxxer.hikari.HikariDataSource;
import dev.errand.sql.Tables;
import dev.errand.task.StoreException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Objects;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tables that change seldom, on connections of their own. Where changes take turns, on all nodes,
 * they do so by an advisory lock that is held until the commit. Safe for all threads.
 */
final class SharedTables implements Tables {

  private static final Logger LOG = LoggerFactory.getLogger(SharedTables.class);

  private static final int CONNECTIONS = 4;

  private static final String LOCK =
      "SELECT pg_advisory_xact_lock(hashtextextended(? || current_schema(), 1))";

  private static final String NUMBER = "SELECT pg_current_xact_id_if_assigned()::text";

  private final String name;
  private final String look;
  private final boolean turns;
  private final HikariDataSource connections;
  private final DatabaseFailures failures;

  /** What to ask or do in one transaction. */
  @FunctionalInterface
  interface Work<T> {
    T run(OpenStatements statements) throws SQLException;
  }

  private SharedTables(
      String name,
      String look,
      boolean turns,
      HikariDataSource connections,
      DatabaseFailures failures) {
    this.name = name;
    this.look = look;
    this.turns = turns;
    this.connections = connections;
    this.failures = failures;
  }

  /**
   * Opens them and brings all tables up to date.
   *
   * @param name tells apart those whose changes need not take turns
   * @param look what tells whether a change was stored, to stand after "look at"
   * @throws StoreException if the database cannot be reached or used
   */
  static SharedTables open(PostgresSettings settings, String name, String look) {
    return open(settings, name, look, true);
  }

  /** The same for tables that may be changed by several at a time: only rows are locked. */
  static SharedTables openWithoutTurns(PostgresSettings settings, String name, String look) {
    return open(settings, name, look, false);
  }

  private static SharedTables open(
      PostgresSettings settings, String name, String look, boolean turns) {
    DatabaseFailures failures = new DatabaseFailures(settings.place());
    try {
      HikariDataSource connections = Pools.seldom(settings, "errand-" + name, CONNECTIONS);
      try (Connection connection = connections.getConnection()) {
        Migrations.apply(connection, settings.place());
      } catch (SQLException | RuntimeException e) {
        connections.close();
        throw e;
      }
      return new SharedTables(name, look, turns, connections, failures);
    } catch (SQLException e) {
      throw failures.explainOpening(e);
    }
  }

  /**
   * Asks in a transaction of its own.
   *
   * @throws StoreException if there is no answer
   */
  <T> T read(Work<T> question) {
    return in(connection -> {
      T answer = done(question, connection);
      connection.commit();
      return answer;
    });
  }

  /**
   * Changes the tables in a transaction of its own and takes no turn.
   *
   * @throws dev.errand.task.UnknownOutcomeException if it is not known whether they were changed
   * @throws StoreException if nothing was changed
   */
  <T> T run(Work<T> work) {
    return in(connection -> {
      String[] number = {""};
      T result =
          done(
              statements -> {
                T done = work.run(statements);
                number[0] = number(statements);
                return done;
              },
              connection);
      commit(connection, number[0]);
      return result;
    });
  }

  private static <T> T done(Work<T> work, Connection connection) throws SQLException {
    try (OpenStatements statements = new OpenStatements(connection)) {
      return work.run(statements);
    }
  }

  /** Of the transaction; empty if it has written nothing. */
  private static String number(OpenStatements statements) throws SQLException {
    try (ResultSet row = statements.bind(NUMBER).query()) {
      row.next();
      return Objects.requireNonNullElse(row.getString(1), "");
    }
  }

  private void commit(Connection connection, String number) throws SQLException {
    try {
      connection.commit();
    } catch (SQLException e) {
      if (number.isEmpty() || !DatabaseFailures.isDisconnect(e)) {
        throw e;
      }
      LOG.warn(
          "It is not known whether a change was stored; whoever made it is told to look at {}: the"
              + " connection broke during the commit (transaction {})",
          look,
          number);
      throw new UnknownCommitException(e);
    }
  }

  /** What is done with a connection. */
  @FunctionalInterface
  private interface Use<T> {
    T of(Connection connection) throws SQLException;
  }

  private <T> T in(Use<T> use) {
    try {
      Connection connection = connections.getConnection();
      try {
        return use.of(connection);
      } finally {
        Pools.giveBack(connection);
      }
    } catch (SQLException e) {
      throw failures.explainChange(e, look);
    }
  }

  @Override
  public <T> T ask(Query<T> query) {
    return read(query::ask);
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
