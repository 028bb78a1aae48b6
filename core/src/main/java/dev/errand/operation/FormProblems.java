// SPDX-License-Identifier: Apache-2.0
package dev.errand.operation;

import dev.errand.task.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/** What keeps a schema from being a form that every client can show. */
final class FormProblems {

  private static final Set<String> SAID = Set.of("title", "description");
  private static final Set<String> OBJECT = Set.of("type", "properties", "required", "$schema");

  /** What may be said of a member of each type, besides that. */
  private static final Map<String, Set<String>> MEMBERS =
      Map.of(
          "string",
          Set.of("type", "default", "minLength", "maxLength", "pattern", "format", "enum", "oneOf"),
          "number",
          Set.of("type", "default", "minimum", "maximum"),
          "integer",
          Set.of("type", "default", "minimum", "maximum"),
          "boolean",
          Set.of("type", "default"),
          "array",
          Set.of("type", "default", "items", "minItems", "maxItems"));

  private static final Set<String> FORMATS = Set.of("email", "uri", "date", "date-time");

  private FormProblems() {}

  /** None if it is one. */
  static List<String> of(Json schema) {
    JsonNode document;
    try {
      document = schema.parse();
    } catch (JacksonException e) {
      return List.of("it is not JSON");
    }
    if (!document.isObject() || !document.path("type").asString("").equals("object")) {
      return List.of("it must be the schema of an object");
    }
    List<String> problems = new ArrayList<>(SchemaProblems.of(schema));
    unknown(problems, "", document, OBJECT);
    for (Map.Entry<String, JsonNode> member : document.path("properties").properties()) {
      member(problems, member.getKey(), member.getValue());
    }
    return problems;
  }

  private static void member(List<String> problems, String name, JsonNode schema) {
    if (schema.path("writeOnly").asBoolean(false)) {
      problems.add(name + " is a secret, and secrets are not asked for");
      return;
    }
    String type = schema.path("type").asString("");
    Set<String> known = MEMBERS.get(type);
    if (known == null) {
      problems.add(
          name + " must be a text, a number, a truth value, or a list of choices, not " + schema);
      return;
    }
    unknown(problems, name, schema, known);
    String format = schema.path("format").asString("date");
    if (!FORMATS.contains(format)) {
      problems.add(name + ": clients do not know the format " + format);
    }
    if (type.equals("array") && !isChoice(schema.path("items"), "anyOf")) {
      problems.add(name + " must be a list of choices");
    }
    if (schema.has("oneOf") && !isChoice(schema, "oneOf")) {
      problems.add(name + ": its choices are texts with titles");
    }
  }

  /** Whether it is one of some texts, plain or each with a title. */
  private static boolean isChoice(JsonNode schema, String titled) {
    if (schema.has("enum")) {
      return schema.path("enum").valueStream().allMatch(JsonNode::isString);
    }
    JsonNode choices = schema.path(titled);
    return choices.size() > 0
        && choices.valueStream().allMatch(choice -> choice.path("const").isString());
  }

  private static void unknown(
      List<String> problems, String name, JsonNode schema, Set<String> known) {
    for (String word : schema.propertyNames()) {
      if (!known.contains(word) && !SAID.contains(word)) {
        problems.add(
            (name.isEmpty() ? "" : name + ": ") + "clients do not know the keyword " + word);
      }
    }
  }
}
