// SPDX-License-Identifier: Apache-2.0
package dev.errand.sqlite;

import dev.errand.task.StoreException;

/** Somebody else holds the data folder; the message says who. */
final class FolderInUseException extends StoreException {

  private static final long serialVersionUID = 1;

  FolderInUseException(String message) {
    super(message);
  }
}
