// SPDX-License-Identifier: Apache-2.0
package dev.errand.cron;

/** A text that is no cron expression, or one that never comes. The message says what is wrong. */
public final class InvalidCronException extends IllegalArgumentException {

  private static final long serialVersionUID = 1;

  InvalidCronException(String message) {
    super(message);
  }
}
