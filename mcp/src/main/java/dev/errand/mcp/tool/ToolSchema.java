// SPDX-License-Identifier: Apache-2.0
package dev.errand.mcp.tool;

import dev.errand.task.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Schemas in words that all clients take. Some lose the whole list of tools over one word in it
 * that they do not know, others refuse a right answer after the work was done; so what is said to
 * them is never stricter than what is meant, and what cannot be said so is said in the description.
 * What is sent is held against the real schema here.
 */
final class ToolSchema {

  /** What all validators of clients judge alike. */
  private static final Set<String> PLAIN =
      Set.of("title", "minLength", "maxLength", "minItems", "maxItems");

  private static final Set<String> BOUNDS =
      Set.of("minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum");

  /** What says nothing to who calls, or is carried over elsewhere. */
  private static final Set<String> SILENT =
      Set.of(
          "type",
          "description",
          "default",
          "enum",
          "const",
          "properties",
          "required",
          "items",
          "additionalProperties",
          "anyOf",
          "oneOf",
          "$schema",
          "$id",
          "$comment",
          "writeOnly",
          "readOnly",
          "nullable",
          "deprecated",
          "examples");

  private static final Set<String> TYPES =
      Set.of("string", "number", "integer", "boolean", "object", "array", "null");

  private final boolean forInputs;

  private ToolSchema(boolean forInputs) {
    this.forInputs = forInputs;
  }

  /** The schema of inputs: an object. */
  static ObjectNode inputs(JsonNode schema) {
    return new ToolSchema(true).root(schema);
  }

  /** The schema of results: an object. */
  static ObjectNode results(JsonNode schema) {
    return new ToolSchema(false).root(schema);
  }

  private ObjectNode root(JsonNode schema) {
    ObjectNode root = object().put("type", "object");
    ObjectNode properties = root.putObject("properties");
    schema.path("properties").forEachEntry((name, member) -> properties.set(name, member(member)));
    required(schema, root);
    // Results may have more members one day; inputs are told to have no others.
    return forInputs ? root.put("additionalProperties", false) : root;
  }

  /** An input that is more than a word may also come as a link. */
  private ObjectNode member(JsonNode schema) {
    ObjectNode said = schema(schema);
    if (!forInputs || !LinkedInputs.invites(schema)) {
      return said;
    }
    ObjectNode either = object();
    if (said.get("description") instanceof JsonNode description) {
      either.set("description", description);
    }
    either.putArray("anyOf").add(said).add(LinkedInputs.linkSchema());
    return either;
  }

  /** A schema that allows at least what this one does. */
  private ObjectNode schema(JsonNode schema) {
    if (!(schema instanceof ObjectNode given)) {
      // True and false; nobody can send what false allows, so that need not be said.
      return object();
    }
    ObjectNode said = object();
    List<String> unsaid = new ArrayList<>();
    List<String> types = types(given);
    List<ObjectNode> choices = choices(given);
    if (types.size() == 1) {
      said.put("type", types.getFirst());
    } else if (types.size() > 1 && choices.isEmpty()) {
      ArrayNode anyOf = said.putArray("anyOf");
      types.forEach(type -> anyOf.addObject().put("type", type));
    }
    words(given, said, types, unsaid);
    if (types.contains("object") && types.size() == 1) {
      members(given, said);
    }
    if (types.contains("array") && types.size() == 1) {
      items(given, said, unsaid);
    }
    if (!choices.isEmpty()) {
      choices.forEach(said.withArrayProperty("anyOf")::add);
    }
    describe(given, said, unsaid);
    return said;
  }

  /** An input that is null is one that is not sent, so that need not be said of inputs. */
  private List<String> types(ObjectNode given) {
    List<String> types = new ArrayList<>();
    JsonNode type = given.path("type");
    if (type.isString()) {
      types.add(type.stringValue());
    }
    type.forEach(one -> types.add(one.asString("")));
    if (given.path("nullable").asBoolean(false) && !types.isEmpty() && !types.contains("null")) {
      types.add("null");
    }
    if (!TYPES.containsAll(types)) {
      return List.of();
    }
    if (forInputs && types.size() > 1) {
      types.remove("null");
    }
    return types.contains("number")
        ? types.stream().filter(one -> !one.equals("integer")).toList()
        : types;
  }

