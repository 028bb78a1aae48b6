// SPDX-License-Identifier: Apache-2.0
package dev.errand.pageseeder.groups;

import dev.errand.access.Accounts;
import dev.errand.access.Group;
import java.util.ArrayList;
import java.util.List;

/** Which groups belong to which project, archived ones too: as their names say. */
final class ProjectGroups {

  private ProjectGroups() {}

  /** The name without what archiving puts before it. */
  static String ownName(Group group) {
    return ownName(group.name());
  }

  static String ownName(String name) {
    return name.startsWith(Group.ARCHIVED) ? name.substring(Group.ARCHIVED.length()) : name;
  }

  /** The group, and behind it, if it is a project, all groups and projects in it by name. */
  static List<Group> with(Accounts accounts, Group group) {
    List<Group> all = new ArrayList<>(List.of(group));
    if (group.project()) {
      String start = ownName(group) + "-";
      accounts.groups().stream()
          .filter(other -> ownName(other).startsWith(start))
          .forEach(all::add);
    }
    return all;
  }
}
