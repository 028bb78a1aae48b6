// SPDX-License-Identifier: Apache-2.0
package dev.errand.task;

import java.util.Locale;
import java.util.Optional;

/** What a member may do in a group, least first. Manager and moderator are one level. */
public enum Role {
  GUEST(1),
  REVIEWER(2),
  CONTRIBUTOR(3),
  MANAGER(4),
  MODERATOR(4),
  APPROVER(5);

  private final int level;

  Role(int level) {
    this.level = level;
  }

  /** Whether whoever has this role may do what {@code needed} may. */
  public boolean isAtLeast(Role needed) {
    return level >= needed.level;
  }

  /** The name as people write it, in lower case. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The role of that name in any case; empty if there is none. */
  public static Optional<Role> of(String word) {
    for (Role role : values()) {
      if (role.name().equalsIgnoreCase(word)) {
        return Optional.of(role);
      }
    }
    return Optional.empty();
  }
}
