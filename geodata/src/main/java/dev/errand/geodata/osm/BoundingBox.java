// SPDX-License-Identifier: Apache-2.0
package dev.errand.geodata.osm;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;

/** A part of the world between two parallels and two meridians, in degrees of WGS 84. */
record BoundingBox(BigDecimal south, BigDecimal west, BigDecimal north, BigDecimal east) {

  private static final int LONGEST = 200;
  private static final BigDecimal MOST_LATITUDE = BigDecimal.valueOf(90);
  private static final BigDecimal MOST_LONGITUDE = BigDecimal.valueOf(180);

  /**
   * Reads {@code S,W,N,E}.
   *
   * @throws IllegalArgumentException with GeoGig's text for what is wrong; that the text about west
   *     and east names them the wrong way round is GeoGig's too
   */
  static BoundingBox parse(String text) {
    String[] parts = text.split(",", -1);
    if (parts.length != 4 || text.length() > LONGEST) {
      String start = text.length() > LONGEST ? text.substring(0, LONGEST) + "…" : text;
      throw new IllegalArgumentException(
          "Invalid bbox format: '%s'. Expected S,W,N,E".formatted(start));
    }
    List<BigDecimal> ordinates = new ArrayList<>();
    for (int i = 0; i < parts.length; i++) {
      ordinates.add(ordinate(parts[i].strip(), i % 2 == 0 ? MOST_LATITUDE : MOST_LONGITUDE));
    }
    BoundingBox box =
        new BoundingBox(ordinates.get(0), ordinates.get(1), ordinates.get(2), ordinates.get(3));
    if (box.south().compareTo(box.north()) > 0) {
      throw new IllegalArgumentException(
          "South ordinate must be less than or equal to North ordinate");
    }
    if (box.west().compareTo(box.east()) > 0) {
      throw new IllegalArgumentException(
          "East ordinate must be less than or equal to West ordinate");
    }
    return box;
  }

  private static BigDecimal ordinate(String text, BigDecimal most) {
    try {
      BigDecimal ordinate = new BigDecimal(text);
      if (ordinate.abs().compareTo(most) <= 0 && ordinate.scale() <= LONGEST) {
        return ordinate;
      }
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("Invalid ordinate: " + text, e);
    }
    throw new IllegalArgumentException("Invalid ordinate: " + text);
  }

  /** As Overpass QL writes it. */
  String overpass() {
    return "%s,%s,%s,%s"
        .formatted(
            south.toPlainString(),
            west.toPlainString(),
            north.toPlainString(),
            east.toPlainString());
  }
}
