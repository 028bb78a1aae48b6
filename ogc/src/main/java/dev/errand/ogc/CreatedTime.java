// SPDX-License-Identifier: Apache-2.0
package dev.errand.ogc;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The value of the parameter {@code datetime}: an instant, or an interval with a slash whose ends
 * may be open, {@code ..} or nothing. Times are those of RFC 3339.
 *
 * @param from first moment; absent if the interval is open there
 * @param to last moment, included
 */
record CreatedTime(Optional<Instant> from, Optional<Instant> to) {

  private static final String NAME = "datetime";
  private static final String ALLOWED =
      "a time such as 2026-11-22T06:00:00Z, or two with a slash between them of which one may be"
          + " '..', the earlier first";

  /** The years that RFC 3339 knows, whatever else the library reads. */
  private static final Pattern TIME =
      Pattern.compile("\\d{4}-\\d\\d-\\d\\d[Tt]\\d\\d:\\d\\d:\\d\\d(\\.\\d{1,9})?([Zz]|.{6})");

  /**
   * @throws OgcException 400 if it is none
   */
  static CreatedTime parse(String text) {
    int slash = text.indexOf('/');
    if (slash < 0) {
      Instant instant = instant(text, text);
      return new CreatedTime(Optional.of(instant), Optional.of(instant));
    }
    CreatedTime interval =
        new CreatedTime(end(text.substring(0, slash), text), end(text.substring(slash + 1), text));
    if (interval.from.isPresent()
        && interval.to.isPresent()
        && interval.to.get().isBefore(interval.from.get())) {
      throw OgcException.invalidParameter(NAME, text, ALLOWED);
    }
    return interval;
  }

  private static Optional<Instant> end(String end, String all) {
    return end.isEmpty() || end.equals("..") ? Optional.empty() : Optional.of(instant(end, all));
  }

  private static Instant instant(String text, String all) {
    // A plus sign that nobody escaped comes out of a query as a blank.
    String time = text.replace(' ', '+');
    try {
      if (TIME.matcher(time).matches()) {
        return OffsetDateTime.parse(time).toInstant();
      }
    } catch (DateTimeException noSuchDay) {
      // Told below, like everything else that is no time.
    }
    throw OgcException.invalidParameter(NAME, all, ALLOWED);
  }
}
