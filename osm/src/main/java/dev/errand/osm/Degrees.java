// SPDX-License-Identifier: Apache-2.0
package dev.errand.osm;

import java.math.BigDecimal;
import java.math.RoundingMode;

/**
 * Coordinates in ten-millionths of a degree. Finer ones are rounded, as OpenStreetMap itself does.
 */
public final class Degrees {

  private static final int SCALE = 7;
  private static final double UNIT = 1e7;

  /** A magnitude no longitude or latitude has. */
  private static final int MAX_LENGTH = 40;

  public static final int MAX_LON = 1_800_000_000;
  public static final int MAX_LAT = 900_000_000;

  private Degrees() {}

  /**
   * Reads a decimal number.
   *
   * @throws BadOsmFileException if it is none, or lies beyond {@code max} on either side
   */
  public static int parse(String text, int max) throws BadOsmFileException {
    long value = plain(text);
    if (value == Long.MIN_VALUE) {
      value = exact(text);
    }
    return checked(value, max, text);
  }

  public static int checked(long value, int max, Object shown) throws BadOsmFileException {
    if (value < -max || value > max) {
      throw new BadOsmFileException("the coordinate %s lies beyond the earth".formatted(shown));
    }
    return (int) value;
  }

  /** In degrees. */
  public static double degrees(int value) {
    return value / UNIT;
  }

  /** Of degrees, rounded. */
  public static int of(double degrees) {
    return (int) Math.round(degrees * UNIT);
  }

  /** The usual case, {@code [-]123.1234567}; the least number if the text is anything else. */
  private static long plain(String text) {
    int i = text.startsWith("-") ? 1 : 0;
    int length = text.length();
    if (length == i || length > 14) {
      return Long.MIN_VALUE;
    }
    long value = 0;
    int fraction = -1;
    for (int at = i; at < length; at++) {
      char c = text.charAt(at);
      if (c == '.' && fraction < 0) {
        fraction = 0;
      } else if (c >= '0' && c <= '9' && fraction < SCALE) {
        value = 10 * value + c - '0';
        fraction += fraction < 0 ? 0 : 1;
      } else {
        return Long.MIN_VALUE;
      }
    }
    for (int at = Math.max(0, fraction); at < SCALE; at++) {
      value *= 10;
    }
    return i == 1 ? -value : value;
  }

  private static long exact(String text) throws BadOsmFileException {
    try {
      if (text.length() > MAX_LENGTH) {
        throw new NumberFormatException();
      }
      double rough = Double.parseDouble(text);
      if (!(Math.abs(rough) < 1000)) {
        return Long.MAX_VALUE;
      }
      return new BigDecimal(text)
          .setScale(SCALE, RoundingMode.HALF_UP)
          .unscaledValue()
          .longValueExact();
    } catch (NumberFormatException e) {
      throw new BadOsmFileException("'%s' is not a coordinate".formatted(Shown.of(text)), e);
    }
  }
}
