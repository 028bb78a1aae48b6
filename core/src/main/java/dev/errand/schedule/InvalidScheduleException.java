// SPDX-License-Identifier: Apache-2.0
package dev.errand.schedule;

import dev.errand.task.RefusedException;

/** Something cannot be a schedule; the message says what of it and what it may be. */
public final class InvalidScheduleException extends RefusedException {

  private static final long serialVersionUID = 1;

  public InvalidScheduleException(String message) {
    super(Reason.INVALID, message);
  }
}
