// SPDX-License-Identifier: Apache-2.0
package dev.errand.document;

import dev.errand.task.ErrandException;

/** There is something else at that path already; the message says at which. */
public final class PathInUseException extends ErrandException {

  private static final long serialVersionUID = 1;

  public PathInUseException(String message) {
    super(message);
  }
}
