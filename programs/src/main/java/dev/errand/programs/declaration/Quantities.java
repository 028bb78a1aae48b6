// SPDX-License-Identifier: Apache-2.0
package dev.errand.programs.declaration;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Times and sizes as people write them. */
final class Quantities {

  static final String TIME = "write a time such as 500ms, 30s, 10m or 2h";
  static final String SIZE = "write a size such as 512KiB, 100MiB or 2GiB";
  static final String COUNT = "write a whole number above 0";

  private static final Pattern NUMBER_AND_UNIT =
      Pattern.compile("([0-9]{1,12}(?:\\.[0-9]{1,6})?) ?([A-Za-z]+)");

  private static final Map<String, Long> MILLIS =
      Map.of("ms", 1L, "s", 1_000L, "m", 60_000L, "h", 3_600_000L, "d", 86_400_000L);

  private static final Map<String, Long> BYTES =
      Map.of(
          "b",
          1L,
          "kib",
          1L << 10,
          "mib",
          1L << 20,
          "gib",
          1L << 30,
          "kb",
          1_000L,
          "mb",
          1_000_000L,
          "gb",
          1_000_000_000L);

  private Quantities() {}

  /**
   * @throws IllegalArgumentException if it is none above 0
   */
  static Duration time(String text) {
    return Duration.ofMillis(quantity(text, MILLIS));
  }

  /**
   * In bytes.
   *
   * @throws IllegalArgumentException if it is none above 0
   */
  static long size(String text) {
    return quantity(text.toLowerCase(Locale.ROOT), BYTES);
  }

  /**
   * @throws IllegalArgumentException if it is none above 0
   */
  static long count(String text) {
    long count = Long.parseLong(text);
    if (count < 1) {
      throw new IllegalArgumentException(text);
    }
    return count;
  }

  private static long quantity(String text, Map<String, Long> units) {
    Matcher parts = NUMBER_AND_UNIT.matcher(text.strip());
    if (!parts.matches() || !units.containsKey(parts.group(2))) {
      throw new IllegalArgumentException(text);
    }
    long quantity =
        new BigDecimal(parts.group(1))
            .multiply(BigDecimal.valueOf(units.get(parts.group(2))))
            .longValue();
    if (quantity < 1) {
      throw new IllegalArgumentException(text);
    }
    return quantity;
  }
}
