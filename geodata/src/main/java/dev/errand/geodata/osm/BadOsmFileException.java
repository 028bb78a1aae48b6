// SPDX-License-Identifier: Apache-2.0
package dev.errand.geodata.osm;

import org.jspecify.annotations.Nullable;

/** A file that cannot be imported; the message says what is wrong and where. */
public sealed class BadOsmFileException extends Exception permits BrokenOffException {

  private static final long serialVersionUID = 1;

  BadOsmFileException(String message) {
    super(message);
  }

  BadOsmFileException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
