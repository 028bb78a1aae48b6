// SPDX-License-Identifier: Apache-2.0
package dev.errand.operations.groups;

import dev.errand.ErrandException;

/** Nothing can be at that path; the message says why. */
public final class InvalidPathException extends ErrandException {

  private static final long serialVersionUID = 1;

  public InvalidPathException(String message) {
    super(message);
  }
}
