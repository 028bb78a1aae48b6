// SPDX-License-Identifier: Apache-2.0
package dev.errand.pageseeder.groups;

import dev.errand.task.RefusedException;

/** Nothing can be at that path; the message says why. */
public final class InvalidPathException extends RefusedException {

  private static final long serialVersionUID = 1;

  public InvalidPathException(String message) {
    super(Reason.INVALID, message);
  }
}
