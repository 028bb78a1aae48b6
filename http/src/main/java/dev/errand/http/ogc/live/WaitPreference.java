// SPDX-License-Identifier: Apache-2.0
package dev.errand.http.ogc.live;

import dev.errand.http.Request;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How long a caller is ready to wait: {@code Prefer: wait=N} (RFC 7240 section 4.3). */
final class WaitPreference {

  /** Longer than proxies usually keep a silent request. */
  static final int MOST_SECONDS = 60;

  private static final Pattern WAIT =
      Pattern.compile("\\s*wait\\s*=\\s*\"?(\\d{1,18})\"?\\s*(;.*)?", Pattern.CASE_INSENSITIVE);

  private WaitPreference() {}

  /**
   * Seconds, at most {@value #MOST_SECONDS}; what cannot be read is passed over, as RFC 7240 says.
   */
  static Optional<Integer> of(Request request) {
    for (String header : request.headers("Prefer")) {
      for (String preference : header.split(",", -1)) {
        Matcher wait = WAIT.matcher(preference);
        if (wait.matches()) {
          return Optional.of((int) Math.min(Long.parseLong(wait.group(1)), MOST_SECONDS));
        }
      }
    }
    return Optional.empty();
  }
}
