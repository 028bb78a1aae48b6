// SPDX-License-Identifier: Apache-2.0
package dev.errand.pageseeder.groups;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.errand.operation.Hints;
import dev.errand.operation.OperationSpec;
import dev.errand.operation.Starters;
import dev.errand.task.Role;

/** Takes a group, or a project, out of the archive: its name is again what it was. */
public final class GroupUnarchive extends RelocatingOperation<GroupUnarchive.Inputs> {

  public static final String NAME = "group-unarchive";

  /**
   * Which group.
   *
   * @param allgroups whether the groups of a project come along
   */
  public record Inputs(
      @JsonPropertyDescription("The id of the group or project") long group,
      @JsonPropertyDescription("Whether the groups of a project come along")
          @JsonProperty(defaultValue = "false")
          boolean allgroups) {}

  public GroupUnarchive(GroupKeeping keeping) {
    super(
        keeping,
        OperationSpec.of(NAME, "Unarchive a group", Inputs.class, Relocated.class)
            .description(
                "Takes a group, or a project, out of the archive: its name is again what it was.")
            .hints(Hints.changing().unoffered())
            .starters(Starters.members(Role.MANAGER)));
  }

  @Override
  long groupOf(Inputs inputs) {
    return inputs.group();
  }

  @Override
  RelocationPlan plan(Inputs inputs) {
    return new ArchivePlan(keeping(), inputs.group(), false, inputs.allgroups());
  }
}
