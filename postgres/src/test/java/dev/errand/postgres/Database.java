// SPDX-License-Identifier: Apache-2.0
package dev.errand.postgres;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A real PostgreSQL for all tests of this process, which ends with it, and a schema for each test.
 * It does not sync its files: tests of crashes start a server of their own.
 */
final class Database {

  private static final AtomicInteger SCHEMAS = new AtomicInteger();

  private static final class Server {
    static final EmbeddedPostgres STARTED = start();

    private static EmbeddedPostgres start() {
      try {
        return EmbeddedPostgres.builder()
            .setServerConfig("max_connections", "200")
            .setPGStartupWait(Duration.ofSeconds(60))
            .start();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  private Database() {}

  static String url() {
    return Server.STARTED.getJdbcUrl("postgres", "postgres");
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
