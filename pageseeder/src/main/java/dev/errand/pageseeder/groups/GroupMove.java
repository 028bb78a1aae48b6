// SPDX-License-Identifier: Apache-2.0
package dev.errand.pageseeder.groups;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.errand.operation.Operation;
import dev.errand.operation.OperationSpec;
import dev.errand.operation.Recovery;
import dev.errand.operation.Starters;
import dev.errand.operation.TaskContext;
import dev.errand.task.Role;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * Moves a document or folder into another folder of its group. Ids stay. A cancel puts everything
 * back; a server that was killed goes on where it was.
 */
public final class GroupMove implements Operation<GroupMove.Inputs, Relocated> {

  public static final String NAME = "group-move";

  private final GroupKeeping keeping;

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
    this.keeping = keeping;
  }

  @Override
  public OperationSpec<Inputs, Relocated> spec() {
    return OperationSpec.of(NAME, "Move documents of a group", Inputs.class, Relocated.class)
        .description("Moves a document or folder into another folder of its group. Ids stay.")
        .recovery(Recovery.RETRY)
        .starters(Starters.members(Role.CONTRIBUTOR));
  }

  @Override
  public String describe(Inputs inputs) {
    return MovePlan.of(keeping, inputs).title();
  }

  @Override
  public Optional<String> orderingKey(Inputs inputs) {
    return Optional.of(GroupOrder.key(inputs.group()));
  }

  @Override
  public OptionalLong group(Inputs inputs) {
    return OptionalLong.of(inputs.group());
  }

  /**
   * {@inheritDoc}
   *
   * @throws GroupRefusedException if it cannot go there
   */
  @Override
  public void check(Inputs inputs) {
    MovePlan.of(keeping, inputs).requireFree();
  }

  @Override
  public Relocated run(Inputs inputs, TaskContext context) throws Exception {
    return new RelocationTask(keeping, context)
        .run(inputs.group(), Set.of(inputs.group()), key -> MovePlan.of(keeping, inputs).make(key));
  }
}
