// SPDX-License-Identifier: Apache-2.0
package dev.errand.geodata.geopackage;

import dev.errand.geodata.repository.ContentSum;
import dev.errand.geodata.repository.LayerState;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a layer holds, found by reading all of it: how many features, their digest, the rectangle
 * around them, what types of geometry beyond the simple ones.
 */
record LayerContent(
    LayerState state, Optional<Extent> extent, List<GeoPackageExtension> geometryTypes) {

  /** Told of each feature; may break the reading off by throwing. */
  interface Watch {
    void read(long features) throws Exception;
  }

  /**
   * Reads the layer.
   *
   * @throws BadGeoPackageException if a geometry is not sound
   */
  static LayerContent read(Connection connection, Layer layer, Watch watch) throws Exception {
    Reading reading = new Reading(layer);
    try (Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery(
                "SELECT %s FROM %s".formatted(layer.columnList(""), layer.quotedTable()))) {
      while (row.next()) {
        reading.add(row);
        watch.read(reading.features);
      }
    }
    LayerState state = new LayerState(layer.table(), reading.features, reading.sums.sum());
    return new LayerContent(state, reading.bounds.extent(), reading.envelope.extensions());
  }

  private static final class Reading {
    private final Layer layer;
    private final int geometry;
    private final Bounds bounds = new Bounds();
    private final GeometryEnvelope envelope = new GeometryEnvelope();
    private final ContentSum.Summing sums = new ContentSum.Summing();
    private ByteBuffer form = ByteBuffer.allocate(4096);
    private long features;

    private Reading(Layer layer) {
      this.layer = layer;
      this.geometry = layer.geometryIndex();
      text(layer.signature());
      sums.add(form.flip());
    }

    private void add(ResultSet row) throws SQLException, BadGeoPackageException {
      form.clear();
      for (int i = 0; i < layer.columns().size(); i++) {
        Object value = row.getObject(i + 1);
        put(value);
        if (i == geometry && value != null) {
          measure(value, row);
        }
      }
      sums.add(form.flip());
      features++;
    }

    private void measure(Object value, ResultSet row) throws SQLException, BadGeoPackageException {
      try {
        if (!(value instanceof byte[] blob)) {
          throw new BadGeometryException("it is no BLOB");
        }
        envelope.check(blob).ifPresent(bounds::add);
      } catch (BadGeometryException e) {
        throw new BadGeoPackageException(
            "The geometry of feature %s of layer '%s' cannot be read: %s."
                .formatted(row.getObject(layer.keyIndex() + 1), layer.table(), e.getMessage()),
            e);
      }
    }

    private void put(@Nullable Object value) {
      switch (value) {
        case null -> room(1).put((byte) 0);
        case Double real -> room(9).put((byte) 2).putDouble(real);
        case Number whole -> room(9).put((byte) 1).putLong(whole.longValue());
        case byte[] blob -> room(5 + blob.length).put((byte) 4).putInt(blob.length).put(blob);
        default -> text(value.toString());
      }
    }

    private void text(String value) {
      byte[] utf8 = value.getBytes(StandardCharsets.UTF_8);
      room(5 + utf8.length).put((byte) 3).putInt(utf8.length).put(utf8);
    }

    private ByteBuffer room(int bytes) {
      if (form.remaining() < bytes) {
        ByteBuffer larger = ByteBuffer.allocate(2 * (form.position() + bytes));
        form = larger.put(form.flip());
      }
      return form;
    }
  }
}
