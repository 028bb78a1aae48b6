// SPDX-License-Identifier: Apache-2.0
package dev.errand.access;

import dev.errand.task.ErrandException;

/** There is no account of that name (any more). */
public final class UnknownAccountException extends ErrandException {

  private static final long serialVersionUID = 1;

  public UnknownAccountException(String message) {
    super(message);
  }
}
