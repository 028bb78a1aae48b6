// SPDX-License-Identifier: Apache-2.0
package dev.errand.geodata.geopackage;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.regex.Pattern;
import org.sqlite.ProgressHandler;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteConfig.Pragma;

/**
 * Somebody else's GeoPackage, opened to be read and believed as little as possible: nothing is
 * written beside it, its views, triggers and expressions are never run, its pages are checked
 * before they are used, and no value of it may be larger than {@link #LARGEST_VALUE}. Used by one
 * thread.
 */
final class SourceFile implements AutoCloseable {

  /** In bytes; a geometry of four million points. */
  static final int LARGEST_VALUE = 64 << 20;

  private static final int MOST_COLUMNS = 1_000;

  /** How often SQLite asks whether to go on, in steps of its virtual machine. */
  private static final int STEPS = 100_000;

  private static final List<String> REQUIRED = List.of("gpkg_contents", "gpkg_spatial_ref_sys");

  /** What is read of a file; where it is there it must be a plain table. */
  private static final List<String> READ =
      List.of("gpkg_contents", "gpkg_spatial_ref_sys", "gpkg_geometry_columns", "gpkg_extensions");

  private static final String PLAIN = "type = 'table' AND rootpage > 0 AND ";

  /** Behind the last parenthesis stand a table's options. */
  private static final Pattern WITHOUT_NUMBERS =
      Pattern.compile("\\)[^)]*\\bWITHOUT\\s+ROWID\\b[^)]*$", Pattern.CASE_INSENSITIVE);

  private final Connection connection;
  private final boolean audited;
  private final Optional<String> trouble;

  private SourceFile(Connection connection, boolean audited, Optional<String> trouble) {
    this.connection = connection;
    this.audited = audited;
    this.trouble = trouble;
  }

  /**
   * Opens a database and checks its structure; see {@link #trouble}.
   *
   * @param file that nobody writes to, and that has all that was committed to it
   * @param cancelled asked while the file is checked and read
   * @throws BadGeoPackageException if it is no sound GeoPackage
   */
  static SourceFile open(Path file, BooleanSupplier cancelled) throws IOException, SQLException {
    try {
      Connection connection = connect(file);
      try {
        return checked(connection, cancelled);
      } catch (IOException | SQLException | RuntimeException e) {
        connection.close();
        throw e;
      }
    } catch (SQLException e) {
      if (cancelled.getAsBoolean()) {
        throw e;
      }
      throw damaged(e);
    }
  }

  /** Begins to read rows of a stranger's file. */
  static ResultSet query(Statement statement, String sql) throws BadGeoPackageException {
    try {
      return statement.executeQuery(sql);
    } catch (SQLException e) {
      throw damaged(e);
    }
  }

  /** What reading a damaged file comes to. */
  static BadGeoPackageException damaged(SQLException e) {
    return new BadGeoPackageException(
        "The GeoPackage is damaged and cannot be read: " + e.getMessage(), e);
  }

  private static Connection connect(Path file) throws SQLException {
    SQLiteConfig config = new SQLiteConfig();
    config.setReadOnly(true);
    config.enableLoadExtension(false);
    Map.of(
            Pragma.LIMIT_LENGTH,
            LARGEST_VALUE,
            Pragma.LIMIT_SQL_LENGTH,
            1 << 20,
            Pragma.LIMIT_COLUMN,
            MOST_COLUMNS,
            Pragma.LIMIT_ATTACHED,
            0,
            Pragma.LIMIT_TRIGGER_DEPTH,
            1)
        .forEach((pragma, value) -> config.setPragma(pragma, value.toString()));
    config.setPragma(Pragma.MMAP_SIZE, "0");
    return config.createConnection("jdbc:sqlite:" + GeoPackageFile.readOnly(file));
  }

