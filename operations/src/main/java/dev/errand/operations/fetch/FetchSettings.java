// SPDX-License-Identifier: Apache-2.0
package dev.errand.operations.fetch;

import java.time.Duration;

/**
 * How the server fetches what callers name.
 *
 * @param allowPrivate whether addresses that are not public may be reached; false unless set
 * @param connectTimeout for the connection; 10 seconds unless set
 * @param idleTimeout how long nothing may come; 60 seconds unless set
 * @param maxRedirects how many redirects are followed; 5 unless set
 * @param maxBytes how much is fetched at the most; 20 GiB unless set
 */
public record FetchSettings(
    boolean allowPrivate,
    Duration connectTimeout,
    Duration idleTimeout,
    int maxRedirects,
    long maxBytes) {

  public static final FetchSettings DEFAULT =
      new FetchSettings(false, Duration.ofSeconds(10), Duration.ofSeconds(60), 5, 20L << 30);

  /** The same with or without addresses that are not public. */
  public FetchSettings allowPrivate(boolean allow) {
    return new FetchSettings(allow, connectTimeout, idleTimeout, maxRedirects, maxBytes);
  }
}
