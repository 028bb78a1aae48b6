// SPDX-License-Identifier: Apache-2.0
package dev.errand.outgoing;

import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.regex.Pattern;

/** When a busy server wants to be asked again: the header of RFC 9110, section 10.2.3. */
final class RetryAfter {

  private static final Pattern SECONDS = Pattern.compile("[0-9]{1,9}");
  private static final Duration FIRST = Duration.ofSeconds(5);

  private RetryAfter() {}

  /**
   * What the server says; twice as long each time if it says nothing that can be understood.
   *
   * @param retry how often it was asked again already
   */
  static Duration of(Optional<String> header, int retry, Clock clock) {
    String value = header.map(String::strip).orElse("");
    if (SECONDS.matcher(value).matches()) {
      return Duration.ofSeconds(Long.parseLong(value));
    }
    try {
      ZonedDateTime date = ZonedDateTime.parse(value, DateTimeFormatter.RFC_1123_DATE_TIME);
      Duration wait = Duration.between(clock.instant(), date.toInstant());
      return wait.isNegative() ? Duration.ZERO : wait;
    } catch (DateTimeException e) {
      return FIRST.multipliedBy(1L << Math.min(retry, 10));
    }
  }
}
