// SPDX-License-Identifier: Apache-2.0
package dev.errand.http;

import jakarta.servlet.http.HttpServletRequest;

/** Knows who sends a request. Called by many threads at once. */
public interface Principals {

  /**
   * Who sends it; {@link Caller#ANONYMOUS} if it does not say.
   *
   * @throws HttpException if it says something that is not true, or too often lately
   */
  Caller of(HttpServletRequest request);

  /** Whether nobody is asked who they are, so that all may do everything. */
  default boolean isOpen() {
    return false;
  }

  /** The value of a {@code WWW-Authenticate} header: how a caller may say who it is. */
  String challenge();
}
