// SPDX-License-Identifier: Apache-2.0
package dev.errand.osm;

import java.util.Arrays;
import javax.xml.stream.XMLStreamReader;
import org.jspecify.annotations.Nullable;

/**
 * Gathers the nodes of one way. Overpass' {@code out geom} and osmium's {@code locations_on_ways}
 * put coordinates at them, where they know some.
 */
final class XmlWayNodes {

  /** Fifty times what the OpenStreetMap API allows today; old data has more than that. */
  private static final int MAX_REFS = 100_000;

  private long[] refs = new long[64];
  private long[] places = new long[64];
  private int count;
  private boolean placed;
  private boolean centered;

  void clear() {
    count = 0;
    placed = false;
    centered = false;
  }

  /** Notes that the way has a {@code center}. */
  void center() {
    centered = true;
  }

  /** Takes the element {@code nd} that the reader is at. */
  void add(XMLStreamReader xml) throws BadOsmFileException {
    String ref = null;
    String lon = null;
    String lat = null;
    for (int i = 0; i < xml.getAttributeCount(); i++) {
      switch (xml.getAttributeLocalName(i)) {
        case "ref" -> ref = xml.getAttributeValue(i);
        case "lon" -> lon = xml.getAttributeValue(i);
        case "lat" -> lat = xml.getAttributeValue(i);
        default -> {}
      }
    }
    if (ref == null) {
      throw new BadOsmFileException("the element 'nd' has no attribute 'ref'");
    }
    add(XmlAttributes.number("ref", ref), place(lon, lat));
  }

  private static long place(@Nullable String lon, @Nullable String lat) throws BadOsmFileException {
    if (lon == null && lat == null) {
      return Locations.UNKNOWN;
    }
    if (lon == null || lat == null) {
      throw new BadOsmFileException("the element 'nd' has only one of lon and lat");
    }
    return Locations.pack(Degrees.parse(lon, Degrees.MAX_LON), Degrees.parse(lat, Degrees.MAX_LAT));
  }

  private void add(long ref, long place) throws BadOsmFileException {
    if (count == MAX_REFS) {
      throw new BadOsmFileException("a way has more than %d nodes".formatted(MAX_REFS));
    }
    if (count == refs.length) {
      refs = Arrays.copyOf(refs, 2 * count);
      places = Arrays.copyOf(places, 2 * count);
    }
    refs[count] = ref;
    places[count++] = place;
    placed |= place != Locations.UNKNOWN;
  }

  WayNodes nodes() {
    long[] known = placed ? Arrays.copyOf(places, count) : new long[0];
    return new WayNodes(Arrays.copyOf(refs, count), known, centered);
  }
}
