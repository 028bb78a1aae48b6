// SPDX-License-Identifier: Apache-2.0
package dev.errand.http;

import java.util.Locale;

/** How much a caller wants a media type, by its Accept header (RFC 9110 section 12.5.1). */
public final class Accept {

  private Accept() {}

  /**
   * The weight that {@code header} gives a type. The most specific range counts; parameters other
   * than {@code q} are passed over, ranges that cannot be read are too.
   *
   * @param header the value of the header; empty counts as everything
   * @param type such as {@code application/json}, in lower case
   * @return from 0, not wanted, to 1
   */
  public static double weight(String header, String type) {
    if (header.isBlank()) {
      return 1;
    }
    double weight = 0;
    int specific = -1;
    int start = 0;
    while (start < header.length()) {
      int comma = header.indexOf(',', start);
      int end = comma < 0 ? header.length() : comma;
      String range = header.substring(start, end);
      int fits = fit(range, type);
      if (fits > specific) {
        specific = fits;
        weight = quality(range);
      }
      start = end + 1;
    }
    return weight;
  }

  /**
   * 2 if the range names the type, 1 if all of its kind, 0 if everything, -1 if it does not hold
   * it.
   */
  private static int fit(String range, String type) {
    int semicolon = range.indexOf(';');
    String name =
        (semicolon < 0 ? range : range.substring(0, semicolon)).strip().toLowerCase(Locale.ROOT);
    if (name.equals(type)) {
      return 2;
    }
    if (name.endsWith("/*") && type.startsWith(name.substring(0, name.length() - 1))) {
      return 1;
    }
    return name.equals("*/*") || name.equals("*") ? 0 : -1;
  }

  private static double quality(String range) {
    for (String part : range.split(";", -1)) {
      String parameter = part.strip();
      if (parameter.length() > 2 && (parameter.startsWith("q=") || parameter.startsWith("Q="))) {
        return number(parameter.substring(2));
      }
    }
    return 1;
  }

  private static double number(String text) {
    boolean plain =
        text.length() <= 5 && text.chars().allMatch(c -> c == '.' || (c >= '0' && c <= '9'));
    try {
      return plain ? Math.clamp(Double.parseDouble(text), 0, 1) : 0;
    } catch (NumberFormatException unreadable) {
      return 0;
    }
  }
}
