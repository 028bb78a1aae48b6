// SPDX-License-Identifier: Apache-2.0
package dev.errand.pageseeder.groups;

import dev.errand.task.RefusedException.Reason;

/** Why something cannot be done with a group or its documents. */
public enum GroupRefusal {
  UNKNOWN_URI(Reason.INVALID),
  ILLEGAL_NAME(Reason.INVALID),
  FOLDER_EXISTS(Reason.INVALID),
  NAME_IN_USE(Reason.INVALID),
  NO_PARENT(Reason.INVALID),
  NOT_THE_SAME_KIND(Reason.INVALID),
  ALREADY_ARCHIVED(Reason.INVALID),
  HIDDEN_NAME(Reason.INVALID),
  INVALID_NUMBER(Reason.INVALID),
  NOT_A_FOLDER(Reason.INVALID),
  INTO_ITSELF(Reason.INVALID),
  PATH_IN_USE(Reason.CONFLICT),
  INVALID_NAME(Reason.INVALID),
  BUSY(Reason.CONFLICT),
  NOT_ARCHIVED(Reason.CONFLICT),
  FILE_MISSING(Reason.CONFLICT),
  TOP_FOLDER(Reason.INVALID);

  private final Reason reason;

  GroupRefusal(Reason reason) {
    this.reason = reason;
  }

  /** Why, as far as programs care that know nothing of groups. */
  public Reason reason() {
    return reason;
  }

  GroupRefusedException because(String message, Object... arguments) {
    return new GroupRefusedException(this, message.formatted(arguments));
  }
}
