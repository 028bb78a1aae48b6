// SPDX-License-Identifier: Apache-2.0
package dev.errand.bench;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

/** A PostgreSQL on this machine that syncs its files, as one for production does. */
final class Postgres implements AutoCloseable {

  private final EmbeddedPostgres server;
  private final Path data;
  private final AtomicInteger schemas = new AtomicInteger();

  private Postgres(EmbeddedPostgres server, Path data) {
    this.server = server;
    this.data = data;
  }

  static Postgres start(Path folder) throws IOException {
    Path data = folder.resolve("postgres");
    return new Postgres(
        EmbeddedPostgres.builder()
            .setDataDirectory(data)
            .setServerConfig("fsync", "on")
            .setServerConfig("synchronous_commit", "on")
            .setPGStartupWait(Duration.ofSeconds(60))
            .start(),
        data);
  }

  /** What it has done until now. */
  DatabaseCost cost() throws SQLException, IOException {
    try (Connection connection = DriverManager.getConnection(url());
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("SELECT pg_current_wal_lsn() - '0/0'")) {
      row.next();
      return new DatabaseCost(ServerCpu.nanos(data), row.getLong(1));
    }
  }

  String version() throws SQLException {
    try (Connection connection = DriverManager.getConnection(url())) {
      return connection.getMetaData().getDatabaseProductVersion();
    }
  }

  private String url() {
    return server.getJdbcUrl("postgres", "postgres");
  }

  /** The URL of a schema that nobody has used; it goes with the server. */
  String freshSchema() throws SQLException {
    String schema = "round_" + schemas.incrementAndGet();
    try (Connection connection = DriverManager.getConnection(url());
        Statement statement = connection.createStatement()) {
      statement.execute("CREATE SCHEMA " + schema);
    }
    return url() + "&currentSchema=" + schema;
  }

  @Override
  public void close() throws IOException {
    server.close();
  }
}
