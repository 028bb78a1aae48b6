// SPDX-License-Identifier: Apache-2.0
package dev.errand.osm;

import crosby.binary.Osmformat;
import crosby.binary.Osmformat.PrimitiveBlock;

/** Makes coordinates of the numbers in one block, which has its own unit and its own origin. */
final class PbfPlaces {

  private static final int NANODEGREES_A_UNIT = 100;

  /** What osmium writes for both coordinates of a node that it does not know. */
  private static final long UNDEFINED = Integer.MAX_VALUE;

  private final long granularity;
  private final long lonOffset;
  private final long latOffset;

  PbfPlaces(PrimitiveBlock block) {
    this.granularity = block.getGranularity();
    this.lonOffset = block.getLonOffset();
    this.latOffset = block.getLatOffset();
  }

  int lon(long value) throws BadOsmFileException {
    return checked(nanodegrees(lonOffset, value), Degrees.MAX_LON);
  }

  int lat(long value) throws BadOsmFileException {
    return checked(nanodegrees(latOffset, value), Degrees.MAX_LAT);
  }

  /**
   * The nodes of a way, with the places that it gives itself (the optional feature {@code
   * LocationsOnWays}): as many as nodes, or none.
   */
  WayNodes nodes(Osmformat.Way way) throws BadOsmFileException {
    long[] refs = new long[way.getRefsCount()];
    long ref = 0;
    for (int i = 0; i < refs.length; i++) {
      ref += way.getRefs(i);
      refs[i] = ref;
    }
    if (way.getLonCount() == 0 && way.getLatCount() == 0) {
      return WayNodes.of(refs);
    }
    if (way.getLonCount() != refs.length || way.getLatCount() != refs.length) {
      throw new BadOsmFileException(
          "the way %d has %d nodes, but %d longitudes and %d latitudes of them"
              .formatted(way.getId(), refs.length, way.getLonCount(), way.getLatCount()));
    }
    return new WayNodes(refs, places(way), false);
  }

  private long[] places(Osmformat.Way way) throws BadOsmFileException {
    long[] places = new long[way.getLonCount()];
    long lon = 0;
    long lat = 0;
    for (int i = 0; i < places.length; i++) {
      lon += way.getLon(i);
      lat += way.getLat(i);
      places[i] = isUndefined(lon, lat) ? Locations.UNKNOWN : Locations.pack(lon(lon), lat(lat));
    }
    return places;
  }

  private boolean isUndefined(long lon, long lat) {
    return units(nanodegrees(lonOffset, lon)) == UNDEFINED
        && units(nanodegrees(latOffset, lat)) == UNDEFINED;
  }

  private long nanodegrees(long offset, long value) {
    return offset + granularity * value;
  }

  private static long units(long nanodegrees) {
    long half = nanodegrees < 0 ? -NANODEGREES_A_UNIT / 2 : NANODEGREES_A_UNIT / 2;
    return (nanodegrees + half) / NANODEGREES_A_UNIT;
  }

  private static int checked(long nanodegrees, int max) throws BadOsmFileException {
    return Degrees.checked(units(nanodegrees), max, nanodegrees);
  }
}
