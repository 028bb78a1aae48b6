// SPDX-License-Identifier: Apache-2.0
package dev.errand.operations.fetch;

import java.time.Duration;

/**
 * How a server that answers queries is asked.
 *
 * @param endpoint where; trusted as configured, whatever its address
 * @param fetch limits of one answer
 * @param retries how often a query is sent again that the server is too busy for
 * @param longestWait how long the waits between may be together
 */
public record QuerySettings(
    RemoteUri endpoint, FetchSettings fetch, int retries, Duration longestWait) {

  private static final Duration PATIENCE = Duration.ofMinutes(5);
  private static final int RETRIES = 5;

  /**
   * The usual limits: an answer may take five minutes to begin, because such servers work before
   * they answer; five retries within five minutes.
   */
  public static QuerySettings to(RemoteUri endpoint) {
    FetchSettings usual = FetchSettings.DEFAULT;
    FetchSettings patient =
        new FetchSettings(true, usual.connectTimeout(), PATIENCE, 0, usual.maxBytes());
    return new QuerySettings(endpoint, patient, RETRIES, PATIENCE);
  }
}
