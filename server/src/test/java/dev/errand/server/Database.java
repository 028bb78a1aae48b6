// SPDX-License-Identifier: Apache-2.0
package dev.errand.server;

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
 * A real PostgreSQL for all tests of this process, which ends with it, and an empty schema for
 * each. Tests that end their database start one of their own.
 */
final class Database {

  private static final AtomicInteger SCHEMAS = new AtomicInteger();

  private static final class Server {
    static final EmbeddedPostgres STARTED = start();

    private static EmbeddedPostgres start() {
      try {
        return EmbeddedPostgres.builder().setPGStartupWait(Duration.ofSeconds(60)).start();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  private Database() {}

  /** The URL of a schema that nobody has used, for the user that it names. */
  static String fresh() {
    String schema = "test_" + SCHEMAS.incrementAndGet();
    String url = Server.STARTED.getJdbcUrl("postgres", "postgres");
    try (Connection connection = DriverManager.getConnection(url);
        Statement statement = connection.createStatement()) {
      statement.execute("CREATE SCHEMA " + schema);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
    return url + "&currentSchema=" + schema;
  }

  static int port() {
    return Server.STARTED.getPort();
  }
}
