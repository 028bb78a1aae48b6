// SPDX-License-Identifier: Apache-2.0
package dev.errand.programs;

/** A program that used more than it may, or took longer. It would do so again. */
public final class OverLimitException extends ProgramFailedException {

  private static final long serialVersionUID = 1;

  OverLimitException(String message) {
    super(message);
  }
}
