// SPDX-License-Identifier: Apache-2.0
package dev.errand.mcp;

import dev.errand.operation.Asks;
import dev.errand.operation.GivenSchemas;
import dev.errand.operation.Hints;
import dev.errand.operation.JsonInputs;
import dev.errand.operation.Operation;
import dev.errand.operation.OperationSpec;
import dev.errand.operation.TaskContext;
import dev.errand.task.Json;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** An operation with given schemas that does what a test says. */
record Scripted(OperationSpec<JsonInputs, JsonNode> spec, Body body)
    implements Operation<JsonInputs, JsonNode> {

  /** What an attempt does. */
  interface Body {
    @Nullable JsonNode run(JsonNode inputs, TaskContext context) throws Exception;
  }

  /**
   * An offered operation.
   *
   * @param inputs the properties of its inputs, as JSON; all required that are not marked optional
   * @param result the schema of its result; empty for none
   */
  static Scripted of(String name, String inputs, String result, Body body) {
    String required =
        new Json(inputs)
            .parse()
            .propertyStream()
            .filter(member -> !member.getValue().has("default"))
            .map(member -> '"' + member.getKey() + '"')
            .toList()
            .toString();
    Json schema =
        new Json(
            "{\"type\":\"object\",\"properties\":%s,\"required\":%s,\"additionalProperties\":false}"
                .formatted(inputs, required));
    GivenSchemas schemas =
        new GivenSchemas(
            schema, Optional.of(result).filter(text -> !text.isEmpty()).map(Json::new));
    return new Scripted(
        OperationSpec.of(name, "Does " + name, schemas).hints(Hints.adding()).waiting(), body);
  }

  Scripted pace(Hints.Pace pace) {
    return new Scripted(spec.hints(spec.about().hints().pace(pace)), body);
  }

  Scripted asks(Asks asks) {
    return new Scripted(spec.asks(asks), body);
  }

  @Override
  public @Nullable JsonNode run(JsonInputs inputs, TaskContext context) throws Exception {
    return body.run(inputs.values(), context);
  }
}
