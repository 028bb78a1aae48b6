// SPDX-License-Identifier: Apache-2.0
package dev.errand.mcp.tool;

import dev.errand.operation.Hints;
import dev.errand.operation.OperationInfo;
import dev.errand.task.Json;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/** What clients are told of an operation. */
final class ToolDocument {

  private ToolDocument() {}

  static ObjectNode of(String name, OperationInfo operation) {
    ObjectNode tool = Json.mapper().createObjectNode().put("name", name);
    tool.put("title", operation.title());
    tool.put("description", operation.description().orElseGet(operation::title));
    tool.set("inputSchema", ToolSchema.inputs(operation.inputs().parse()));
    results(operation).ifPresent(schema -> tool.set("outputSchema", schema));
    tool.set("annotations", annotations(operation.title(), operation.hints()));
    return tool;
  }

  /** Whoever says that there are results has clients refuse answers without any. */
  private static Optional<ObjectNode> results(OperationInfo operation) {
    var schema = operation.result().parse();
    return schema.path("properties").isEmpty()
        ? Optional.empty()
        : Optional.of(ToolSchema.results(schema));
  }

  /** What hosts show people before they let a model call it. */
  static ObjectNode annotations(String title, Hints hints) {
    return Json.mapper()
        .createObjectNode()
        .put("title", title)
        .put("readOnlyHint", hints.readOnly())
        .put("destructiveHint", hints.destructive())
        .put("idempotentHint", hints.repeatable())
        .put("openWorldHint", hints.openWorld());
  }
}
