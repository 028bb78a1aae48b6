// SPDX-License-Identifier: Apache-2.0
package dev.errand.ogc.execute;

/** An input cannot be unpacked; says why, to stand behind its name. */
final class UnusableInputException extends RuntimeException {

  private static final long serialVersionUID = 1;

  UnusableInputException(String reason) {
    super(reason, null, false, false);
  }

  String reason() {
    return String.valueOf(getMessage());
  }
}
