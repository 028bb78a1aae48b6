// SPDX-License-Identifier: Apache-2.0
package dev.errand.geodata.geopackage;

import java.util.Optional;

/** A rectangle that grows with each point. Used by one thread. */
final class Bounds {

  private double minX;
  private double minY;
  private double maxX;
  private double maxY;

  Bounds() {
    clear();
  }

  void clear() {
    minX = Double.POSITIVE_INFINITY;
    minY = Double.POSITIVE_INFINITY;
    maxX = Double.NEGATIVE_INFINITY;
    maxY = Double.NEGATIVE_INFINITY;
  }

  /** Takes a point in; one without coordinates (NaN) changes nothing. */
  void add(double x, double y) {
    if (x < minX) {
      minX = x;
    }
    if (x > maxX) {
      maxX = x;
    }
    if (y < minY) {
      minY = y;
    }
    if (y > maxY) {
      maxY = y;
    }
  }

  void add(Extent extent) {
    add(extent.minX(), extent.minY());
    add(extent.maxX(), extent.maxY());
  }

  boolean isEmpty() {
    return !(minX <= maxX && minY <= maxY);
  }

  Optional<Extent> extent() {
    return isEmpty() ? Optional.empty() : Optional.of(new Extent(minX, minY, maxX, maxY));
  }
}
