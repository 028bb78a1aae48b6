// SPDX-License-Identifier: Apache-2.0
package dev.errand.geodata.osm;

import dev.errand.geodata.geopackage.GeometryBlob;
import dev.errand.geodata.geopackage.LayerSchema;
import dev.errand.osm.Degrees;
import dev.errand.osm.Locations;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.sqlite.SQLiteConfig;

/** Where the nodes of a revision are. Used by one thread. */
final class RepositoryLocations implements Locations, AutoCloseable {

  private final Connection connection;
  private final PreparedStatement select;

  RepositoryLocations(Path data) throws IOException {
    SQLiteConfig config = new SQLiteConfig();
    config.setReadOnly(true);
    LayerSchema schema = OsmLayer.NODE.schema();
    try {
      connection = config.createConnection("jdbc:sqlite:" + data.toAbsolutePath());
      select =
          connection.prepareStatement(
              "SELECT %s FROM %s WHERE %s = ?"
                  .formatted(
                      LayerSchema.quoted(schema.geometry()),
                      LayerSchema.quoted(schema.table()),
                      LayerSchema.quoted(schema.key())));
    } catch (SQLException e) {
      throw failed(e);
    }
  }

  @Override
  public long find(long id) throws IOException {
    try {
      select.setLong(1, id);
      try (ResultSet row = select.executeQuery()) {
        byte[] point = row.next() ? row.getBytes(1) : null;
        if (point == null) {
          return UNKNOWN;
        }
        return Locations.pack(Degrees.of(GeometryBlob.x(point)), Degrees.of(GeometryBlob.y(point)));
      }
    } catch (SQLException e) {
      throw failed(e);
    }
  }

  private static IOException failed(SQLException e) {
    return new IOException("The nodes of the repository cannot be read: " + e.getMessage(), e);
  }

  @Override
  public void close() throws IOException {
    try {
      connection.close();
    } catch (SQLException e) {
      throw failed(e);
    }
  }
}
