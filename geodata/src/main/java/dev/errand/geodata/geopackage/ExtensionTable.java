// SPDX-License-Identifier: Apache-2.0
package dev.errand.geodata.geopackage;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * The table {@code gpkg_extensions} of a file (clause 2.3.2), which is made when there is something
 * to put into it.
 */
record ExtensionTable(Connection connection) {

  private static final String CREATE =
      """
      CREATE TABLE IF NOT EXISTS gpkg_extensions (
        table_name TEXT,
        column_name TEXT,
        extension_name TEXT NOT NULL,
        definition TEXT NOT NULL,
        scope TEXT NOT NULL,
        CONSTRAINT ge_tce UNIQUE (table_name, column_name, extension_name))
      """;

  private static final String EXISTS =
      "SELECT 1 FROM sqlite_schema WHERE name = 'gpkg_extensions' AND type = 'table'";

  private static final String INSERT =
      "INSERT OR IGNORE INTO gpkg_extensions VALUES (?, ?, ?, ?, ?)";

  /** Geometry types beyond the simple ones, annex F.1 of the standard. */
  private static final Set<String> GEOMETRIES =
      Set.of(
          "gpkg_geom_CIRCULARSTRING",
          "gpkg_geom_COMPOUNDCURVE",
          "gpkg_geom_CURVEPOLYGON",
          "gpkg_geom_MULTICURVE",
          "gpkg_geom_MULTISURFACE",
          "gpkg_geom_CURVE",
          "gpkg_geom_SURFACE",
          "gpkg_geom_POLYHEDRALSURFACE",
          "gpkg_geom_TIN",
          "gpkg_geom_TRIANGLE");

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
    statement.executeUpdate(CREATE);
    return connection.prepareStatement(INSERT);
  }

  /** The extensions for types of geometry that a table makes use of. */
  List<GeoPackageExtension> geometryTypes(String table) throws SQLException {
    List<GeoPackageExtension> found = new ArrayList<>();
    if (exists()) {
      try (PreparedStatement select =
          connection.prepareStatement(
              "SELECT DISTINCT extension_name FROM gpkg_extensions WHERE table_name = ?")) {
        select.setString(1, table);
        try (ResultSet row = select.executeQuery()) {
          while (row.next()) {
            String name = String.valueOf(row.getString(1));
            if (GEOMETRIES.contains(name)) {
              found.add(GeoPackageExtension.geometryType(name));
            }
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
          connection.prepareStatement("DELETE FROM gpkg_extensions WHERE table_name = ?")) {
        delete.setString(1, table);
        delete.executeUpdate();
      }
    }
  }

  private boolean exists() throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(EXISTS)) {
      return row.next();
    }
  }
}
