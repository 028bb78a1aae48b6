// SPDX-License-Identifier: Apache-2.0
package dev.errand.pageseeder.loading;

import dev.errand.task.ErrandException;

/** A zip file is not one, is damaged, or is not to be trusted; the message says where and why. */
public final class BadZipException extends ErrandException {

  private static final long serialVersionUID = 1;

  BadZipException(String message) {
    super(message);
  }

  BadZipException(String message, Throwable cause) {
    super(message, cause);
  }
}
