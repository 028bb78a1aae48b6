// SPDX-License-Identifier: Apache-2.0
package dev.errand.ogc.live;

import dev.errand.http.HttpException;
import dev.errand.http.Request;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How far a caller has come in a job's events: the id of each of them.
 *
 * @param line the sequence number of the last log line that was sent; 0 for none
 * @param ended whether the end of the job was sent too
 */
record EventPosition(long line, boolean ended) {

  static final EventPosition START = new EventPosition(0, false);

  private static final Pattern ID = Pattern.compile("(\\d{1,18})(\\.end)?");

  /**
   * Where to go on: the header {@code Last-Event-ID}, or the parameter {@code last-event-id} for
   * clients that cannot send it.
   *
   * @throws HttpException 400 if it is no id of ours
   */
  static EventPosition of(Request request) {
    Optional<String> id =
        request.header("Last-Event-ID").or(() -> request.query().first("last-event-id"));
    return id.map(String::strip)
        .filter(text -> !text.isEmpty())
        .map(EventPosition::parse)
        .orElse(START);
  }

  private static EventPosition parse(String id) {
    Matcher parts = ID.matcher(id);
    if (!parts.matches()) {
      throw HttpException.badRequest(
          "Last-Event-ID must be the id of an event of this job, such as 42 or 42.end. Leave it out to begin anew.");
    }
    return new EventPosition(Long.parseLong(parts.group(1)), parts.group(2) != null);
  }

  @Override
  public String toString() {
    return ended ? line + ".end" : Long.toString(line);
  }
}
