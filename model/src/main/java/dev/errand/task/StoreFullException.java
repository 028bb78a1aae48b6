// SPDX-License-Identifier: Apache-2.0
package dev.errand.task;

/** The store has no room for what was to be stored: somebody must make some, and it goes on. */
public class StoreFullException extends StoreException {

  private static final long serialVersionUID = 1;

  public StoreFullException(String message, Throwable cause) {
    super(message, cause);
  }
}
