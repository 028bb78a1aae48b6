// SPDX-License-Identifier: Apache-2.0
package dev.errand.geodata.geopackage;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Objects;
import java.util.Optional;

/**
 * A row of {@code gpkg_spatial_ref_sys} (clause 1.1.2).
 *
 * @param id within the file, where geometries name it
 * @param code what the organization calls it
 * @param definition well-known text
 */
record SpatialReference(
    String name, int id, String organization, int code, String definition, String description) {

  private static final String SELECT =
      """
      SELECT srs_name, srs_id, organization, organization_coordsys_id, definition, description
      FROM gpkg_spatial_ref_sys WHERE srs_id = ?
      """;

  private static final String INSERT =
      """
      INSERT INTO gpkg_spatial_ref_sys
        (srs_name, srs_id, organization, organization_coordsys_id, definition, description)
      VALUES (?, ?, ?, ?, ?, ?)
      """;

  static Optional<SpatialReference> find(Connection connection, int id) throws SQLException {
    try (PreparedStatement select = connection.prepareStatement(SELECT)) {
      select.setInt(1, id);
      try (ResultSet row = select.executeQuery()) {
        if (!row.next()) {
          return Optional.empty();
        }
        return Optional.of(
            new SpatialReference(
                Objects.requireNonNullElse(row.getString(1), ""),
                row.getInt(2),
                Objects.requireNonNullElse(row.getString(3), "NONE"),
                row.getInt(4),
                Objects.requireNonNullElse(row.getString(5), "undefined"),
                Objects.requireNonNullElse(row.getString(6), "")));
      }
    }
  }

  void insert(Connection connection) throws SQLException {
    try (PreparedStatement insert = connection.prepareStatement(INSERT)) {
      insert.setString(1, name);
      insert.setInt(2, id);
      insert.setString(3, organization);
      insert.setInt(4, code);
      insert.setString(5, definition);
      insert.setString(6, description);
      insert.executeUpdate();
    }
  }

  /** Whether both mean the same; the texts of one system differ from program to program. */
  boolean isLike(SpatialReference other) {
    return organization.equalsIgnoreCase(other.organization) && code == other.code;
  }

  /** Such as {@code EPSG:4326}. */
  String authority() {
    return organization + ":" + code;
  }
}
