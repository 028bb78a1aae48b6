// SPDX-License-Identifier: Apache-2.0
package dev.errand.postgres;

import dev.errand.StoreException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Brings the tables up to date, forward only: the resources {@code migration-1.sql}, {@code
 * migration-2.sql} and so on, of which the table {@code errand_version} holds the last applied. All
 * in one transaction, of which there is one at a time.
 */
final class Migrations {

  /** Any number that others are unlikely to take. */
  private static final long LOCK = 0x6572_7261_6E64L;

  private static final int OLDEST_POSTGRES = 140_000;

  private Migrations() {}

  /**
   * Applies what is missing and commits.
   *
   * @param connection without automatic commits
   * @throws StoreException if the tables are newer than this program, or PostgreSQL too old
   */
  static void apply(Connection connection, String place) throws SQLException {
    List<String> scripts = scripts();
    try (Statement statement = connection.createStatement()) {
      refuseOldPostgres(statement, place);
      statement.execute("SELECT pg_advisory_xact_lock(" + LOCK + ")");
      statement.execute("CREATE TABLE IF NOT EXISTS errand_version (version integer NOT NULL)");
      int applied = known(number(statement, "SELECT max(version) FROM errand_version"), place);
      for (int i = applied; i < scripts.size(); i++) {
        statement.execute(scripts.get(i));
      }
      if (applied < scripts.size()) {
        statement.execute("DELETE FROM errand_version");
        statement.execute("INSERT INTO errand_version VALUES (" + scripts.size() + ")");
      }
      connection.commit();
    } catch (SQLException | RuntimeException e) {
      connection.rollback();
      throw e;
    }
  }

  private static void refuseOldPostgres(Statement statement, String place) throws SQLException {
    int version = number(statement, "SELECT current_setting('server_version_num')::integer");
    if (version < OLDEST_POSTGRES) {
      throw new StoreException(
          "%s is PostgreSQL %d, and Errand needs 14 or later. Use a newer one."
              .formatted(place, version / 10_000));
    }
  }

  private static int known(int version, String place) {
    int newest = scripts().size();
    if (version > newest) {
      throw new StoreException(
          "%s was used by a newer Errand (its tables have version %d, this program knows %d). Start that newer version, or use another database."
              .formatted(place, version, newest));
    }
    return version;
  }

  private static int number(Statement statement, String sql) throws SQLException {
    try (ResultSet row = statement.executeQuery(sql)) {
      row.next();
      return row.getInt(1);
    }
  }

  private static List<String> scripts() {
    List<String> scripts = new ArrayList<>();
    String script;
    while ((script = script(scripts.size() + 1)) != null) {
      scripts.add(script);
    }
    return scripts;
  }

  private static @Nullable String script(int version) {
    String name = "migration-" + version + ".sql";
    try (InputStream resource = Migrations.class.getResourceAsStream(name)) {
      return resource == null ? null : new String(resource.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read " + name + " from the program", e);
    }
  }
}
