// SPDX-License-Identifier: Apache-2.0
package dev.errand.access;

import dev.errand.task.ErrandException;

/**
 * The principal may not do that to something it may know of. What it may not even know of is
 * answered as if it were not there.
 */
public final class ForbiddenException extends ErrandException {

  private static final long serialVersionUID = 1;

  public ForbiddenException(String message) {
    super(message);
  }
}
