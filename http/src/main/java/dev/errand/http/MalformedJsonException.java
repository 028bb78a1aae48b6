// SPDX-License-Identifier: Apache-2.0
package dev.errand.http;

import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;
import tools.jackson.core.TokenStreamLocation;

/**
 * What was sent is no JSON that is taken. The message goes on after what was sent, such as {@code
 * is empty; it must be JSON.}
 */
public final class MalformedJsonException extends Exception {

  private static final long serialVersionUID = 1;

  /** What the parser says of its source, which tells callers nothing. */
  private static final Pattern SOURCE =
      Pattern.compile("\\s*\\(start marker at \\[Source:.*", Pattern.DOTALL);

  private final String place;

  MalformedJsonException(String message) {
    super(message);
    place = "";
  }

  private MalformedJsonException(String place, String reason) {
    super("is not JSON%s: %s".formatted(place, reason));
    this.place = place;
  }

  static MalformedJsonException of(JacksonException e) {
    TokenStreamLocation location = e.getLocation();
    String place =
        location == null || location.getLineNr() < 1
            ? ""
            : " (line %d, column %d)".formatted(location.getLineNr(), location.getColumnNr());
    String reason = SOURCE.matcher(e.getOriginalMessage()).replaceFirst("");
    return new MalformedJsonException(place, reason);
  }

  /** Where it is wrong, with a space before; empty if that is not known. */
  public String place() {
    return place;
  }
}
