// SPDX-License-Identifier: Apache-2.0
package dev.errand.operations.fetch;

import java.net.http.HttpHeaders;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What a server answered.
 *
 * @param file with the body, if the status is 200
 * @param start of any other body
 */
record Answer(int status, HttpHeaders headers, Optional<Path> file, String start) {

  private static final Pattern TAG = Pattern.compile("<[^>]*>");
  private static final Pattern SPACE = Pattern.compile("[\\s\\p{Cntrl}]+");
  private static final int SHOWN = 300;

  static Answer of(HttpResponse<Body> response) {
    Body body = response.body();
    return new Answer(response.statusCode(), response.headers(), body.file(), body.start());
  }

  /** See the parameters of {@link Answer}. */
  record Body(Optional<Path> file, String start) {}

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
