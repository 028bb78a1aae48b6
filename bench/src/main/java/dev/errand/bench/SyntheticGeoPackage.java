// SPDX-License-Identifier: Apache-2.0
package dev.errand.bench;

import dev.errand.geodata.geopackage.Column;
import dev.errand.geodata.geopackage.GeoPackageFile;
import dev.errand.geodata.geopackage.GeometryBlob;
import dev.errand.geodata.geopackage.LayerSchema;
import java.nio.file.Path;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.Random;

/** Makes up a GeoPackage of any size, always the same: points in heaps, with three attributes. */
record SyntheticGeoPackage(long points) {

  private static final LayerSchema LAYER =
      new LayerSchema(
          "places",
          "made up",
          "fid",
          "geom",
          "POINT",
          List.of(
              new Column("name", "TEXT"),
              new Column("height", "REAL"),
              new Column("kind", "INTEGER")));

  private static final int BATCH = 1_000;
  private static final int HEAPS = 500;

  Path write(Path path) throws SQLException {
    Random random = new Random(1);
    try (GeoPackageFile file = GeoPackageFile.create(path)) {
      file.addLayer(LAYER);
      try (PreparedStatement insert = file.connection().prepareStatement(LAYER.insert("INSERT"))) {
        for (long i = 1; i <= points; i++) {
          int heap = random.nextInt(HEAPS);
          double x = Math.clamp(heap % 25 * 14 - 170 + random.nextGaussian(), -180, 180);
          double y = Math.clamp(heap / 25 * 8.5 - 80 + random.nextGaussian(), -90, 90);
          insert.setLong(1, i);
          insert.setBytes(2, GeometryBlob.point(x, y));
          insert.setString(3, "Place " + i);
          insert.setDouble(4, random.nextInt(40_000) / 10.0);
          insert.setLong(5, heap);
          insert.addBatch();
          if (i % BATCH == 0) {
            insert.executeBatch();
          }
        }
        insert.executeBatch();
      }
      file.commit();
    }
    return path;
  }
}
