// SPDX-License-Identifier: Apache-2.0
package dev.errand.server;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;

/**
 * What people read of an OpenAPI document: parameters, headers, schemas and their members. Items of
 * arrays and alternatives are told of by the schema that they are in, references by what they lead
 * to.
 */
final class DocumentedParts {

  private static final List<String> WITHIN =
      List.of("items", "additionalProperties", "not", "allOf", "oneOf", "anyOf");

  private final Set<String> silent = new TreeSet<>();
  private int parts;

  private DocumentedParts() {}

  /** Reads a document. */
  static DocumentedParts of(JsonNode document) {
    DocumentedParts found = new DocumentedParts();
    found.read(document, "");
    return found;
  }

  /** How many there are. */
  int count() {
    return parts;
  }

  /** Where those stand that nothing is said of, as JSON pointers. */
  Set<String> silent() {
    return silent;
  }

  private void read(JsonNode node, String place) {
    node.forEachEntry((name, child) -> {
      String there = place + "/" + name.replace("~", "~0").replace("/", "~1");
      switch (name) {
        case "example" -> {}
        case "schema" -> described(child, there);
        case "schemas", "headers", "parameters" -> members(child, there);
        default -> read(child, there);
      }
    });
    for (int i = 0; node.isArray() && i < node.size(); i++) {
      read(node.get(i), place + "/" + i);
    }
  }

  private void members(JsonNode parts, String place) {
    parts.forEachEntry((name, part) -> described(part, place + "/" + name));
    for (int i = 0; parts.isArray() && i < parts.size(); i++) {
      described(parts.get(i), place + "/" + i);
    }
  }

  private void described(JsonNode part, String place) {
    if (part.has("$ref")) {
      return;
    }
    parts++;
    if (part.path("description").asString("").isBlank()) {
      silent.add(place);
    }
    within(part, place);
  }

  private void within(JsonNode schema, String place) {
    if (!schema.isObject()) {
      return;
    }
    members(schema.path("properties"), place + "/properties");
    for (String word : WITHIN) {
      JsonNode inner = schema.path(word);
      if (inner.isArray()) {
        inner.forEach(one -> within(one, place + "/" + word));
      } else {
        within(inner, place + "/" + word);
      }
    }
  }
}