  private static SourceFile checked(Connection connection, BooleanSupplier cancelled)
      throws SQLException, IOException {
    ProgressHandler.setHandler(
        connection,
        STEPS,
        new ProgressHandler() {
          @Override
          protected int progress() {
            return cancelled.getAsBoolean() ? 1 : 0;
          }
        });
    try (Statement statement = connection.createStatement()) {
      statement.execute("PRAGMA trusted_schema = OFF");
      statement.execute("PRAGMA cell_size_check = ON");
      statement.execute("PRAGMA query_only = ON");
      Optional<String> trouble = trouble(statement, cancelled);
      boolean audited =
          exists(statement, PLAIN + "name = 'geogig_audited_tables' COLLATE NOCASE")
              || exists(statement, PLAIN + "sql LIKE '%audit_op%'");
      return new SourceFile(connection, audited, trouble);
    }
  }

  /** Checks what is read of every file, and says what else is wrong. */
  private static Optional<String> trouble(Statement statement, BooleanSupplier cancelled)
      throws SQLException, BadGeoPackageException {
    Optional<String> trouble = Soundness.ofAll(statement);
    if (cancelled.getAsBoolean()) {
      throw new SQLException("cancelled");
    }
    if (trouble.isPresent()) {
      for (String table : READ) {
        if (exists(statement, PLAIN + "name = '" + table + "' COLLATE NOCASE")) {
          Soundness.require(statement, table);
        }
      }
    }
    return trouble;
  }

  private static boolean exists(Statement statement, String condition) throws SQLException {
    try (ResultSet row =
        statement.executeQuery("SELECT 1 FROM sqlite_schema WHERE " + condition + " LIMIT 1")) {
      return row.next();
    }
  }

  /**
   * What is wrong with the file where nothing may have to be read, such as in a spatial index: what
   * SQLite says. If there is something, each layer is to be checked before it is read.
   */
  Optional<String> trouble() {
    return trouble;
  }

  /**
   * Checks a layer.
   *
   * @throws BadGeoPackageException if it is damaged
   */
  void requireSound(Layer layer) throws BadGeoPackageException {
    try (Statement statement = connection.createStatement()) {
      Soundness.require(statement, layer.table());
    } catch (SQLException e) {
      throw damaged(e);
    }
  }

  /** Whether the rows of a layer's table have numbers, which is so unless it was made without. */
  boolean hasRowNumbers(Layer layer) throws BadGeoPackageException {
    try (PreparedStatement select =
        connection.prepareStatement(
            "SELECT sql FROM sqlite_schema WHERE type = 'table' AND name = ? COLLATE NOCASE")) {
      select.setString(1, layer.table());
      try (ResultSet row = select.executeQuery()) {
        return !row.next() || !WITHOUT_NUMBERS.matcher(row.getString(1)).find();
      }
    } catch (SQLException e) {
      throw damaged(e);
    }
  }

  /** Whether it carries GeoGig's log of changes, its "interchange" format. */
  boolean isAudited() {
    return audited;
  }

  /**
   * Its layers.
   *
   * @throws BadGeoPackageException if the tables that every GeoPackage has are not there
   */
  LayerCatalog catalog() throws SQLException, BadGeoPackageException {
    try (Statement statement = connection.createStatement()) {
      for (String table : REQUIRED) {
        if (!exists(statement, "name = '" + table + "' COLLATE NOCASE")) {
          throw new BadGeoPackageException(
              "The file is a SQLite database but no GeoPackage with layers: it has no table %s."
                  .formatted(table));
        }
      }
      for (String table : READ) {
        if (exists(statement, "NOT (" + PLAIN + "1) AND name = '" + table + "' COLLATE NOCASE")) {
          throw new BadGeoPackageException(
              "The file is no GeoPackage: its %s is no plain table.".formatted(table));
        }
      }
    }
    return new LayerCatalog(connection);
  }

  Connection connection() {
    return connection;
  }

  @Override
  public void close() throws SQLException {
    connection.close();
  }
}
