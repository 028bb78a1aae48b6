// SPDX-License-Identifier: Apache-2.0
package dev.errand.geodata.geopackage;

/**
 * Places along a Hilbert curve of order 15 in a rectangle: points with places near each other lie
 * near each other.
 */
record Hilbert(Extent extent) {

  private static final int SIDE = 1 << 15;

  /** The place of a point, 0 to 2^30 - 1; one outside of the rectangle counts as on its edge. */
  int place(double x, double y) {
    int column = cell(x, extent.minX(), extent.maxX());
    int row = cell(y, extent.minY(), extent.maxY());
    int place = 0;
    for (int side = SIDE / 2; side > 0; side /= 2) {
      boolean right = (column & side) != 0;
      boolean upper = (row & side) != 0;
      int quadrant = right ? (upper ? 2 : 3) : (upper ? 1 : 0);
      place = place << 2 | quadrant;
      if (!upper) {
        // The curve enters the lower quadrants turned: mirror where it is on the right, and swap.
        int mirroredColumn = right ? SIDE - 1 - column : column;
        int mirroredRow = right ? SIDE - 1 - row : row;
        column = mirroredRow;
        row = mirroredColumn;
      }
    }
    return place;
  }

  private static int cell(double value, double min, double max) {
    double cell = (value - min) / (max - min) * SIDE;
    return cell >= 0 ? (int) Math.min(cell, SIDE - 1) : 0;
  }
}
