// SPDX-License-Identifier: Apache-2.0
package dev.errand.task;

/**
 * The store could not do what was asked: disk full, file damaged or locked, database out of reach.
 */
public class StoreException extends ErrandException {

  private static final long serialVersionUID = 1;

  public StoreException(String message) {
    super(message);
  }

  public StoreException(String message, Throwable cause) {
    super(message, cause);
  }
}
