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
 * It does not sync its files: tests of crashes start a server of their own. With {@code
 * -Dpostgres=oldest} it is the oldest that Errand supports.
 */
final class Database {

  private static final AtomicInteger SCHEMAS = new AtomicInteger();

  private static final class Server {
    static final EmbeddedPostgres STARTED =
        Servers.start(
            "oldest".equals(System.getProperty("postgres")) ? Servers.oldest() : Servers.newest());
  }

  private Database() {}

  static String url() {
    return Server.STARTED.getJdbcUrl("postgres", "postgres");
  }

  static int port() {
    return Server.STARTED.getPort();
  }

  /** Settings for a schema that nobody has used. */
  static PostgresSettings fresh() {
    String schema = "test_" + SCHEMAS.incrementAndGet();
    try (Connection connection = DriverManager.getConnection(url());
        Statement statement = connection.createStatement()) {
      statement.execute("CREATE SCHEMA " + schema);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
    return PostgresSettings.of(url() + "&currentSchema=" + schema).readers(4);
  }
}
