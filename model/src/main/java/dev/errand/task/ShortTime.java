// SPDX-License-Identifier: Apache-2.0
package dev.errand.task;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Spans of time as settings and logs write them: {@code 1d}, {@code 90s}, {@code 50ms}. */
public final class ShortTime {

  private static final Map<String, Duration> UNITS = new LinkedHashMap<>();

  static {
    UNITS.put("d", Duration.ofDays(1));
    UNITS.put("h", Duration.ofHours(1));
    UNITS.put("m", Duration.ofMinutes(1));
    UNITS.put("s", Duration.ofSeconds(1));
    UNITS.put("ms", Duration.ofMillis(1));
  }

  private static final Pattern PLAIN = Pattern.compile("([0-9]{1,18})(d|h|m|s|ms)");

  private ShortTime() {}

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

  /**
   * Reads a span: a whole number and a unit as above, or what ISO 8601 has ({@code PT15M}).
   *
   * @return empty if it is neither, or longer than can be said
   */
  public static Optional<Duration> parse(String text) {
    Matcher plain = PLAIN.matcher(text);
    try {
      return Optional.of(
          plain.matches()
              ? requireNonNull(UNITS.get(plain.group(2)))
                  .multipliedBy(Long.parseLong(plain.group(1)))
              : Duration.parse(text));
    } catch (DateTimeParseException | ArithmeticException | NumberFormatException none) {
      return Optional.empty();
    }
  }
}
