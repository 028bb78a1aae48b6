// SPDX-License-Identifier: Apache-2.0
package dev.errand.pageseeder.groups;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.errand.access.Group;
import dev.errand.operation.Hints;
import dev.errand.operation.OperationSpec;
import dev.errand.operation.Starters;
import java.util.List;
import java.util.Optional;

/**
 * Gives a group, or a project with all groups in it, another name. The id stays; the folder on the
 * disk follows the name. A cancel puts everything back; a server that was killed goes on where it
 * was.
 */
public final class GroupRename extends RelocatingOperation<GroupRename.Inputs> {

  public static final String NAME = "group-rename";

  /** Which group is to be called how. */
  public record Inputs(
      @JsonPropertyDescription("The id of the group or project") long group,
      @JsonPropertyDescription("Its name afterwards") String name) {}

  public GroupRename(GroupKeeping keeping) {
    super(
        keeping,
        OperationSpec.of(NAME, "Rename a group", Inputs.class, Relocated.class)
            .description(
                "Gives a group, or a project with all groups in it, another name. The id stays.")
            .hints(Hints.changing().unoffered())
            .starters(Starters.ADMINISTRATORS));
  }

  @Override
  long groupOf(Inputs inputs) {
    return inputs.group();
  }

  /**
   * {@inheritDoc}
   *
   * @throws GroupRefusedException if it cannot be called so
   */
  @Override
  public void check(Inputs inputs) {
    if (keeping().group(inputs.group()).name().equals(inputs.name())) {
      throw GroupRefusal.NAME_IN_USE.because("The group is called %s already.", inputs.name());
    }
    super.check(inputs);
  }

  /** Nothing to do if the group has the name, as after a crash at the very end. */
  @Override
  RelocationPlan plan(Inputs inputs) {
    Group group = keeping().group(inputs.group());
    String title = "Renaming thread for group " + group.name();
    if (group.name().equals(inputs.name())) {
      return new RenamePlan(keeping(), title, List.of());
    }
    RenamePlan.requireName(inputs.name());
    requireKind(group, inputs.name());
    requireParent(group, inputs.name());
    String own = ProjectGroups.ownName(group);
    String newOwn = ProjectGroups.ownName(inputs.name());
    List<Relocation.Renaming> renamings =
        ProjectGroups.with(keeping().accounts(), group).stream()
            .map(each ->
                new Relocation.Renaming(
                    each.id(), each.name(), renamed(each, newOwn, own.length())))
            .toList();
    return new RenamePlan(keeping(), title, renamings);
  }

  private static String renamed(Group group, String newStart, int oldLength) {
    String name = newStart + ProjectGroups.ownName(group).substring(oldLength);
    return group.archived() ? Group.ARCHIVED + name : name;
  }

  private static void requireKind(Group group, String name) {
    if (group.archived() != name.startsWith(Group.ARCHIVED)) {
      throw GroupRefusal.ILLEGAL_NAME.because(
          "%s before a name says that a group is archived. Archive or unarchive it instead.",
          Group.ARCHIVED);
    }
    if (parent(group.name()).isPresent() != parent(name).isPresent()) {
      throw GroupRefusal.NOT_THE_SAME_KIND.because(
          "%s and %s are not of one kind: what stands by itself does not become part of a project,"
              + " nor the other way round.",
          group.name(), name);
    }
  }

  private static Optional<String> parent(String name) {
    return new Group(1, ProjectGroups.ownName(name), false).parent();
  }

  private void requireParent(Group group, String name) {
    Optional<String> parent = parent(name);
    if (parent.equals(parent(group.name()))) {
      return;
    }
    boolean inItself = (name + "-").startsWith(group.name() + "-");
    Optional<Group> project = parent.flatMap(keeping().accounts()::group);
    if (inItself || project.filter(Group::project).isEmpty()) {
      throw GroupRefusal.NO_PARENT.because(
          "%s would be in %s, which is no project that it can be in.",
          name, parent.orElse("nothing"));
    }
  }
}
