// SPDX-License-Identifier: Apache-2.0
package dev.errand.geodata.geopackage;

import java.util.Optional;

/** A rectangle in the units of the coordinates. */
public record Extent(double minX, double minY, double maxX, double maxY) {

  public static Optional<Extent> union(Optional<Extent> a, Optional<Extent> b) {
    if (a.isEmpty() || b.isEmpty()) {
      return a.isEmpty() ? b : a;
    }
    return Optional.of(a.get().union(b.get()));
  }

  public Extent union(Extent other) {
    return new Extent(
        Math.min(minX, other.minX),
        Math.min(minY, other.minY),
        Math.max(maxX, other.maxX),
        Math.max(maxY, other.maxY));
  }

  /** Whether the two have a point in common, their edges included. */
  boolean meets(Extent other) {
    return minX <= other.maxX && other.minX <= maxX && minY <= other.maxY && other.minY <= maxY;
  }
}
