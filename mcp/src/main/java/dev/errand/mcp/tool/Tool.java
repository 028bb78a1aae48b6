// SPDX-License-Identifier: Apache-2.0
package dev.errand.mcp.tool;

import dev.errand.operation.OperationInfo;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * An operation as a tool.
 *
 * @param schemas of the operation's inputs, by their names
 * @param document all that can be said of it; not to be changed
 */
record Tool(String name, OperationInfo operation, JsonNode schemas, ObjectNode document) {

  /** Hosts put something before names and then refuse the whole list for one that is longer. */
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_-]{1,64}");

  /** Whether a tool can be called so. */
  static boolean isName(String name) {
    return NAME.matcher(name).matches();
  }

  /** The tool of an operation. */
  static Tool of(String name, OperationInfo operation) {
    JsonNode schemas = operation.inputs().parse().path("properties");
    return new Tool(name, operation, schemas, ToolDocument.of(name, operation));
  }
}
