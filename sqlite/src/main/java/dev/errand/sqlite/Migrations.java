// SPDX-License-Identifier: Apache-2.0
package dev.errand.sqlite;

import dev.errand.task.StoreException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Brings the tables up to date, forward only: the resources {@code migration-1.sql}, {@code
 * migration-2.sql} and so on, of which {@code PRAGMA user_version} counts those applied.
 */
final class Migrations {

  private Migrations() {}

  /**
   * @throws StoreException if the file is newer than this program
   */
  static void apply(Connection connection, Path file) throws SQLException {
    List<String> scripts = scripts();
    try (Statement statement = connection.createStatement()) {
      int applied = known(version(statement), scripts.size(), file);
      for (int i = applied; i < scripts.size(); i++) {
        apply(statement, scripts.get(i), i + 1);
      }
    }
  }

  /**
   * Whether nothing is left to be done.
   *
   * @throws StoreException if the file is newer than this program
   */
  static boolean areApplied(Connection connection, Path file) throws SQLException {
    int newest = scripts().size();
    try (Statement statement = connection.createStatement()) {
      return known(version(statement), newest, file) == newest;
    }
  }

  private static int known(int version, int newest, Path file) {
    if (version > newest) {
      throw new StoreException(
          file
              + " was written by a newer Errand (its tables have version "
              + version
              + ", this program knows "
              + newest
              + "). Start that newer version, or use another data folder.");
    }
    return version;
  }

  private static int version(Statement statement) throws SQLException {
    try (ResultSet row = statement.executeQuery("PRAGMA user_version")) {
      row.next();
      return row.getInt(1);
    }
  }

  private static void apply(Statement statement, String script, int version) throws SQLException {
    statement.executeUpdate("BEGIN IMMEDIATE");
    try {
      statement.executeUpdate(script);
      statement.executeUpdate("PRAGMA user_version = " + version);
      statement.executeUpdate("COMMIT");
    } catch (SQLException e) {
      try {
        statement.executeUpdate("ROLLBACK");
      } catch (SQLException rollback) {
        e.addSuppressed(rollback);
      }
      throw e;
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
