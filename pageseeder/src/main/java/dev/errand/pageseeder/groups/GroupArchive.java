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

/**
 * Archives a group, or a project with all groups in it: {@value dev.errand.access.Group#ARCHIVED}
 * comes before the name. Nothing else changes, and ids stay.
 */
public final class GroupArchive implements Operation<GroupArchive.Inputs, Relocated> {

  public static final String NAME = "group-archive";

  private final GroupKeeping keeping;

  /** Which group. */
  public record Inputs(@JsonPropertyDescription("The id of the group or project") long group) {}

  public GroupArchive(GroupKeeping keeping) {
    this.keeping = keeping;
  }

  @Override
  public OperationSpec<Inputs, Relocated> spec() {
    return OperationSpec.of(NAME, "Archive a group", Inputs.class, Relocated.class)
        .description(
            "Archives a group, or a project with all groups in it. Nothing but the name"
                + " changes, and ids stay.")
        .recovery(Recovery.RETRY)
        .starters(Starters.members(Role.MANAGER));
  }

  @Override
  public String describe(Inputs inputs) {
    return plan(inputs).title();
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
   * @throws GroupRefusedException if it cannot be done
   */
  @Override
  public void check(Inputs inputs) {
    plan(inputs).check();
  }

  @Override
  public Relocated run(Inputs inputs, TaskContext context) throws Exception {
    ArchivePlan plan = plan(inputs);
    return new RelocationTask(keeping, context)
        .run(inputs.group(), RenamePlan.groups(plan.groups()), key -> plan.renaming().make(key));
  }

  private ArchivePlan plan(Inputs inputs) {
    return new ArchivePlan(keeping, inputs.group(), true, true);
  }
}
