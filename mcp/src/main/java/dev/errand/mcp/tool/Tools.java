// SPDX-License-Identifier: Apache-2.0
package dev.errand.mcp.tool;

import dev.errand.Errand;
import dev.errand.mcp.wire.Call;
import dev.errand.mcp.wire.Fault;
import dev.errand.operation.OperationInfo;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The operations as tools. Safe for all threads. */
public final class Tools {

  private static final Logger LOG = LoggerFactory.getLogger(Tools.class);

  private final Errand errand;
  private final ToolRules rules;

  /** What was made of an operation is made of it once. */
  private final Map<String, Tool> byOperation = new ConcurrentHashMap<>();

  /** Of which it was said that they are none. */
  private final Set<String> unnamed = ConcurrentHashMap.newKeySet();

  public Tools(Errand errand, ToolRules rules) {
    this.errand = errand;
    this.rules = rules;
  }

  ToolRules rules() {
    return rules;
  }

  private Stream<Tool> offered() {
    return errand.operations().stream()
        .filter(rules.offered())
        .filter(operation -> isNamed(operation.name()))
        .map(this::tool);
  }

  /** One that cannot be named must not cost clients all others, which refuse a list over it. */
  private boolean isNamed(String operation) {
    String name = rules.names().apply(operation);
    boolean named = Tool.isName(name) && !HandleTools.isOne(name);
    if (!named && unnamed.add(operation)) {
      LOG.warn(
          "The operation {} is no tool for agents: a tool is called by 1 to 64 letters, digits, '-'"
              + " and '_', not {}",
          operation,
          name);
    }
    return named;
  }

  private Tool tool(OperationInfo operation) {
    return byOperation.compute(
        operation.name(),
        (name, known) ->
            known != null && known.operation() == operation
                ? known
                : Tool.of(rules.names().apply(name), operation));
  }

  /** Those that the caller may call, by name. */
  List<Tool> of(Call call) {
    return offered()
        .filter(tool -> call.errand().mayStart(tool.operation()))
        .sorted(Comparator.comparing(Tool::name))
        .toList();
  }

  /**
   * The tool of that name.
   *
   * @throws Fault if there is none that the caller may call
   */
  Tool named(Call call, String name) {
    return find(call, name).orElseThrow(() -> unknown(name));
  }

  Optional<Tool> find(Call call, String name) {
    return offered()
        .filter(tool -> tool.name().equals(name))
        .filter(tool -> call.errand().mayStart(tool.operation()))
        .findFirst();
  }

  /** The same whether it is not there or not for this caller. */
  static Fault unknown(String name) {
    return Fault.invalidParams("There is no tool '" + name + "'.");
  }
}
