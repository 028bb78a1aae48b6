// SPDX-License-Identifier: Apache-2.0
package dev.errand.http;

import java.io.IOException;

/** An answer that could not be sent to its end; nothing else can be sent instead. */
final class Broken extends Exception {

  private static final long serialVersionUID = 1;

  private final IOException cause;

  Broken(IOException cause) {
    super(cause);
    this.cause = cause;
  }

  IOException cause() {
    return cause;
  }
}
