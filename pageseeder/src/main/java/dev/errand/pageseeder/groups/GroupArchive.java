// SPDX-License-Identifier: Apache-2.0
package dev.errand.pageseeder.groups;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.errand.operation.Hints;
import dev.errand.operation.OperationSpec;
import dev.errand.operation.Starters;
import dev.errand.task.Role;

/**
 * Archives a group, or a project with all groups in it: {@value dev.errand.access.Group#ARCHIVED}
 * comes before the name. Nothing else changes, and ids stay.
 */
public final class GroupArchive extends RelocatingOperation<GroupArchive.Inputs> {

  public static final String NAME = "group-archive";

  /** Which group. */
  public record Inputs(@JsonPropertyDescription("The id of the group or project") long group) {}

  public GroupArchive(GroupKeeping keeping) {
    super(
        keeping,
        OperationSpec.of(NAME, "Archive a group", Inputs.class, Relocated.class)
            .description(
                "Archives a group, or a project with all groups in it. Nothing but the name"
                    + " changes, and ids stay.")
            .hints(Hints.changing().unoffered())
            .starters(Starters.members(Role.MANAGER)));
  }

  @Override
  long groupOf(Inputs inputs) {
    return inputs.group();
  }

  @Override
  RelocationPlan plan(Inputs inputs) {
    return new ArchivePlan(keeping(), inputs.group(), true, true);
  }
}
