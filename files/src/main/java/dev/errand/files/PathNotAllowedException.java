// SPDX-License-Identifier: Apache-2.0
package dev.errand.files;

import dev.errand.task.RefusedException;

/** A path that a caller may not name. Says nothing about what is there. */
public final class PathNotAllowedException extends RefusedException {

  private static final long serialVersionUID = 1;

  PathNotAllowedException(String message) {
    super(Reason.FORBIDDEN, message);
  }
}
