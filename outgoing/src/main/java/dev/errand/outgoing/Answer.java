// SPDX-License-Identifier: Apache-2.0
package dev.errand.outgoing;

import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What a server answered.
 *
 * @param redirect where it says to go instead
 * @param retryAfter when it wants to be asked again
 * @param file with the body, if the status is 200
 * @param start of any other body
 */
record Answer(
    int status,
    Optional<String> redirect,
    Optional<String> retryAfter,
    Optional<Path> file,
    String start) {

  private static final Pattern TAG = Pattern.compile("<[^>]*>");
  private static final Pattern SPACE = Pattern.compile("[\\s\\p{Cntrl}]+");
  private static final int SHOWN = 300;

  /** The status and, where a page says it, the error: in plain text, after a colon. */
  String error() {
    String text = SPACE.matcher(TAG.matcher(start).replaceAll(" ")).replaceAll(" ");
    int error = text.indexOf("Error");
    if (error < 0) {
      return "status " + status;
    }
    String from = text.substring(error).strip();
    return "status %d: %s"
        .formatted(status, from.length() > SHOWN ? from.substring(0, SHOWN) + "…" : from);
  }
}
