// SPDX-License-Identifier: Apache-2.0
package dev.errand.mcp.tool;

/** A link among inputs leads to nothing that can be used; says why, to stand behind its name. */
final class UnusableLinkException extends RuntimeException {

  private static final long serialVersionUID = 1;

  UnusableLinkException(String reason) {
    super(reason, null, false, false);
  }

  String reason() {
    return String.valueOf(getMessage());
  }
}
