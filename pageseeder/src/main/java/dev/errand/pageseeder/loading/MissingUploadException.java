// SPDX-License-Identifier: Apache-2.0
package dev.errand.pageseeder.loading;

import dev.errand.task.RefusedException;

/** A file that is asked for is not in the loading zone. */
public final class MissingUploadException extends RefusedException {

  private static final long serialVersionUID = 1;

  MissingUploadException(String path) {
    super(Reason.MISSING, "There is nothing at " + path + " in the loading zone.");
  }
}
