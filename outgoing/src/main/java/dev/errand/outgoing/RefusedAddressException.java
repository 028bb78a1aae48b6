// SPDX-License-Identifier: Apache-2.0
package dev.errand.outgoing;

import dev.errand.task.RefusedException;
import java.net.InetAddress;
import java.util.Optional;

/**
 * A URL that the server sends no request to, because of what it is or where it leads. The message
 * is for the caller and tells no address that the caller did not say; {@link #address()} does, for
 * the operator's log.
 */
public final class RefusedAddressException extends RefusedException {

  private static final long serialVersionUID = 1;

  private final Optional<String> address;

  private RefusedAddressException(String message, Optional<String> address) {
    super(Reason.FORBIDDEN, message);
    this.address = address;
  }

  /** A URL that is none, or not one for requests. */
  static RefusedAddressException of(String message) {
    return new RefusedAddressException(message, Optional.empty());
  }

  static RefusedAddressException notPublic(String host, InetAddress address) {
    return new RefusedAddressException(
        "The host %s is refused: its address is not a public one. Name another, or have the operator allow it (errand.outgoing.allow)."
            .formatted(host),
        Optional.of(address.getHostAddress()));
  }

  static RefusedAddressException spelling(String host) {
    return new RefusedAddressException(
        "The host %s is refused: write an address as four decimal numbers, or as IPv6 in brackets."
            .formatted(host),
        Optional.empty());
  }

  /** The address behind the name, where that is why. */
  public Optional<String> address() {
    return address;
  }
}
