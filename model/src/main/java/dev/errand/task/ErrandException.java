// SPDX-License-Identifier: Apache-2.0
package dev.errand.task;

/**
 * The root of what Errand throws by itself. The message says what failed, which task, and what to
 * do.
 */
public class ErrandException extends RuntimeException {

  private static final long serialVersionUID = 1;

  public ErrandException(String message) {
    super(message);
  }

  public ErrandException(String message, Throwable cause) {
    super(message, cause);
  }
}
