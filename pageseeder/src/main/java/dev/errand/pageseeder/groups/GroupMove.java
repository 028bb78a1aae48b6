// SPDX-License-Identifier: Apache-2.0
package dev.errand.pageseeder.groups;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.errand.operation.Hints;
import dev.errand.operation.OperationSpec;
import dev.errand.operation.Starters;
import dev.errand.task.Role;
import java.util.Optional;

/**
 * Moves a document or folder into another folder of its group. Ids stay. A cancel puts everything
 * back; a server that was killed goes on where it was.
 */
public final class GroupMove extends RelocatingOperation<GroupMove.Inputs> {

  public static final String NAME = "group-move";

  /**
   * What moves where.
   *
   * @param uri the id of the document or folder
   * @param destination the id of the folder that it goes into
   * @param name its name afterwards; the one that it has if absent
   */
  public record Inputs(
      @JsonPropertyDescription("The id of the group") long group,
      @JsonPropertyDescription("The id of the document or folder to move") long uri,
      @JsonPropertyDescription("The id of the folder that it goes into") long destination,
      @JsonPropertyDescription("Its name afterwards; stays the same if absent")
          Optional<String> name) {}

  public GroupMove(GroupKeeping keeping) {
    super(
        keeping,
        OperationSpec.of(NAME, "Move documents of a group", Inputs.class, Relocated.class)
            .description("Moves a document or folder into another folder of its group. Ids stay.")
            .hints(Hints.changing().unoffered())
            .starters(Starters.members(Role.CONTRIBUTOR)));
  }

  @Override
  long groupOf(Inputs inputs) {
    return inputs.group();
  }

  @Override
  RelocationPlan plan(Inputs inputs) {
    return MovePlan.of(keeping(), inputs);
  }
}
