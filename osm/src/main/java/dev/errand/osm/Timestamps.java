// SPDX-License-Identifier: Apache-2.0
package dev.errand.osm;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;

/**
 * Times as text, without the formatter of the platform, which would be the slowest part of an
 * import. Not safe for use by several threads: remembers the day it saw last.
 */
public final class Timestamps {

  private static final long DAY = 86_400_000;

  private long lastDay = Long.MIN_VALUE;
  private String lastDate = "";

  /**
   * Reads {@code 2012-07-06T13:32:59Z} and whatever else ISO 8601 allows with an offset.
   *
   * @throws DateTimeException if it is something else
   */
  public static long parse(String text) {
    if (text.length() == 20 && isPlain(text)) {
      LocalDate date = LocalDate.of(number(text, 0, 4), number(text, 5, 7), number(text, 8, 10));
      int hours = number(text, 11, 13);
      int minutes = number(text, 14, 16);
      int seconds = number(text, 17, 19);
      if (hours < 24 && minutes < 60 && seconds < 60) {
        return date.toEpochDay() * DAY + ((hours * 60L + minutes) * 60 + seconds) * 1000;
      }
    }
    return OffsetDateTime.parse(text).toInstant().toEpochMilli();
  }

  /** The column type DATETIME of a GeoPackage: UTC with milliseconds. */
  public String format(long millis) {
    long day = Math.floorDiv(millis, DAY);
    if (day != lastDay) {
      lastDate = LocalDate.ofEpochDay(day).toString();
      lastDay = day;
    }
    int rest = (int) Math.floorMod(millis, DAY);
    char[] time = "T00:00:00.000Z".toCharArray();
    put(time, 1, 2, rest / 3_600_000);
    put(time, 4, 2, rest / 60_000 % 60);
    put(time, 7, 2, rest / 1000 % 60);
    put(time, 10, 3, rest % 1000);
    return lastDate.concat(new String(time));
  }

  /** Reads what {@link #format} wrote. */
  public static long parseColumn(String text) {
    return Instant.parse(text).toEpochMilli();
  }

  private static void put(char[] target, int from, int digits, int number) {
    int rest = number;
    for (int i = from + digits - 1; i >= from; i--) {
      target[i] = (char) ('0' + rest % 10);
      rest /= 10;
    }
  }

  private static boolean isPlain(String text) {
    String pattern = "dddd-dd-ddTdd:dd:ddZ";
    for (int i = 0; i < pattern.length(); i++) {
      char expected = pattern.charAt(i);
      char found = text.charAt(i);
      boolean digit = found >= '0' && found <= '9';
      if (expected == 'd' ? !digit : found != expected) {
        return false;
      }
    }
    return true;
  }

  private static int number(String text, int from, int to) {
    int number = 0;
    for (int i = from; i < to; i++) {
      number = 10 * number + text.charAt(i) - '0';
    }
    return number;
  }
}
