// SPDX-License-Identifier: Apache-2.0
package dev.errand.geodata.geopackage;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Optional;

/**
 * Finds the rectangle around geometries in GeoPackage binary (OGC 12-128r19, clause 2.1.3). Used by
 * one thread.
 */
final class GeometryEnvelope {

  private static final int HEADER = 8;
  private static final int EXTENDED = 1 << 5;
  private static final int[] ENVELOPE_SIZE = {0, 32, 48, 48, 64};

  private final Bounds bounds = new Bounds();
  private final WkbReader reader = new WkbReader(bounds);

  /**
   * The rectangle, from the header if it says so; empty for a geometry without points.
   *
   * @throws BadGeometryException if the bytes are none
   */
  Optional<Extent> of(byte[] blob) throws BadGeometryException {
    ByteBuffer bytes = header(blob);
    if (envelopeSize(blob) > 0) {
      return stated(bytes);
    }
    return isExtended(blob) ? Optional.empty() : measured(bytes);
  }

  /**
   * The rectangle, of the points themselves; the whole geometry is read. One of a type that only an
   * extension knows cannot be, so its header is believed.
   *
   * @throws BadGeometryException if it is not sound
   */
  Optional<Extent> check(byte[] blob) throws BadGeometryException {
    ByteBuffer bytes = header(blob);
    if (isExtended(blob)) {
      return of(blob);
    }
    return measured(bytes.position(HEADER + envelopeSize(blob)));
  }

  /** What the geometries need that {@link #check} has read so far. */
  List<GeoPackageExtension> extensions() {
    return reader.types().stream()
        .mapToObj(GeoPackageExtension::geometryType)
        .flatMap(Optional::stream)
        .toList();
  }

  /** The identifier of the spatial reference system that the header names. */
  static int spatialReference(byte[] blob) throws BadGeometryException {
    return header(blob).getInt(HEADER - Integer.BYTES);
  }

  private Optional<Extent> measured(ByteBuffer wkb) throws BadGeometryException {
    bounds.clear();
    reader.read(wkb);
    return bounds.extent();
  }

  /** An envelope of NaN belongs to an empty geometry. */
  private Optional<Extent> stated(ByteBuffer bytes) {
    bounds.clear();
    double minX = bytes.getDouble();
    double maxX = bytes.getDouble();
    bounds.add(minX, bytes.getDouble());
    bounds.add(maxX, bytes.getDouble());
    return bounds.extent();
  }

  private static ByteBuffer header(byte[] blob) throws BadGeometryException {
    if (blob.length < HEADER || blob[0] != 'G' || blob[1] != 'P') {
      throw new BadGeometryException("it does not begin like a GeoPackage geometry");
    }
    if (blob.length < HEADER + envelopeSize(blob)) {
      throw new BadGeometryException("it ends too early");
    }
    ByteOrder order = (blob[3] & 1) == 0 ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
    return ByteBuffer.wrap(blob).order(order).position(HEADER);
  }

  private static boolean isExtended(byte[] blob) {
    return (blob[3] & EXTENDED) != 0;
  }

  private static int envelopeSize(byte[] blob) throws BadGeometryException {
    int code = blob[3] >> 1 & 7;
    if (code >= ENVELOPE_SIZE.length) {
      throw new BadGeometryException("its header names the envelope type " + code);
    }
    return ENVELOPE_SIZE[code];
  }
}
