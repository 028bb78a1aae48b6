// SPDX-License-Identifier: Apache-2.0
package dev.errand.geodata.geopackage;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;

/**
 * Gives a layer of a finished file its spatial index, the extension {@code gpkg_rtree_index}. Its
 * entries are sorted along a curve and packed, which takes a fraction of the time that inserting
 * them takes, and memory that does not grow with them. Afterwards the layer can be changed only by
 * programs that know the functions of its triggers.
 */
record SpatialIndex(GeoPackageFile file, Path scratch) {

  private static final String CREATE =
      "CREATE VIRTUAL TABLE %s USING rtree(id, minx, maxx, miny, maxy)";

  /**
   * Indexes a layer; does nothing if it has no geometry.
   *
   * @param watch told of each feature that was read
   * @throws BadGeoPackageException if a geometry is not sound
   */
  void build(Layer layer, LayerContent.Watch watch) throws Exception {
    if (layer.geometry().isEmpty()) {
      return;
    }
    Connection connection = file.connection();
    String geometry = layer.geometry().get().name();
    String name = "rtree_" + layer.table() + "_" + geometry;
    try (Statement statement = connection.createStatement()) {
      statement.executeUpdate(CREATE.formatted(LayerSchema.quoted(name)));
      fill(connection, layer, name, watch);
      for (String trigger : IndexTriggers.create(layer, name)) {
        statement.executeUpdate(trigger);
      }
    }
    new ExtensionTable(connection).add(GeoPackageExtension.RTREE, layer.table(), geometry);
  }

  private void fill(Connection connection, Layer layer, String name, LayerContent.Watch watch)
      throws Exception {
    Optional<Extent> extent = file.extent(layer.table());
    Hilbert curve = new Hilbert(extent.orElse(new Extent(0, 0, 1, 1)));
    try (EntrySort sort = new EntrySort(scratch, EntrySort.RUN);
        IndexNodes nodes = new IndexNodes(connection, name, pageSize(connection))) {
      read(connection, layer, curve, sort, watch);
      sort.drain(nodes::add);
      nodes.finish();
    }
  }

  private static void read(
      Connection connection, Layer layer, Hilbert curve, EntrySort sort, LayerContent.Watch watch)
      throws Exception {
    GeometryEnvelope envelope = new GeometryEnvelope();
    String geometry = LayerSchema.quoted(layer.geometry().orElseThrow().name());
    try (Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery(
                "SELECT %s, %s FROM %s WHERE %s IS NOT NULL"
                    .formatted(layer.quotedKey(), geometry, layer.quotedTable(), geometry))) {
      for (long features = 1; row.next(); features++) {
        long id = row.getLong(1);
        Optional<Extent> around = envelope.of(row.getBytes(2));
        if (around.isPresent()) {
          Extent box = around.get();
          int place = curve.place((box.minX() + box.maxX()) / 2, (box.minY() + box.maxY()) / 2);
          sort.add(place, IndexEntry.of(id, box));
        }
        watch.read(features);
      }
    }
  }

  private static int pageSize(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("PRAGMA page_size")) {
      row.next();
      return row.getInt(1);
    }
  }
}
