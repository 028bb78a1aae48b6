// SPDX-License-Identifier: Apache-2.0
package dev.errand.http;

import java.util.Optional;

/** Sessions that callers begin with a name and a password. Safe for all threads. */
public interface Sessions {

  /**
   * Begins one for whoever sent the request.
   *
   * @return what {@code Set-Cookie} says; empty if the name or the password is wrong
   */
  Optional<String> begin(String name, String password, Request request);

  /**
   * Ends those that the request is in.
   *
   * @return what {@code Set-Cookie} says, so that the cookie goes
   */
  String end(Request request);

  /** What {@code WWW-Authenticate} says where none was begun. */
  String challenge();
}
