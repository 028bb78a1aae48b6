// SPDX-License-Identifier: Apache-2.0
package dev.errand.testkit;

import dev.errand.operation.ChecksStarter;
import dev.errand.operation.Operation;
import dev.errand.operation.OperationSpec;
import dev.errand.operation.Starters;
import dev.errand.operation.TaskContext;
import dev.errand.task.Principal;
import dev.errand.task.Role;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CopyOnWriteArrayList;

/** Work in the group that its inputs name; remembers which inputs it was asked about. */
public final class GroupWork
    implements Operation<GroupWork.In, GroupWork.Out>, ChecksStarter<GroupWork.In> {

  public static final String NAME = "group-work";

  private final List<In> asked = new CopyOnWriteArrayList<>();

  public record In(long group) {}

  /** A result with one text. */
  public record Out(String text) {}

  /** What it was asked about before a task was there, in that order. */
  public List<In> asked() {
    return asked;
  }

  @Override
  public OperationSpec<In, Out> spec() {
    return OperationSpec.of(NAME, "Work in a group", In.class, Out.class)
        .starters(Starters.members(Role.CONTRIBUTOR));
  }

  @Override
  public OptionalLong group(In inputs) {
    asked.add(inputs);
    return OptionalLong.of(inputs.group());
  }

  @Override
  public void checkStarter(In inputs, Principal starter) {
    asked.add(inputs);
  }

  @Override
  public void check(In inputs) {
    asked.add(inputs);
  }

  @Override
  public String describe(In inputs) {
    asked.add(inputs);
    return "Works in a group";
  }

  @Override
  public Optional<String> orderingKey(In inputs) {
    asked.add(inputs);
    return Optional.empty();
  }

  @Override
  public Out run(In inputs, TaskContext context) {
    return new Out("done");
  }
}
