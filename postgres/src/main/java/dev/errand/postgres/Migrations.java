// SPDX-License-Identifier: Apache-2.0
package dev.errand.postgres;

import dev.errand.task.StoreException;
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
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Brings the tables up to date, forward only: the resources {@code migration-1.sql}, {@code
 * migration-2.sql} and so on, of which the table {@code errand_version} holds the last applied. All
 * in one transaction, of which there is one at a time.
 *
 * <p>So that nodes are replaced one by one, a migration says in a line of its own, {@code -- serves
 * programs since version N}, which older programs can work with the tables that it leaves: those
 * that know the tables of version N or later. Without that line there are none.
 */
final class Migrations {

  /** Any number that others are unlikely to take. */
  private static final long LOCK = 0x6572_7261_6E64L;

  private static final int OLDEST_POSTGRES = 140_000;

  private static final Pattern SERVES =
      Pattern.compile("^-- serves programs since version ([0-9]+)$", Pattern.MULTILINE);

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
      statement.execute("ALTER TABLE errand_version ADD COLUMN IF NOT EXISTS serves integer");
      Tables found = tables(statement);
      refuseNewer(found, scripts.size(), place);
      for (int i = found.version(); i < scripts.size(); i++) {
        statement.execute(scripts.get(i));
      }
      if (found.version() < scripts.size()) {
        write(statement, new Tables(scripts.size(), Math.max(found.serves(), serves(scripts))));
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

  /**
   * What the tables are.
   *
   * @param serves the oldest version whose programs can work with them
   */
  private record Tables(int version, int serves) {}

  private static Tables tables(Statement statement) throws SQLException {
    try (ResultSet row =
        statement.executeQuery(
            "SELECT coalesce(max(version), 0), coalesce(max(coalesce(serves, version)), 0)"
                + " FROM errand_version")) {
      row.next();
      return new Tables(row.getInt(1), row.getInt(2));
    }
  }

  private static void write(Statement statement, Tables tables) throws SQLException {
    statement.execute("DELETE FROM errand_version");
    statement.execute(
        "INSERT INTO errand_version (version, serves) VALUES (%d, %d)"
            .formatted(tables.version(), tables.serves()));
  }

  private static void refuseNewer(Tables found, int known, String place) {
    if (found.serves() > known) {
      throw new StoreException(
          "%s was used by a newer Errand (its tables have version %d and serve programs since version %d; this program knows %d). Start that newer version, or use another database."
              .formatted(place, found.version(), found.serves(), known));
    }
  }

  /** Each migration may shut out older programs for ever. */
  private static int serves(List<String> scripts) {
    int serves = 0;
    for (int i = 0; i < scripts.size(); i++) {
      Matcher said = SERVES.matcher(scripts.get(i));
      serves = Math.max(serves, said.find() ? Integer.parseInt(said.group(1)) : i + 1);
    }
    return serves;
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
