// SPDX-License-Identifier: Apache-2.0
package dev.errand.task;

/** A task is not in the state for what an operator wants of it. */
public final class NotPossibleException extends RefusedException {

  private static final long serialVersionUID = 1;

  /**
   * @param message why, for people
   */
  public NotPossibleException(String message) {
    super(Reason.CONFLICT, message);
  }
}
