// SPDX-License-Identifier: Apache-2.0
package dev.errand.outgoing;

import java.time.Duration;

/**
 * How the server fetches what callers name.
 *
 * @param idleTimeout how long nothing may come; 60 seconds unless set
 * @param maxRedirects how many redirects are followed; 5 unless set
 * @param maxBytes how much is fetched at the most; 20 GiB unless set
 */
public record FetchSettings(Duration idleTimeout, int maxRedirects, long maxBytes) {

  public static final FetchSettings DEFAULT =
      new FetchSettings(Duration.ofSeconds(60), 5, 20L << 30);

  Patience patience() {
    return Patience.whileSomethingComes(idleTimeout);
  }
}
