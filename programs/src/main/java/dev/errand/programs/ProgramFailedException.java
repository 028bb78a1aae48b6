// SPDX-License-Identifier: Apache-2.0
package dev.errand.programs;

import dev.errand.task.ErrandException;

/** A program that did not succeed. Where in our code that was noticed is of no use to anybody. */
public class ProgramFailedException extends ErrandException {

  private static final long serialVersionUID = 1;

  ProgramFailedException(String message) {
    super(message);
  }

  @Override
  public synchronized Throwable fillInStackTrace() {
    return this;
  }
}
