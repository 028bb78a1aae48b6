// SPDX-License-Identifier: Apache-2.0
package dev.errand.operations.osm;

/**
 * A row to write.
 *
 * @param geometry as GeoPackage binary
 */
record Feature(OsmLayer layer, Meta meta, byte[] geometry) {

  /** About how much memory it holds. */
  int weight() {
    return geometry.length + meta.weight();
  }
}
