// SPDX-License-Identifier: Apache-2.0
package dev.errand.geodata.osm;

/**
 * Limits of an import.
 *
 * @param maxExpandedBytes how large a file may be once it is decompressed; stops archives that blow
 *     up. 100 GiB unless set, which holds every country extract; the whole planet as XML is about 2
 *     TiB
 */
public record OsmSettings(long maxExpandedBytes) {

  public static final OsmSettings DEFAULT = new OsmSettings(100L << 30);

  public OsmSettings {
    if (maxExpandedBytes < 1) {
      throw new IllegalArgumentException("maxExpandedBytes must be positive: " + maxExpandedBytes);
    }
  }
}
