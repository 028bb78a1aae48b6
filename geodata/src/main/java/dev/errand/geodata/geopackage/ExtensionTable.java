// SPDX-License-Identifier: Apache-2.0
package dev.errand.geodata.geopackage;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/**
 * The table {@code gpkg_extensions} of a file (clause 2.3.2), which is made when there is something
 * to put into it.
 *
 * @param schema what statements call the file, such as {@code main} or the name of an attached one
 */
record ExtensionTable(Connection connection, String schema) {

  private static final String CREATE =
      """
      CREATE TABLE IF NOT EXISTS %s.gpkg_extensions (
        table_name TEXT,
        column_name TEXT,
        extension_name TEXT NOT NULL,
        definition TEXT NOT NULL,
        scope TEXT NOT NULL,
        CONSTRAINT ge_tce UNIQUE (table_name, column_name, extension_name))
      """;

  private static final String EXISTS =
      "SELECT 1 FROM %s.sqlite_schema WHERE name = 'gpkg_extensions' AND type = 'table'";

  private static final String INSERT =
      "INSERT OR IGNORE INTO %s.gpkg_extensions VALUES (?, ?, ?, ?, ?)";

  ExtensionTable(Connection connection) {
    this(connection, "main");
  }

  /** Notes that a column of a table makes use of an extension, if that is not noted yet. */
  void add(GeoPackageExtension extension, String table, String column) throws SQLException {
    try (Statement statement = connection.createStatement();
        PreparedStatement insert = prepared(statement)) {
      insert.setString(1, table);
      insert.setString(2, column);
      insert.setString(3, extension.name());
      insert.setString(4, extension.definition());
      insert.setString(5, extension.scope());
      insert.executeUpdate();
    }
  }

  private PreparedStatement prepared(Statement statement) throws SQLException {
    statement.executeUpdate(CREATE.formatted(schema));
    return connection.prepareStatement(INSERT.formatted(schema));
  }

  /** The extensions for types of geometry that a table makes use of. */
  List<GeoPackageExtension> geometryTypes(String table) throws SQLException {
    List<GeoPackageExtension> found = new ArrayList<>();
    if (exists()) {
      try (PreparedStatement select =
          connection.prepareStatement(
              "SELECT DISTINCT extension_name FROM %s.gpkg_extensions WHERE table_name = ? COLLATE NOCASE"
                  .formatted(schema))) {
        select.setString(1, table);
        try (ResultSet row = select.executeQuery()) {
          while (row.next()) {
            GeoPackageExtension.geometryTypeCalled(String.valueOf(row.getString(1)))
                .ifPresent(found::add);
          }
        }
      }
    }
    return found;
  }

  /** Forgets all that was noted of a table. */
  void forget(String table) throws SQLException {
    if (exists()) {
      try (PreparedStatement delete =
          connection.prepareStatement(
              "DELETE FROM %s.gpkg_extensions WHERE table_name = ?".formatted(schema))) {
        delete.setString(1, table);
        delete.executeUpdate();
      }
    }
  }

  private boolean exists() throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(EXISTS.formatted(schema))) {
      return row.next();
    }
  }
}
