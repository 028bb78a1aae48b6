// SPDX-License-Identifier: Apache-2.0
package dev.errand.limit;

import dev.errand.task.ShortTime;
import java.time.Duration;

/**
 * So many starts in such a time, and not more at once.
 *
 * @param starts at least one
 * @param period longer than a millisecond for each start
 */
public record Rate(long starts, Duration period) {

  private static final Duration LONGEST = Duration.ofDays(366);

  /**
   * @throws IllegalArgumentException if a number makes no sense
   */
  public Rate {
    if (starts < 1) {
      throw new IllegalArgumentException("a rate is at least one start, not " + starts);
    }
    if (period.compareTo(LONGEST) > 0 || period.toMillis() < starts) {
      throw new IllegalArgumentException(
          "a rate is a start in a millisecond to a start in 366 days, not %d in %s"
              .formatted(starts, period));
    }
  }

  /**
   * The rate that is written so: {@code 60/1m}.
   *
   * @throws IllegalArgumentException if it is none
   */
  public static Rate valueOf(String text) {
    int slash = text.indexOf('/');
    if (slash < 0) {
      throw new IllegalArgumentException(
          "a rate is how many in what time, such as 60/1m, not " + text);
    }
    String time = text.substring(slash + 1);
    return new Rate(
        Long.parseLong(text.substring(0, slash)),
        ShortTime.parse(time)
            .orElseThrow(() -> new IllegalArgumentException("'" + time + "' is no time")));
  }

  /** As it is {@linkplain #valueOf read}. */
  public String text() {
    return starts + "/" + ShortTime.of(period);
  }

  /** How far starts are apart that come evenly, in whole microseconds. */
  public long interval() {
    return 1_000 * period.toMillis() / starts;
  }

  /** How far ahead all starts together that may come at once reach, in microseconds. */
  public long burst() {
    return starts * interval();
  }
}
