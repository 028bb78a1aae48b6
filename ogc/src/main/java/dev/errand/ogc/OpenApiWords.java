// SPDX-License-Identifier: Apache-2.0
package dev.errand.ogc;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The keywords that JSON Schema and OpenAPI 3.0 share, and those that OpenAPI has no words for. */
final class OpenApiWords {

  /** The types there are, beside null. */
  static final Set<String> TYPES =
      Set.of("array", "boolean", "integer", "number", "object", "string");

  /** What restricts values in a way that cannot be said. */
  private static final Set<String> UNSAID =
      Set.of(
          "contains",
          "propertyNames",
          "dependentRequired",
          "dependentSchemas",
          "dependencies",
          "unevaluatedItems",
          "unevaluatedProperties",
          "$dynamicRef",
          "$recursiveRef");

  private static final Map<String, Predicate<JsonNode>> SHARED = new HashMap<>();

  static {
    List.of("title", "description", "format", "pattern", "contentMediaType", "contentEncoding")
        .forEach(name -> SHARED.put(name, JsonNode::isString));
    List.of("nullable", "readOnly", "writeOnly", "deprecated", "uniqueItems")
        .forEach(name -> SHARED.put(name, JsonNode::isBoolean));
    List.of("minLength", "maxLength", "minItems", "maxItems", "minProperties", "maxProperties")
        .forEach(name -> SHARED.put(name, OpenApiWords::isCount));
    List.of("minimum", "maximum").forEach(name -> SHARED.put(name, JsonNode::isNumber));
    SHARED.put("multipleOf", value -> value.isNumber() && value.decimalValue().signum() > 0);
    List.of("default", "example").forEach(name -> SHARED.put(name, value -> true));
  }

  private OpenApiWords() {}

  private static boolean isCount(JsonNode value) {
    return value.isIntegralNumber() && value.decimalValue().signum() >= 0;
  }

  /** Takes over what means the same, if it has a value that OpenAPI allows. */
  static void copyShared(JsonNode from, ObjectNode to) {
    from.forEachEntry((name, value) -> {
      Predicate<JsonNode> allowed = SHARED.get(name);
      if (allowed != null && allowed.test(value)) {
        to.set(name, value);
      }
    });
    // The newer keyword holds an array; one of them says enough.
    if (from.path("examples").isArray() && !from.path("examples").isEmpty()) {
      to.putIfAbsent("example", from.path("examples").get(0));
    }
  }

  /** Writes an excluded bound, which is a number of its own in JSON Schema, as OpenAPI does. */
  static void copyBounds(JsonNode from, ObjectNode to) {
    bound(from.path("exclusiveMinimum"), to, "minimum", 1);
    bound(from.path("exclusiveMaximum"), to, "maximum", -1);
  }

  private static void bound(JsonNode excluded, ObjectNode to, String name, int sign) {
    String exclusive = "exclusive" + Character.toUpperCase(name.charAt(0)) + name.substring(1);
    if (excluded.isBoolean()) {
      to.set(exclusive, excluded);
    } else if (excluded.isNumber()) {
      JsonNode included = to.path(name);
      boolean stricter =
          !included.isNumber()
              || sign * excluded.decimalValue().compareTo(included.decimalValue()) >= 0;
      if (stricter) {
        to.set(name, excluded);
        to.put(exclusive, true);
      }
    }
  }

  /** Whether something that restricts values gets lost. */
  static boolean losesSomething(JsonNode schema) {
    return UNSAID.stream().anyMatch(schema::has);
  }
}
