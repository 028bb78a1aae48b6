// SPDX-License-Identifier: Apache-2.0
package dev.errand.task;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Spans of time as settings and logs write them: {@code 1d}, {@code 90s}, {@code 50ms}. */
public final class ShortTime {

  private static final Pattern WRITTEN = Pattern.compile("([0-9]{1,9})(d|h|m|s|ms)");

  private static final Map<String, Duration> UNITS = new LinkedHashMap<>();

  static {
    UNITS.put("d", Duration.ofDays(1));
    UNITS.put("h", Duration.ofHours(1));
    UNITS.put("m", Duration.ofMinutes(1));
    UNITS.put("s", Duration.ofSeconds(1));
    UNITS.put("ms", Duration.ofMillis(1));
  }

  private ShortTime() {}

  /**
   * The span that is written so.
   *
   * @throws IllegalArgumentException if it is a whole number of no known unit, or too long
   */
  public static Duration read(String text) {
    Matcher written = WRITTEN.matcher(text);
    if (!written.matches()) {
      throw new IllegalArgumentException(
          "a time is a number and one of d, h, m, s and ms, such as 90s, not " + text);
    }
    return requireNonNull(UNITS.get(written.group(2)))
        .multipliedBy(Long.parseLong(written.group(1)));
  }

  /** In the largest unit that leaves no rest, to the millisecond; nothing is 0s. */
  public static String of(Duration time) {
    if (time.toMillis() == 0) {
      return "0s";
    }
    return UNITS.entrySet().stream()
        .filter(unit -> time.toMillis() % unit.getValue().toMillis() == 0)
        .findFirst()
        .map(unit -> time.toMillis() / unit.getValue().toMillis() + unit.getKey())
        .orElseThrow();
  }
}
