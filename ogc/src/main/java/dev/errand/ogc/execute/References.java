// SPDX-License-Identifier: Apache-2.0
package dev.errand.ogc.execute;

import dev.errand.outgoing.Fetched;
import dev.errand.outgoing.OutgoingException;
import dev.errand.outgoing.OutgoingHttp;
import dev.errand.outgoing.RefusedAddressException;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * Fetches what the links of one request lead to: not more in all than one request may send, and not
 * longer than a caller waits. Used by the thread of the request only.
 */
final class References {

  private static final int MOST = 50;
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final OutgoingHttp http;
  private final long end = System.nanoTime() + PATIENCE.toNanos();
  private long left;
  private int count;

  /**
   * @param limit how many bytes all may have together
   */
  References(OutgoingHttp http, long limit) {
    this.http = http;
    this.left = limit;
  }

  /**
   * The value behind a link.
   *
   * @throws UnusableInputException if there is none to be had
   */
  JsonNode fetch(JsonNode link, JsonNode schema) {
    Duration patience = Duration.ofNanos(end - System.nanoTime());
    if (++count > MOST || !patience.isPositive()) {
      throw new UnusableInputException(
          "is one link too many: at most %d are followed, in %d seconds"
              .formatted(MOST, PATIENCE.toSeconds()));
    }
    Fetched fetched = get(link.path("href").stringValue(), patience);
    left -= fetched.body().length;
    Optional<String> said = link.path("type").asStringOpt();
    return InputContent.value(fetched.body(), said.or(fetched::mediaType), schema);
  }

  private Fetched get(String href, Duration patience) {
    try {
      return http.get(new URI(href), left, patience);
    } catch (URISyntaxException e) {
      throw new UnusableInputException("is a link to what is no URL");
    } catch (RefusedAddressException | OutgoingException e) {
      throw new UnusableInputException("cannot be fetched: " + e.getMessage());
    }
  }
}
