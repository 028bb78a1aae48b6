// SPDX-License-Identifier: Apache-2.0
package dev.errand.mcp.tool;

import dev.errand.mcp.task.TaskMethods;
import dev.errand.operation.OperationInfo;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import tools.jackson.databind.node.ObjectNode;

/**
 * Which operations are tools, and how.
 *
 * @param offered whether an operation is one
 * @param names what an operation of that name is called as a tool
 * @param required what a client must declare to call it, as clients declare it; absent for nothing
 * @param handles whether there are tools that start and follow tasks for clients that hold none
 */
public record ToolRules(
    Predicate<OperationInfo> offered,
    UnaryOperator<String> names,
    Function<OperationInfo, Optional<ObjectNode>> required,
    boolean handles) {

  /** Those that are marked for it, by their own names, and tools for tasks. */
  public static final ToolRules USUAL =
      new ToolRules(info -> info.hints().offered(), name -> name, ToolRules::asking, true);

  /** Who cannot hold tasks cannot be asked on the way. */
  private static Optional<ObjectNode> asking(OperationInfo info) {
    return info.asks() ? Optional.of(TaskMethods.required()) : Optional.empty();
  }

  /** The same for other operations. */
  public ToolRules offering(Predicate<OperationInfo> others) {
    return new ToolRules(others, names, required, handles);
  }

  /** The same by other names. */
  public ToolRules named(UnaryOperator<String> others) {
    return new ToolRules(offered, others, required, handles);
  }

  /** The same, with more that clients must declare. */
  public ToolRules requiring(Function<OperationInfo, Optional<ObjectNode>> more) {
    return new ToolRules(
        offered, names, info -> more.apply(info).or(() -> required.apply(info)), handles);
  }

  /** The same with tools for tasks, or without. */
  public ToolRules handles(boolean wanted) {
    return new ToolRules(offered, names, required, wanted);
  }
}
