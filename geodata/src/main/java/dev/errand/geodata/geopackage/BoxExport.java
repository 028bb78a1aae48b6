// SPDX-License-Identifier: Apache-2.0
package dev.errand.geodata.geopackage;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.Optional;
import java.util.function.LongConsumer;

/**
 * Writes those features of a revision whose rectangle meets a box. Tables without geometry are
 * written whole, features without one are not.
 */
record BoxExport(Connection data, GeoPackageFile target, BoundingBox box) {

  /**
   * Writes a layer.
   *
   * @throws IllegalArgumentException if the box cannot be expressed in the layer's spatial
   *     reference system
   */
  void write(Layer layer, Instant changed, LongConsumer copied) throws Exception {
    Optional<Extent> wanted = Optional.empty();
    if (layer.geometry().isPresent()) {
      SpatialReference system = reference(layer);
      wanted = Optional.of(wanted(layer, system));
      if (SpatialReference.find(target.connection(), system.id()).isEmpty()) {
        system.insert(target.connection());
      }
    }
    target.addLayer(layer);
    Meeting meeting = new Meeting(layer.geometryIndex() + 1, wanted);
    copy(layer, meeting, copied);
    target.describe(layer.table(), meeting.bounds.extent(), changed);
    ExtensionTable extensions = new ExtensionTable(target.connection());
    for (GeoPackageExtension extension : new ExtensionTable(data).geometryTypes(layer.table())) {
      extensions.add(extension, layer.table(), layer.geometry().orElseThrow().name());
    }
  }

  private SpatialReference reference(Layer layer) throws SQLException {
    return SpatialReference.find(data, layer.geometry().orElseThrow().srs())
        .orElseThrow(() ->
            new IllegalStateException(
                "the layer '%s' names a reference system that is not there"
                    .formatted(layer.table())));
  }

  private Extent wanted(Layer layer, SpatialReference system) {
    return Reprojection.of(box, system.authority().toUpperCase(java.util.Locale.ROOT))
        .orElseThrow(() ->
            new IllegalArgumentException(
                """
                The bbox in %s cannot be expressed in %s, the spatial reference system of the \
                layer '%s'. Export without bbox, or name other layers with path.\
                """
                    .formatted(box.system(), system.authority(), layer.table())));
  }

  private void copy(Layer layer, Meeting meeting, LongConsumer copied) throws Exception {
    try (Statement statement = data.createStatement();
        ResultSet row =
            statement.executeQuery(
                "SELECT %s FROM %s".formatted(layer.columnList(""), layer.quotedTable()));
        PreparedStatement insert = target.connection().prepareStatement(layer.insert("INSERT"))) {
      new RowCopy(insert, layer.columns().size(), layer.keyIndex() + 1, meeting).run(row, copied);
    }
  }

  /** Takes the rows whose geometry meets the box, and remembers the rectangle around them. */
  private static final class Meeting implements RowCopy.RowFilter {
    private final int column;
    private final Optional<Extent> wanted;
    private final GeometryEnvelope envelope = new GeometryEnvelope();
    private final Bounds bounds = new Bounds();

    private Meeting(int column, Optional<Extent> wanted) {
      this.column = column;
      this.wanted = wanted;
    }

    @Override
    public boolean takes(ResultSet row) throws SQLException, BadGeoPackageException {
      if (wanted.isEmpty()) {
        return true;
      }
      byte[] blob = row.getBytes(column);
      try {
        Optional<Extent> around = blob == null ? Optional.empty() : envelope.of(blob);
        boolean meets = around.filter(extent -> extent.meets(wanted.get())).isPresent();
        if (meets) {
          bounds.add(around.get());
        }
        return meets;
      } catch (BadGeometryException e) {
        throw new BadGeoPackageException("A geometry cannot be read: " + e.getMessage(), e);
      }
    }
  }
}
