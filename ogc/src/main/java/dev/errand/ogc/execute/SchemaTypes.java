// SPDX-License-Identifier: Apache-2.0
package dev.errand.ogc.execute;

import java.util.HashSet;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/** Tells of which JSON types a value may be, by its schema. */
final class SchemaTypes {

  private static final Set<String> ALL =
      Set.of("string", "number", "integer", "boolean", "object", "array");

  private SchemaTypes() {}

  /** Names of types as JSON Schema has them; all where the schema leaves it open. */
  static Set<String> of(JsonNode schema) {
    Set<String> types = new HashSet<>();
    JsonNode type = schema.path("type");
    if (type.isString()) {
      types.add(type.stringValue());
    }
    type.forEach(one -> types.add(one.asString("")));
    for (String several : new String[] {"oneOf", "anyOf"}) {
      schema.path(several).forEach(one -> types.addAll(of(one)));
    }
    for (JsonNode part : schema.path("allOf")) {
      if (part.has("type")) {
        types.addAll(of(part));
      }
    }
    return types.isEmpty() ? ALL : types;
  }

  /** Whether a value is of a type that the schema allows. */
  static boolean allow(JsonNode schema, JsonNode value) {
    Set<String> types = of(schema);
    return switch (value.getNodeType()) {
      case OBJECT, POJO -> types.contains("object");
      case ARRAY -> types.contains("array");
      case STRING, BINARY -> types.contains("string");
      case BOOLEAN -> types.contains("boolean");
      case NUMBER -> types.contains("number") || types.contains("integer");
      case NULL, MISSING -> true;
    };
  }

  /** Whether nothing but that type is allowed. */
  static boolean isOnly(JsonNode schema, String type) {
    return of(schema).equals(Set.of(type));
  }
}
