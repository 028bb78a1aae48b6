// SPDX-License-Identifier: Apache-2.0
package dev.errand.geodata.geopackage;

import java.util.Locale;
import java.util.regex.Pattern;

/**
 * A rectangle in a spatial reference system, x (or longitude) first, whatever the system says.
 *
 * @param system such as {@code EPSG:4326}
 */
public record BoundingBox(Extent extent, String system) {

  private static final Pattern SYSTEM = Pattern.compile("EPSG:\\d{1,9}");
  private static final int SHOWN = 200;

  /**
   * Parses {@code minx,miny,maxx,maxy,EPSG:n}.
   *
   * @throws IllegalArgumentException with GeoGig's text
   */
  public static BoundingBox parse(String text) {
    String[] parts = text.split(",", -1);
    String shown = text.length() > SHOWN ? text.substring(0, SHOWN) + "…" : text;
    String problem = "Invalid bbox parameter: '" + shown + "'. ";
    if (parts.length != 5) {
      throw malformed(problem, null);
    }
    String system = parts[4].strip().toUpperCase(Locale.ROOT);
    BoundingBox box = new BoundingBox(extent(parts, problem), system);
    if (!SYSTEM.matcher(system).matches() || !Reprojection.isKnown(system)) {
      throw new IllegalArgumentException(problem + "Can't parse CRS '" + parts[4].strip() + "'");
    }
    return box;
  }

  private static Extent extent(String[] parts, String problem) {
    double[] corners = new double[4];
    for (int i = 0; i < corners.length; i++) {
      try {
        corners[i] = Double.parseDouble(parts[i].strip());
      } catch (NumberFormatException e) {
        throw malformed(problem, e);
      }
      if (!Double.isFinite(corners[i])) {
        throw malformed(problem, null);
      }
    }
    if (corners[0] > corners[2] || corners[1] > corners[3]) {
      throw malformed(problem, null);
    }
    return new Extent(corners[0], corners[1], corners[2], corners[3]);
  }

  private static IllegalArgumentException malformed(
      String problem, @org.jspecify.annotations.Nullable Throwable cause) {
    return new IllegalArgumentException(
        problem + "Expected format: <minx,miny,maxx,maxy,CRS>", cause);
  }
}
