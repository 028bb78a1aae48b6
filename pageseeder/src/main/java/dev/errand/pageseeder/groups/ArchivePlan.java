// SPDX-License-Identifier: Apache-2.0
package dev.errand.pageseeder.groups;

import dev.errand.access.Group;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * Groups that are archived, or are so no longer: the word before their names says so.
 *
 * @param archived how it is to be
 * @param all whether a project takes the groups in it along
 */
record ArchivePlan(GroupKeeping keeping, long group, boolean archived, boolean all)
    implements RelocationPlan {

  @Override
  public String title() {
    return (archived ? "Archiving" : "Unarchiving")
        + " thread for group "
        + keeping.group(group).name();
  }

  @Override
  public void check() {
    Group first = keeping.group(group);
    if (first.archived() == archived) {
      throw archived
          ? GroupRefusal.ALREADY_ARCHIVED.because("%s is archived already.", first.name())
          : GroupRefusal.NOT_ARCHIVED.because("%s is not archived.", first.name());
    }
    renaming().check();
  }

  @Override
  public Optional<Relocation> make(UUID key) throws IOException {
    return renaming().make(key);
  }

  /** Nothing to do for those that are as they should be, as after a crash at the very end. */
  private RenamePlan renaming() {
    Group first = keeping.group(group);
    List<Group> groups = all ? ProjectGroups.with(keeping.accounts(), first) : List.of(first);
    return new RenamePlan(
        keeping,
        title(),
        groups.stream()
            .filter(each -> each.archived() != archived)
            .map(each -> new Relocation.Renaming(each.id(), each.name(), turned(each)))
            .toList());
  }

  private String turned(Group group) {
    String own = ProjectGroups.ownName(group);
    return archived ? Group.ARCHIVED + own : own;
  }
}
