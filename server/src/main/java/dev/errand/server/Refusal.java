// SPDX-License-Identifier: Apache-2.0
package dev.errand.server;

/**
 * What was asked for cannot be done as it was asked. The message is one line for the person at the
 * terminal: what is wrong, where, and what to do.
 */
final class Refusal extends RuntimeException {

  private static final long serialVersionUID = 1;

  Refusal(String message) {
    super(message);
  }

  Refusal(String message, Throwable cause) {
    super(message, cause);
  }
}
