// SPDX-License-Identifier: Apache-2.0
package dev.errand.osm;

/** Text from a file as it may stand in a message: short, on one line. */
final class Shown {

  private static final int MAX = 60;

  private Shown() {}

  static String of(String text) {
    String start = text.length() > MAX ? text.substring(0, MAX) + "…" : text;
    return start.replaceAll("\\p{Cntrl}", "?");
  }
}
