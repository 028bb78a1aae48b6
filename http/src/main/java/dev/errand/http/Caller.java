// SPDX-License-Identifier: Apache-2.0
package dev.errand.http;

import dev.errand.task.Principal;
import java.util.Map;

/**
 * Who sends a request, and by what that is known.
 *
 * @param proof what a web page could abuse
 * @param headers to send with the answer, whatever it is: a new session
 */
public record Caller(Principal principal, Proof proof, Map<String, String> headers) {

  /** How a request shows whose it is. */
  public enum Proof {
    /** Not at all. */
    NONE,
    /** By what whoever wrote the request put there: a header, a session in the path. */
    GIVEN,
    /** By a cookie, which a browser adds to requests that any page has it send. */
    COOKIE
  }

  public Caller {
    headers = Map.copyOf(headers);
  }

  /** Nothing is to be sent along. */
  public Caller(Principal principal, Proof proof) {
    this(principal, proof, Map.of());
  }

  /** Nobody knows who. */
  public static final Caller ANONYMOUS = new Caller(Principal.ANONYMOUS, Proof.NONE);
}
