// SPDX-License-Identifier: Apache-2.0
package dev.errand.task;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

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
}
