// SPDX-License-Identifier: Apache-2.0
package dev.errand.outgoing;

import java.util.Map;
import java.util.Optional;

/**
 * A request to send.
 *
 * @param headers beside those that the client adds: Host, User-Agent, and Authorization where the
 *     URL has user-info
 */
public record OutgoingRequest(
    String method,
    OutgoingUri uri,
    Map<String, String> headers,
    Optional<byte[]> body,
    Patience patience) {

  public OutgoingRequest {
    headers = Map.copyOf(headers);
  }

  /** A request for what is there. */
  public static OutgoingRequest get(OutgoingUri uri, Patience patience) {
    return new OutgoingRequest("GET", uri, Map.of(), Optional.empty(), patience);
  }

  /** A request that brings something. */
  public static OutgoingRequest post(
      OutgoingUri uri, Map<String, String> headers, byte[] body, Patience patience) {
    return new OutgoingRequest("POST", uri, headers, Optional.of(body), patience);
  }

  /** The same to another URL. */
  OutgoingRequest to(OutgoingUri other) {
    return new OutgoingRequest(method, other, headers, body, patience);
  }
}
