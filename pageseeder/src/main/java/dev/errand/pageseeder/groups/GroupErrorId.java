// SPDX-License-Identifier: Apache-2.0
package dev.errand.pageseeder.groups;

/**
 * The error ids of the services for what cannot be done with a group or its documents: PageSeeder's
 * where it documents one; others begin with {@code E1}.
 */
final class GroupErrorId {

  private GroupErrorId() {}

  /** Four hexadecimal digits. */
  static String of(GroupRefusal refusal) {
    return switch (refusal) {
      case UNKNOWN_URI -> "0208";
      case ILLEGAL_NAME -> "1101";
      case FOLDER_EXISTS -> "1102";
      case NAME_IN_USE -> "1103";
      case NO_PARENT -> "1106";
      case NOT_THE_SAME_KIND -> "110F";
      case ALREADY_ARCHIVED -> "1111";
      case HIDDEN_NAME -> "1201";
      case INVALID_NUMBER -> "E101";
      case NOT_A_FOLDER -> "E102";
      case INTO_ITSELF -> "E103";
      case PATH_IN_USE -> "E104";
      case INVALID_NAME -> "E105";
      case BUSY -> "E106";
      case NOT_ARCHIVED -> "E107";
      case FILE_MISSING -> "E108";
      case TOP_FOLDER -> "E109";
    };
  }
}
