// SPDX-License-Identifier: Apache-2.0
package dev.errand.outgoing;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells the operator about requests that were not sent. */
final class Refusals {

  private static final Logger LOG = LoggerFactory.getLogger(OutgoingHttp.class);

  private Refusals() {}

  /**
   * @param where the URL as it may be shown to anybody
   */
  static void log(String where, RefusedAddressException refusal) {
    LOG.warn(
        "Sent no request to {} (address: {}): {}",
        where,
        refusal.address().orElse("not looked up"),
        refusal.getMessage());
  }
}
