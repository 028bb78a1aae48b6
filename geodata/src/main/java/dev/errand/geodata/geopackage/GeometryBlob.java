// SPDX-License-Identifier: Apache-2.0
package dev.errand.geodata.geopackage;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Geometries as GeoPackage binary (clause 2.1.3): a header with the reference system, for lines an
 * envelope, then well-known binary, all little-endian. Coordinates are degrees, x first.
 */
public final class GeometryBlob {

  private static final int WGS84 = 4326;
  private static final int HEADER = 8;
  private static final int ENVELOPE = 4 * Double.BYTES;
  private static final byte LITTLE_ENDIAN = 1;
  private static final byte LITTLE_ENDIAN_WITH_ENVELOPE = 1 | 1 << 1;
  private static final int POINT = 1;
  private static final int LINE_STRING = 2;

  private GeometryBlob() {}

  public static byte[] point(double x, double y) {
    byte[] bytes = new byte[HEADER + 5 + 2 * Double.BYTES];
    ByteBuffer blob = header(bytes, LITTLE_ENDIAN);
    blob.put((byte) 1).putInt(POINT).putDouble(x).putDouble(y);
    return bytes;
  }

  /** A line through {@code count} points; x and y alternate in {@code coordinates}. */
  public static byte[] line(double[] coordinates, int count) {
    byte[] bytes = new byte[HEADER + ENVELOPE + 9 + 2 * count * Double.BYTES];
    ByteBuffer blob = header(bytes, LITTLE_ENDIAN_WITH_ENVELOPE);
    Extent extent = extent(coordinates, count);
    blob.putDouble(extent.minX()).putDouble(extent.maxX());
    blob.putDouble(extent.minY()).putDouble(extent.maxY());
    blob.put((byte) 1).putInt(LINE_STRING).putInt(count);
    blob.asDoubleBuffer().put(coordinates, 0, 2 * count);
    return bytes;
  }

  /** The x of a point that {@link #point} wrote. */
  public static double x(byte[] point) {
    return coordinate(point, 0);
  }

  /** The y of a point that {@link #point} wrote. */
  public static double y(byte[] point) {
    return coordinate(point, Double.BYTES);
  }

  private static double coordinate(byte[] point, int offset) {
    return ByteBuffer.wrap(point).order(ByteOrder.LITTLE_ENDIAN).getDouble(HEADER + 5 + offset);
  }

  private static ByteBuffer header(byte[] bytes, byte flags) {
    return ByteBuffer.wrap(bytes)
        .order(ByteOrder.LITTLE_ENDIAN)
        .put((byte) 'G')
        .put((byte) 'P')
        .put((byte) 0)
        .put(flags)
        .putInt(WGS84);
  }

  /** The rectangle around the points. */
  public static Extent extent(double[] coordinates, int count) {
    double minX = Double.POSITIVE_INFINITY;
    double minY = Double.POSITIVE_INFINITY;
    double maxX = Double.NEGATIVE_INFINITY;
    double maxY = Double.NEGATIVE_INFINITY;
    for (int i = 0; i < 2 * count; i += 2) {
      minX = Math.min(minX, coordinates[i]);
      maxX = Math.max(maxX, coordinates[i]);
      minY = Math.min(minY, coordinates[i + 1]);
      maxY = Math.max(maxY, coordinates[i + 1]);
    }
    return new Extent(minX, minY, maxX, maxY);
  }
}
