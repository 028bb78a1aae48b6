// SPDX-License-Identifier: Apache-2.0
package dev.errand.geodata.geopackage;

/**
 * A cell of an R-tree: a feature or node, and the rectangle around it. SQLite keeps the corners as
 * floats, rounded outwards.
 */
record IndexEntry(long id, float minX, float maxX, float minY, float maxY) {

  static IndexEntry of(long id, Extent extent) {
    return new IndexEntry(
        id, down(extent.minX()), up(extent.maxX()), down(extent.minY()), up(extent.maxY()));
  }

  IndexEntry union(IndexEntry other) {
    return new IndexEntry(
        id,
        Math.min(minX, other.minX),
        Math.max(maxX, other.maxX),
        Math.min(minY, other.minY),
        Math.max(maxY, other.maxY));
  }

  IndexEntry as(long otherId) {
    return new IndexEntry(otherId, minX, maxX, minY, maxY);
  }

  private static float down(double value) {
    float near = (float) value;
    return near > value ? Math.nextDown(near) : near;
  }

  private static float up(double value) {
    float near = (float) value;
    return near < value ? Math.nextUp(near) : near;
  }
}
