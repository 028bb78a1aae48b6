// SPDX-License-Identifier: Apache-2.0
package dev.errand.outgoing;

import java.time.Duration;

/**
 * How requests go out.
 *
 * @param rule which addresses they may go to; public ones unless set
 * @param connectTimeout how long looking up a name, connecting, and TLS may take, each; 10 seconds
 *     unless set
 * @param connections how many may be open at once, and to one host a quarter of that; 256 unless
 *     set
 * @param maxRedirects how many redirects are followed; 5 unless set
 */
public record OutgoingSettings(
    AddressRule rule, Duration connectTimeout, int connections, int maxRedirects) {

  public static final OutgoingSettings DEFAULT =
      new OutgoingSettings(AddressRule.PUBLIC, Duration.ofSeconds(10), 256, 5);

  /** The same with another rule. */
  public OutgoingSettings rule(AddressRule other) {
    return new OutgoingSettings(other, connectTimeout, connections, maxRedirects);
  }

  /** The same with another patience for connecting. */
  public OutgoingSettings connectTimeout(Duration other) {
    return new OutgoingSettings(rule, other, connections, maxRedirects);
  }

  int connectionsToOneHost() {
    return Math.max(1, connections / 4);
  }
}
