// SPDX-License-Identifier: Apache-2.0
package dev.errand.access;

import dev.errand.task.ErrandException;

/**
 * Nobody can have that password, or no token can be like that; the message says what one looks like
 * and not what was sent.
 */
public final class InvalidCredentialException extends ErrandException {

  private static final long serialVersionUID = 1;

  public InvalidCredentialException(String message) {
    super(message);
  }
}
