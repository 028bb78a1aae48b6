// SPDX-License-Identifier: Apache-2.0
package dev.errand.ogc.execute;

import dev.errand.task.InvalidInputsException;
import dev.errand.task.InvalidInputsException.Problem;
import dev.errand.task.Json;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Unpacks the inputs of an execution: a value as it is, a qualified value, or a link, each also as
 * an item of an array. Whether they fit is for the operation to say.
 *
 * @param process the name of what is executed
 * @param schemas of its inputs, by their names
 * @param references fetches what links lead to
 */
record InputValues(String process, JsonNode schemas, References references) {

  /**
   * The operation's inputs.
   *
   * @throws InvalidInputsException naming every input that cannot be unpacked
   */
  Json unpack(ObjectNode inputs) {
    ObjectNode unpacked = inputs.objectNode();
    List<Problem> problems = new ArrayList<>();
    inputs.forEachEntry((id, value) -> {
      try {
        unpacked.set(id, input(value, schemas.path(id)));
      } catch (UnusableInputException e) {
        problems.add(new Problem(id, e.reason()));
      }
    });
    if (!problems.isEmpty()) {
      throw new InvalidInputsException(process, problems);
    }
    return Json.of(unpacked);
  }

  private JsonNode input(JsonNode value, JsonNode schema) {
    if (value.isArray() && SchemaTypes.of(schema).contains("array")) {
      return items(value, schema.path("items"));
    }
    JsonNode single = single(value, schema);
    // One value may stand for an array of one.
    return SchemaTypes.isOnly(schema, "array") && !single.isArray() && !single.isNull()
        ? Json.mapper().createArrayNode().add(single)
        : single;
  }

  private JsonNode items(JsonNode values, JsonNode schema) {
    ArrayNode items = Json.mapper().createArrayNode();
    values.forEach(value -> items.add(single(value, schema)));
    return items;
  }

  private JsonNode single(JsonNode value, JsonNode schema) {
    if (!value.isObject()) {
      return value;
    }
    if (isOwn(value, schema, "href") && value.path("href").isString()) {
      requireType(value.path("type"), schema);
      return references.fetch(value, schema);
    }
    if (isOwn(value, schema, "value") && !isBare(value, schema)) {
      return QualifiedValue.of(value).unpack(schema);
    }
    return value;
  }

  /** Whether a member is the packing's and not one that objects of the input have. */
  private static boolean isOwn(JsonNode value, JsonNode schema, String member) {
    return value.has(member) && !schema.path("properties").has(member);
  }

  /**
   * Whether an object with a member {@code value} is meant itself: what is in the member can be
   * none where only objects will do.
   */
  private static boolean isBare(JsonNode value, JsonNode schema) {
    return SchemaTypes.isOnly(schema, "object")
        && !QualifiedValue.of(value).isEncoded()
        && !value.path("value").isObject();
  }

  private static void requireType(JsonNode type, JsonNode schema) {
    if (type.isString()) {
      InputContent.requireType(type.stringValue(), schema);
    }
  }
}
