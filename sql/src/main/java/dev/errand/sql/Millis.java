// SPDX-License-Identifier: Apache-2.0
package dev.errand.sql;

import java.time.Duration;
import java.time.Instant;

/** Times as tables keep them: milliseconds since 1970. */
public final class Millis {

  private Millis() {}

  /** Cut to the millisecond; times beyond the range of milliseconds become its ends. */
  public static long of(Instant time) {
    try {
      return time.toEpochMilli();
    } catch (ArithmeticException _) {
      return time.getEpochSecond() < 0 ? Long.MIN_VALUE : Long.MAX_VALUE;
    }
  }

  /** The first millisecond that is not before {@code time}. */
  public static long from(Instant time) {
    long cut = of(time);
    return Instant.ofEpochMilli(cut).isBefore(time) && cut < Long.MAX_VALUE ? cut + 1 : cut;
  }

  /** A duration cut to the millisecond; a longer one than can be said becomes the longest. */
  public static long of(Duration duration) {
    try {
      return duration.toMillis();
    } catch (ArithmeticException _) {
      return duration.isNegative() ? Long.MIN_VALUE : Long.MAX_VALUE;
    }
  }

  /** The least number of whole milliseconds that is not shorter. */
  public static long atLeast(Duration duration) {
    long cut = of(duration);
    return cut < Long.MAX_VALUE && Duration.ofMillis(cut).compareTo(duration) < 0 ? cut + 1 : cut;
  }

  /** What a reader of the tables will see of {@code time}. */
  public static Instant kept(Instant time) {
    return Instant.ofEpochMilli(of(time));
  }
}
