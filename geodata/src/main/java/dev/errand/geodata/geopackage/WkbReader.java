// SPDX-License-Identifier: Apache-2.0
package dev.errand.geodata.geopackage;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.BitSet;

/**
 * Reads well-known binary (ISO 19125-1 with the curves of SQL/MM, in both byte orders, with Z and M
 * in either of the two usual ways to say so) for the rectangle around it, and checks that its
 * structure is sound. Used by one thread.
 */
final class WkbReader {

  private static final int MOST_NESTED = 32;
  private static final int POINT = 1;
  private static final int LINE_STRING = 2;
  private static final int POLYGON = 3;
  private static final int COLLECTION = 7;
  private static final int CIRCULAR_STRING = 8;
  private static final int TRIANGLE = 17;

  /** How GDAL, and PostGIS, marked Z and M before there was a standard for it. */
  private static final int OLD_Z = 0x80000000;

  private static final int OLD_M = 0x40000000;

  /** A geometry in a collection takes a byte for its order and four for its type at least. */
  private static final int SMALLEST = 5;

  private final Bounds bounds;
  private final BitSet types = new BitSet();

  WkbReader(Bounds bounds) {
    this.bounds = bounds;
  }

  /**
   * Reads one geometry, which takes all that remains.
   *
   * @throws BadGeometryException if it is not sound
   */
  void read(ByteBuffer wkb) throws BadGeometryException {
    geometry(wkb, 0, true);
    if (wkb.hasRemaining()) {
      throw new BadGeometryException(wkb.remaining() + " bytes follow its end");
    }
  }

  /**
   * The numbers of the types of all geometries that were read so far, and of those in collections;
   * not of the parts that a type has by itself.
   */
  BitSet types() {
    return types;
  }

  private void geometry(ByteBuffer wkb, int depth, boolean whole) throws BadGeometryException {
    if (depth > MOST_NESTED) {
      throw new BadGeometryException("it is nested more than " + MOST_NESTED + " deep");
    }
    require(wkb, SMALLEST);
    byte order = wkb.get();
    if (order != 0 && order != 1) {
      throw new BadGeometryException("its byte order is neither 0 nor 1");
    }
    wkb.order(order == 0 ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN);
    int code = wkb.getInt();
    int plain = code & ~(OLD_Z | OLD_M);
    int type = plain % 1000;
    int extra = extra(code, plain / 1000);
    if (whole) {
      types.set(type);
    }
    switch (type) {
      case POINT -> points(wkb, 1, extra);
      case LINE_STRING -> points(wkb, count(wkb, pointSize(extra)), extra);
      case CIRCULAR_STRING -> arcs(wkb, count(wkb, pointSize(extra)), extra);
      case POLYGON, TRIANGLE -> rings(wkb, extra);
      case COLLECTION -> parts(wkb, depth, whole);
      case 4, 5, 6, 9, 10, 11, 12, 15, 16 -> parts(wkb, depth, false);
      default -> throw new BadGeometryException("there is no geometry type " + code);
    }
  }

  /** How many more than two coordinates a point has. */
  private static int extra(int code, int thousands) throws BadGeometryException {
    boolean old = (code & (OLD_Z | OLD_M)) != 0;
    if (thousands < 0 || thousands > 3 || (old && thousands != 0)) {
      throw new BadGeometryException("there is no geometry type " + code);
    }
    int marks = ((code & OLD_Z) != 0 ? 1 : 0) + ((code & OLD_M) != 0 ? 1 : 0);
    return old ? marks : (thousands + 1) / 2;
  }

  private static int pointSize(int extra) {
    return (2 + extra) * Double.BYTES;
  }

  private void parts(ByteBuffer wkb, int depth, boolean whole) throws BadGeometryException {
    int count = count(wkb, SMALLEST);
    for (int i = 0; i < count; i++) {
      ByteOrder order = wkb.order();
      geometry(wkb, depth + 1, whole);
      wkb.order(order);
    }
  }

  private void rings(ByteBuffer wkb, int extra) throws BadGeometryException {
    int rings = count(wkb, Integer.BYTES);
    for (int i = 0; i < rings; i++) {
      points(wkb, count(wkb, pointSize(extra)), extra);
    }
  }

  private void points(ByteBuffer wkb, int count, int extra) throws BadGeometryException {
    require(wkb, (long) count * pointSize(extra));
    for (int i = 0; i < count; i++) {
      bounds.add(wkb.getDouble(), wkb.getDouble());
      wkb.position(wkb.position() + extra * Double.BYTES);
    }
  }

  private void arcs(ByteBuffer wkb, int count, int extra) throws BadGeometryException {
    int start = wkb.position();
    points(wkb, count, extra);
    int size = pointSize(extra);
    for (int i = start; i + 2 * size < wkb.position(); i += 2 * size) {
      new Arc(
              wkb.getDouble(i),
              wkb.getDouble(i + Double.BYTES),
              wkb.getDouble(i + size),
              wkb.getDouble(i + size + Double.BYTES),
              wkb.getDouble(i + 2 * size),
              wkb.getDouble(i + 2 * size + Double.BYTES))
          .addExtremes(bounds);
    }
  }

  private static int count(ByteBuffer wkb, int eachAtLeast) throws BadGeometryException {
    require(wkb, Integer.BYTES);
    int count = wkb.getInt();
    if (count < 0) {
      throw new BadGeometryException("it counts more parts than fit into it");
    }
    require(wkb, (long) count * eachAtLeast);
    return count;
  }

  private static void require(ByteBuffer wkb, long bytes) throws BadGeometryException {
    if (wkb.remaining() < bytes) {
      throw new BadGeometryException("it ends too early");
    }
  }
}
