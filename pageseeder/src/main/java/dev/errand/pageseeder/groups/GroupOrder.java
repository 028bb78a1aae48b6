// SPDX-License-Identifier: Apache-2.0
package dev.errand.pageseeder.groups;

/** The ordering key of tasks that work on the files of one group. */
public final class GroupOrder {

  private GroupOrder() {}

  /** The key for the group with that id. */
  public static String key(long group) {
    return "group:" + group;
  }
}
