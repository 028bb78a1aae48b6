// SPDX-License-Identifier: Apache-2.0
package dev.errand.mcp.tool;

/** A call that started nothing and that a model can do better, once it reads why. */
final class RefusedCallException extends RuntimeException {

  private static final long serialVersionUID = 1;

  RefusedCallException(String message) {
    super(message, null, false, false);
  }

  String text() {
    return String.valueOf(getMessage());
  }
}
