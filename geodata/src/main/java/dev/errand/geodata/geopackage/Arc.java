// SPDX-License-Identifier: Apache-2.0
package dev.errand.geodata.geopackage;

/**
 * The arc of a circle from one point through a second to a third, as circular strings have them
 * (ISO 19125-3, SQL/MM). An arc reaches beyond its three points where it passes the easternmost,
 * northernmost, westernmost or southernmost point of its circle.
 */
record Arc(double startX, double startY, double midX, double midY, double endX, double endY) {

  /** Takes the outermost points of the arc in, besides the three it is made of. */
  void addExtremes(Bounds bounds) {
    boolean whole = startX == endX && startY == endY;
    double centreX = (startX + midX) / 2;
    double centreY = (startY + midY) / 2;
    if (!whole) {
      double ax = midX - startX;
      double ay = midY - startY;
      double bx = endX - startX;
      double by = endY - startY;
      double twice = 2 * (ax * by - ay * bx);
      if (twice == 0 || Double.isNaN(twice)) {
        return; // the three lie on a line
      }
      double a = ax * ax + ay * ay;
      double b = bx * bx + by * by;
      centreX = startX + (by * a - ay * b) / twice;
      centreY = startY + (ax * b - bx * a) / twice;
    }
    double radius = Math.hypot(startX - centreX, startY - centreY);
    for (int quarter = 0; quarter < 4; quarter++) {
      if (whole || passes(centreX, centreY, quarter * Math.PI / 2)) {
        bounds.add(
            centreX + (quarter == 0 ? radius : quarter == 2 ? -radius : 0),
            centreY + (quarter == 1 ? radius : quarter == 3 ? -radius : 0));
      }
    }
  }

  /** Whether the arc passes the direction, as seen from the centre. */
  private boolean passes(double centreX, double centreY, double direction) {
    double start = Math.atan2(startY - centreY, startX - centreX);
    double mid = turn(start, Math.atan2(midY - centreY, midX - centreX));
    double end = turn(start, Math.atan2(endY - centreY, endX - centreX));
    double there = turn(start, direction);
    return mid <= end ? there <= end : there >= end;
  }

  /** How far to turn to the left from one direction to another, 0 to a whole turn. */
  private static double turn(double from, double to) {
    double turn = (to - from) % (2 * Math.PI);
    return turn < 0 ? turn + 2 * Math.PI : turn;
  }
}
