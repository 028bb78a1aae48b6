// SPDX-License-Identifier: Apache-2.0
package dev.errand.geodata.osm;

import dev.errand.osm.Meta;

/** A row to write. Whoever holds it leaves its bytes as they are. */
final class Feature {

  private final OsmLayer layer;
  private final Meta meta;
  private final byte[] geometry;

  Feature(OsmLayer layer, Meta meta, byte[] geometry) {
    this.layer = layer;
    this.meta = meta;
    this.geometry = geometry;
  }

  OsmLayer layer() {
    return layer;
  }

  Meta meta() {
    return meta;
  }

  /** GeoPackage binary. */
  byte[] geometry() {
    return geometry;
  }

  /** About how much memory it holds. */
  int weight() {
    return geometry.length + meta.weight();
  }
}
