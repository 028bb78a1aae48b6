// SPDX-License-Identifier: Apache-2.0
package dev.errand.ogc.callback;

import java.time.Duration;

/**
 * How deliveries are sent.
 *
 * @param timeout for one answer; 15 seconds unless set
 * @param lease after which a delivery that was begun is taken for lost; must be longer than a
 *     delivery can take, redirects and names included; 3 minutes unless set
 * @param inFlight how many are sent at once; 64 unless set
 * @param perHost how many of these to one host; 8 unless set
 */
public record CallbackSettings(Duration timeout, Duration lease, int inFlight, int perHost) {

  public static final CallbackSettings DEFAULT =
      new CallbackSettings(Duration.ofSeconds(15), Duration.ofMinutes(3), 64, 8);
}
