// SPDX-License-Identifier: Apache-2.0
package dev.errand.spring;

/** Who says who calls: the values of {@code errand.security.mode}. */
public enum SecurityMode {
  /**
   * Errand itself, by accounts that it keeps in {@code errand.data}. Needs the artifact {@code
   * errand-security}.
   */
  ACCOUNTS,
  /**
   * The application: {@code getUserPrincipal} and {@code isUserInRole} of the request. Whom it does
   * not know gets 401.
   */
  CONTAINER,
  /**
   * Nobody. Everybody whom the application lets reach the servlet may do everything, and whom the
   * application knows does it under their name.
   */
  OPEN
}
