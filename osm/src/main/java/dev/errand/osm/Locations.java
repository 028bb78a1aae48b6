// SPDX-License-Identifier: Apache-2.0
package dev.errand.osm;

import java.io.IOException;

/** Where nodes are. */
public interface Locations {

  /** The answer for a node that is not known; no packed location has this value. */
  long UNKNOWN = Long.MIN_VALUE;

  /** Longitude in the upper, latitude in the lower 32 bits, see {@link Degrees}. */
  long find(long id) throws IOException;

  /** A location in one number. */
  static long pack(int lon, int lat) {
    return ((long) lon << 32) | (lat & 0xFFFF_FFFFL);
  }

  static int lon(long packed) {
    return (int) (packed >> 32);
  }

  static int lat(long packed) {
    return (int) packed;
  }
}
