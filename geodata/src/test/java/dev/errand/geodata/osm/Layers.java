// SPDX-License-Identifier: Apache-2.0
package dev.errand.geodata.osm;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** Looks into the layers of a repository with plain SQL. */
final class Layers {

  private Layers() {}

  static long count(Path data, String layer) throws SQLException {
    return Long.parseLong(text(data, "SELECT count(*) FROM " + layer));
  }

  static String tags(Workshop shop, String layer, long id) throws SQLException {
    return text(head(shop), "SELECT tags FROM %s WHERE id = %d".formatted(layer, id));
  }

  static Path head(Workshop shop) {
    return shop.repository.data(shop.repository.head().orElseThrow());
  }

  static String text(Path data, String sql) throws SQLException {
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + data);
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(sql)) {
      return row.next() ? String.valueOf(row.getString(1)) : "no row";
    }
  }

  /** The coordinates of a line or point, x and y in turn. */
  static List<Double> coordinates(Path data, String layer, long id) throws SQLException {
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + data);
        Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery("SELECT geom FROM %s WHERE id = %d".formatted(layer, id))) {
      ByteBuffer blob = ByteBuffer.wrap(row.getBytes(1)).order(ByteOrder.LITTLE_ENDIAN);
      blob.position(layer.equals("way") ? 8 + 32 + 9 : 8 + 5);
      List<Double> coordinates = new ArrayList<>();
      while (blob.hasRemaining()) {
        coordinates.add(blob.getDouble());
      }
      return coordinates;
    }
  }
}
