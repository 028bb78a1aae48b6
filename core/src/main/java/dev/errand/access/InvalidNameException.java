// SPDX-License-Identifier: Apache-2.0
package dev.errand.access;

import dev.errand.task.ErrandException;

/** Nothing can have that name; the message says what a name looks like. */
public final class InvalidNameException extends ErrandException {

  private static final long serialVersionUID = 1;

  public InvalidNameException(String message) {
    super(message);
  }
}
