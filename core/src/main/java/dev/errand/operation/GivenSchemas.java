// SPDX-License-Identifier: Apache-2.0
package dev.errand.operation;

import dev.errand.task.Json;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The JSON Schemas (2020-12) of an operation that is known only at run time, instead of those that
 * would follow from its Java types.
 *
 * @param inputs of an object with all inputs; a member with {@code writeOnly} is a secret, and one
 *     with a {@code default} gets it where it is not sent
 * @param result of the result; empty where there is none
 */
public record GivenSchemas(Json inputs, Optional<Json> result) {

  public GivenSchemas {
    requireObject(inputs);
    result.ifPresent(GivenSchemas::requireObject);
  }

  private static void requireObject(Json schema) {
    if (!schema.parse().isObject()) {
      throw new IllegalArgumentException("a schema is a JSON object, not " + schema);
    }
  }

  ObjectNode inputsDocument() {
    return (ObjectNode) inputs.parse();
  }

  /** What the tasks give: a result that is an object by its members, another by the usual name. */
  OperationOutputs outputs(List<FileOutput> files) {
    Optional<JsonNode> schema = result.map(Json::parse);
    boolean isObject = schema.filter(node -> node.has("properties")).isPresent();
    Json document =
        isObject
            ? result.orElseThrow()
            : Json.of(RecordSchema.named(schema.map(node -> (ObjectNode) node)));
    return new OperationOutputs(document, isObject, files);
  }
}
