// SPDX-License-Identifier: Apache-2.0
package dev.errand.osm;

import org.jspecify.annotations.Nullable;

/** A file that cannot be read; the message says what is wrong and where. */
public sealed class BadOsmFileException extends Exception permits BrokenOffException {

  private static final long serialVersionUID = 1;

  public BadOsmFileException(String message) {
    super(message);
  }

  public BadOsmFileException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
