// SPDX-License-Identifier: Apache-2.0
package dev.errand.access;

import dev.errand.task.ErrandException;

/** Something else has that name or id already; the message says which. */
public final class NameInUseException extends ErrandException {

  private static final long serialVersionUID = 1;

  public NameInUseException(String message) {
    super(message);
  }
}
