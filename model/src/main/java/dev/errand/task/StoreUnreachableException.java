// SPDX-License-Identifier: Apache-2.0
package dev.errand.task;

/** The store is out of reach at the moment, and may be back without anybody doing anything here. */
public class StoreUnreachableException extends StoreException {

  private static final long serialVersionUID = 1;

  public StoreUnreachableException(String message, Throwable cause) {
    super(message, cause);
  }
}
