// SPDX-License-Identifier: Apache-2.0
package dev.errand.geodata.geopackage;

import java.util.Optional;
import org.locationtech.proj4j.BasicCoordinateTransform;
import org.locationtech.proj4j.CRSFactory;
import org.locationtech.proj4j.CoordinateReferenceSystem;
import org.locationtech.proj4j.CoordinateTransform;
import org.locationtech.proj4j.Proj4jException;
import org.locationtech.proj4j.ProjCoordinate;

/**
 * Expresses a rectangle in another spatial reference system of the EPSG register: the rectangle
 * around a grid of its points, so that what bulges between the corners, or around a pole, is in.
 */
final class Reprojection {

  /** Points on each side of the grid. */
  private static final int GRID = 65;

  private Reprojection() {}

  /** Whether there is such a system, called such as {@code EPSG:4326}, and it can be computed. */
  static boolean isKnown(String system) {
    return system(system).isPresent();
  }

  /**
   * The rectangle in that system, a little larger than it must be rather than smaller; empty if
   * there is no way to it, or nothing of it lies where the system applies.
   */
  static Optional<Extent> of(BoundingBox box, String target) {
    if (box.system().equals(target)) {
      return Optional.of(box.extent());
    }
    Optional<CoordinateReferenceSystem> from = system(box.system());
    Optional<CoordinateReferenceSystem> to = system(target);
    if (from.isEmpty() || to.isEmpty()) {
      return Optional.empty();
    }
    Bounds bounds = new Bounds();
    addGrid(box.extent(), new BasicCoordinateTransform(from.get(), to.get()), bounds);
    return bounds.extent().map(Reprojection::widened);
  }

  private static void addGrid(Extent box, CoordinateTransform transform, Bounds bounds) {
    ProjCoordinate there = new ProjCoordinate();
    for (int column = 0; column < GRID; column++) {
      for (int row = 0; row < GRID; row++) {
        double x = between(box.minX(), box.maxX(), column);
        double y = between(box.minY(), box.maxY(), row);
        try {
          transform.transform(new ProjCoordinate(x, y), there);
        } catch (Proj4jException outside) {
          continue; // the point lies where one of the systems does not apply
        }
        if (Double.isFinite(there.x) && Double.isFinite(there.y)) {
          bounds.add(there.x, there.y);
        }
      }
    }
  }

  private static double between(double min, double max, int step) {
    return step == GRID - 1 ? max : min + (max - min) * step / (GRID - 1);
  }

  /** Between two points of the grid an edge bulges by far less than a thousandth of the whole. */
  private static Extent widened(Extent extent) {
    double x = (extent.maxX() - extent.minX()) / 1_000;
    double y = (extent.maxY() - extent.minY()) / 1_000;
    return new Extent(extent.minX() - x, extent.minY() - y, extent.maxX() + x, extent.maxY() + y);
  }

  private static Optional<CoordinateReferenceSystem> system(String name) {
    try {
      return Optional.ofNullable(new CRSFactory().createFromName(name));
    } catch (Proj4jException | IllegalStateException unknown) {
      return Optional.empty();
    }
  }
}
