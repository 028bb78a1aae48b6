// SPDX-License-Identifier: Apache-2.0
package dev.errand.operations.groups;

/**
 * Why something cannot be done with a group or its documents. The ids are PageSeeder's where it
 * documents one; others begin with {@code E1}.
 */
public enum GroupRefusal {
  UNKNOWN_URI(400, "0208"),
  ILLEGAL_NAME(400, "1101"),
  FOLDER_EXISTS(400, "1102"),
  NAME_IN_USE(400, "1103"),
  NO_PARENT(400, "1106"),
  NOT_THE_SAME_KIND(400, "110F"),
  ALREADY_ARCHIVED(400, "1111"),
  HIDDEN_NAME(400, "1201"),
  INVALID_NUMBER(400, "E101"),
  NOT_A_FOLDER(400, "E102"),
  INTO_ITSELF(400, "E103"),
  PATH_IN_USE(409, "E104"),
  INVALID_NAME(400, "E105"),
  BUSY(409, "E106"),
  NOT_ARCHIVED(409, "E107"),
  FILE_MISSING(409, "E108"),
  TOP_FOLDER(400, "E109");

  private final int status;
  private final String id;

  GroupRefusal(int status, String id) {
    this.status = status;
    this.id = id;
  }

  /** The HTTP status. */
  public int status() {
    return status;
  }

  /** Four hexadecimal digits. */
  public String id() {
    return id;
  }

  GroupRefusedException because(String message, Object... arguments) {
    return new GroupRefusedException(this, message.formatted(arguments));
  }
}
