// SPDX-License-Identifier: Apache-2.0
package dev.errand.outgoing;

import java.time.Duration;

/**
 * How a server that answers queries is asked.
 *
 * @param endpoint where
 * @param fetch limits of one answer
 * @param retries how often a query is sent again that the server is too busy for
 * @param longestWait how long the waits between may be together
 */
public record QuerySettings(
    OutgoingUri endpoint, FetchSettings fetch, int retries, Duration longestWait) {

  private static final Duration PATIENCE = Duration.ofMinutes(5);
  private static final int RETRIES = 5;

  /**
   * The usual limits: an answer may take five minutes to begin, because such servers work before
   * they answer; five retries within five minutes.
   */
  public static QuerySettings to(OutgoingUri endpoint) {
    FetchSettings patient = new FetchSettings(PATIENCE, 0, FetchSettings.DEFAULT.maxBytes());
    return new QuerySettings(endpoint, patient, RETRIES, PATIENCE);
  }
}
