// SPDX-License-Identifier: Apache-2.0
package dev.errand.postgres;

import java.time.Instant;

/** Times as the database keeps them: milliseconds since 1970. */
final class Millis {

  private Millis() {}

  /** Cut to the millisecond; times beyond the range of milliseconds become its ends. */
  static long of(Instant time) {
    try {
      return time.toEpochMilli();
    } catch (ArithmeticException _) {
      return time.getEpochSecond() < 0 ? Long.MIN_VALUE : Long.MAX_VALUE;
    }
  }

  /** What a reader of the database will see of {@code time}. */
  static Instant kept(Instant time) {
    return Instant.ofEpochMilli(of(time));
  }
}