  private List<ObjectNode> choices(ObjectNode given) {
    List<ObjectNode> choices = new ArrayList<>();
    // Of both, one alone allows more.
    JsonNode several = given.has("anyOf") ? given.path("anyOf") : given.path("oneOf");
    several.forEach(one -> {
      boolean isNull = one.path("type").asString("").equals("null");
      if (!(forInputs && isNull)) {
        choices.add(schema(one));
      }
    });
    // One that allows everything makes the others say nothing.
    return choices.stream().anyMatch(ObjectNode::isEmpty) ? List.of() : choices;
  }

  private void words(ObjectNode given, ObjectNode said, List<String> types, List<String> unsaid) {
    given.forEachEntry((word, value) -> {
      if (PLAIN.contains(word) && isCount(word, value) && types.size() == 1) {
        said.set(word, value);
      } else if (BOUNDS.contains(word) && value.isNumber() && types.size() == 1) {
        said.set(word, value);
      } else if (!SILENT.contains(word)) {
        unsaid.add(word + ": " + value);
      }
    });
    values(given, said);
    if (given.get("default") instanceof JsonNode standard
        && forInputs
        && !given.path("writeOnly").asBoolean(false)
        && !standard.isNull()) {
      said.set("default", standard);
    }
  }

  private static boolean isCount(String word, JsonNode value) {
    return word.equals("title") ? value.isString() : value.isIntegralNumber();
  }

  /** A list of texts; other values, which some hosts cannot read, are told of. */
  private void values(ObjectNode given, ObjectNode said) {
    ArrayNode values = Json.mapper().createArrayNode();
    given.path("enum").forEach(values::add);
    if (given.get("const") instanceof JsonNode only) {
      values.add(only);
    }
    if (values.isEmpty()) {
      return;
    }
    if (values.valueStream().allMatch(JsonNode::isString)) {
      said.put("type", "string");
      said.set("enum", values);
    } else if (forInputs) {
      said.put("description", "One of " + values);
    }
  }

  private void members(ObjectNode given, ObjectNode said) {
    if (given.path("properties") instanceof ObjectNode members) {
      ObjectNode properties = said.putObject("properties");
      members.forEachEntry((name, member) -> properties.set(name, schema(member)));
    }
    required(given, said);
    JsonNode others = given.path("additionalProperties");
    if (others instanceof ObjectNode schema) {
      said.set("additionalProperties", schema(schema));
    } else if (forInputs && others.isBoolean() && !others.booleanValue()) {
      said.put("additionalProperties", false);
    }
  }

  private static void required(JsonNode given, ObjectNode said) {
    if (!given.path("required").isEmpty()) {
      ArrayNode required = said.putArray("required");
      given.path("required").forEach(name -> required.add(name.asString("")));
    }
  }

  private void items(ObjectNode given, ObjectNode said, List<String> unsaid) {
    if (given.has("prefixItems")) {
      // A tuple: its items are told of in words.
      if (given.has("items")) {
        unsaid.add("items: " + given.get("items"));
      }
      said.set("items", object());
    } else {
      said.set("items", schema(given.path("items")));
    }
  }

  /** What it is, and what of it could not be said. */
  private void describe(ObjectNode given, ObjectNode said, List<String> unsaid) {
    List<String> parts = new ArrayList<>();
    String own = given.path("description").asString("").strip();
    if (!own.isEmpty()) {
      parts.add(own);
    }
    String values = said.path("description").asString("");
    if (!values.isEmpty()) {
      parts.add(values);
    }
    if (!unsaid.isEmpty()) {
      parts.add("Must fit " + String.join(", ", unsaid));
    }
    if (!parts.isEmpty()) {
      said.put("description", String.join(". ", parts).replace("..", "."));
    }
  }

  private static ObjectNode object() {
    return Json.mapper().createObjectNode();
  }
}
