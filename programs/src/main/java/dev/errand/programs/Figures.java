// SPDX-License-Identifier: Apache-2.0
package dev.errand.programs;

import java.time.Duration;
import java.util.Locale;

/** Sizes and times as people read them. */
final class Figures {

  private static final String[] UNITS = {"B", "KiB", "MiB", "GiB", "TiB"};

  private Figures() {}

  static String size(long bytes) {
    double amount = bytes;
    int unit = 0;
    while (amount >= 1_024 && unit < UNITS.length - 1) {
      amount /= 1_024;
      unit++;
    }
    return plain(amount) + " " + UNITS[unit];
  }

  static String seconds(Duration time) {
    return plain(time.toMillis() / 1_000.0) + " s";
  }

  /** With as few places as it has, two at the most. */
  private static String plain(double amount) {
    return String.format(Locale.ROOT, "%.2f", amount).replaceFirst("\\.?0+$", "");
  }
}
