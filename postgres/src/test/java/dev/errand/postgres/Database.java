// SPDX-License-Identifier: Apache-2.0
package dev.errand.postgres;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A real PostgreSQL for all tests of this process, which ends with it, and a schema for each test.
 * It does not sync its files, which lie in memory where there is room: tests of crashes start a
 * server of their own. With {@code -Dpostgres=oldest} it is the oldest that Errand supports.
 */
final class Database {

  private static final AtomicInteger SCHEMAS = new AtomicInteger();
  private static final String SCHEMA = "&currentSchema=";

  private static final class Server {
    static final EmbeddedPostgres STARTED =
        Servers.start(
            Servers.inMemory(
                "oldest".equals(System.getProperty("postgres"))
                    ? Servers.oldest()
                    : Servers.newest()));

    /** For all schemas: what it has learnt of the catalogue makes the next one cheaper. */
    static final Connection CONNECTION = connect();

    private static Connection connect() {
      try {
        Connection connection = DriverManager.getConnection(url());
        connection.setAutoCommit(false);
        return connection;
      } catch (SQLException e) {
        throw new IllegalStateException(e);
      }
    }
  }

  private Database() {}

  static String url() {
    return Server.STARTED.getJdbcUrl("postgres", "postgres");
  }

  static int port() {
    return Server.STARTED.getPort();
  }

  /** Settings for a schema that nobody has used, with the tables that a first node would make. */
  static PostgresSettings fresh() {
    PostgresSettings settings = empty();
    synchronized (Server.CONNECTION) {
      try (Statement statement = Server.CONNECTION.createStatement()) {
        statement.execute("SET search_path = " + schema(settings));
        Migrations.apply(Server.CONNECTION, settings.place());
      } catch (SQLException e) {
        throw new IllegalStateException(e);
      }
    }
    return settings;
  }

  /** Settings for a schema in which there is nothing. */
  static PostgresSettings empty() {
    String schema = "test_" + SCHEMAS.incrementAndGet();
    synchronized (Server.CONNECTION) {
      try (Statement statement = Server.CONNECTION.createStatement()) {
        statement.execute("CREATE SCHEMA " + schema);
        Server.CONNECTION.commit();
      } catch (SQLException e) {
        throw new IllegalStateException(e);
      }
    }
    return PostgresSettings.of(url() + SCHEMA + schema).readers(4);
  }

  private static String schema(PostgresSettings settings) {
    return settings.url().substring(settings.url().indexOf(SCHEMA) + SCHEMA.length());
  }
}
