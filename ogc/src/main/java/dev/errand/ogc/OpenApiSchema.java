// SPDX-License-Identifier: Apache-2.0
package dev.errand.ogc;

import dev.errand.task.Json;
import java.net.URI;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import tools.jackson.core.JsonPointer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Writes JSON Schema (draft 2020-12) in the words of OpenAPI 3.0, which descriptions of processes
 * are held to (section 4.2 of the contract): types are single, constants are enumerations, bounds
 * are excluded by booleans, references are replaced by what they refer to. What cannot be said is
 * left out, so that whatever fits the original fits this, if not the other way round. A default or
 * example that may show a secret (a value that is write-only) is left out as well.
 */
public final class OpenApiSchema {

  private final JsonNode root;
  private final Deque<String> open = new ArrayDeque<>();

  /** Whether, since somebody last looked, something that restricts values was left out. */
  private boolean weaker;

  /** Whether what is written is a secret or a part of one. */
  private boolean hidden;

  /** Whether, since somebody last looked, a secret was met. */
  private boolean met;

  private OpenApiSchema(JsonNode root) {
    this.root = root;
  }

  /** A whole schema; a fresh copy. */
  public static ObjectNode of(JsonNode schema) {
    return new OpenApiSchema(schema).schema(schema);
  }

  /** The schemas of an object's properties, in their order; references are looked up in it. */
  public static Map<String, ObjectNode> properties(JsonNode object) {
    OpenApiSchema conversion = new OpenApiSchema(object);
    Map<String, ObjectNode> properties = new LinkedHashMap<>();
    object
        .path("properties")
        .forEachEntry((name, value) -> properties.put(name, conversion.schema(value)));
    return properties;
  }

  private ObjectNode schema(JsonNode from) {
    if (!from.isObject()) {
      return from.isBoolean() && !from.booleanValue() ? nothing() : anything();
    }
    boolean hiddenAround = hidden;
    boolean metBefore = met;
    hidden |= from.path("writeOnly").asBoolean(false);
    met = hidden;
    ObjectNode to = anything();
    OpenApiWords.copyShared(from, to);
    OpenApiWords.copyBounds(from, to);
    weaker |= OpenApiWords.losesSomething(from);
    List<JsonNode> all = new ArrayList<>();
    type(from, to, all);
    values(from, to, all);
    items(from, to);
    members(from, to);
    combinations(from, to, all);
    reference(from, all);
    if (met) {
      to.remove(List.of("default", "example"));
    }
    met |= metBefore;
    hidden = hiddenAround;
    return joined(to, all, from.has("allOf"));
  }

  private static ObjectNode anything() {
    return Json.mapper().createObjectNode();
  }

  private static ObjectNode nothing() {
    ObjectNode nothing = anything();
    nothing.putObject("not");
    return nothing;
  }

  private static ObjectNode with(String name, List<? extends JsonNode> schemas) {
    ObjectNode object = anything();
    object.putArray(name).addAll(schemas);
    return object;
  }

  /** Adds what must hold besides; a lone schema without anything beside it stands for itself. */
  private static ObjectNode joined(ObjectNode to, List<JsonNode> all, boolean asList) {
    if (all.size() == 1 && to.isEmpty() && !asList) {
      return (ObjectNode) all.getFirst();
    }
    if (!all.isEmpty()) {
      to.withArray("allOf").addAll(all);
    }
    return to;
  }

  private List<ObjectNode> schemas(JsonNode from) {
    return from.valueStream().map(this::schema).toList();
  }

  private static void type(JsonNode from, ObjectNode to, List<JsonNode> all) {
    Set<String> types = new LinkedHashSet<>();
    JsonNode given = from.path("type");
    if (given.isString()) {
      types.add(given.stringValue());
    }
    given.forEach(type -> types.add(type.asString("")));
    boolean nullable = types.remove("null");
    types.retainAll(OpenApiWords.TYPES);
    if (types.contains("number")) {
      // So that no two of them hold the same value.
      types.remove("integer");
    }
    if (types.isEmpty() && nullable) {
      // There is no type null; this is the usual way to say it.
      to.put("type", "string").put("nullable", true).putArray("enum").addNull();
    } else if (types.size() == 1) {
      typed(to, types.iterator().next(), nullable);
    } else if (types.size() > 1) {
      List<ObjectNode> one = types.stream().map(type -> typed(anything(), type, nullable)).toList();
      if (from.has("oneOf")) {
        all.add(with("oneOf", one));
      } else {
        to.putArray("oneOf").addAll(one);
      }
    }
  }

  private static ObjectNode typed(ObjectNode to, String type, boolean nullable) {
    to.put("type", type);
    if (nullable) {
      to.put("nullable", true);
    }
    if (type.equals("array")) {
      to.putObject("items");
    }
    return to;
  }

  private static void values(JsonNode from, ObjectNode to, List<JsonNode> all) {
    if (from.has("const")) {
      to.putArray("enum").add(from.get("const"));
    } else if (from.path("enum").isArray()) {
      if (from.path("enum").isEmpty()) {
        all.add(nothing());
      } else {
        to.set("enum", from.get("enum"));
      }
    }
  }

  private void items(JsonNode from, ObjectNode to) {
    JsonNode rest = from.path("items");
    JsonNode first = rest.isArray() ? rest : from.path("prefixItems");
    if (!first.isArray()) {
      if (from.has("items")) {
        to.set("items", schema(rest));
      }
      return;
    }
    // Which item has which schema cannot be said, only that each has one of them.
    weaker = true;
    JsonNode others = rest.isArray() ? from.path("additionalItems") : rest;
    List<ObjectNode> any = new ArrayList<>(schemas(first));
    if (others.isBoolean() && !others.booleanValue()) {
      int most = to.path("maxItems").asInt(Integer.MAX_VALUE);
      to.put("maxItems", Math.min(most, first.size()));
    } else {
      any.add(schema(others));
    }
    to.set("items", any.isEmpty() ? anything() : with("anyOf", any));
  }

  private void members(JsonNode from, ObjectNode to) {
    if (from.path("properties").isObject()) {
      ObjectNode properties = to.putObject("properties");
      from.path("properties").forEachEntry((name, value) -> properties.set(name, schema(value)));
    }
    List<JsonNode> required =
        from.path("required").valueStream().filter(JsonNode::isString).distinct().toList();
    if (!required.isEmpty()) {
      to.putArray("required").addAll(required);
    }
    JsonNode others = from.path("additionalProperties");
    JsonNode patterns = from.path("patternProperties");
    if (patterns.isObject() && !patterns.isEmpty()) {
      // Which name has which schema cannot be said, only that each has one of them.
      weaker = true;
      List<ObjectNode> any = new ArrayList<>(schemas(patterns));
      if (!others.isBoolean() || others.booleanValue()) {
        any.add(schema(others));
      }
      to.set("additionalProperties", with("anyOf", any));
    } else if (others.isBoolean()) {
      to.set("additionalProperties", others);
    } else if (others.isObject()) {
      to.set("additionalProperties", schema(others));
    }
  }

  private void combinations(JsonNode from, ObjectNode to, List<JsonNode> all) {
    all.addAll(schemas(from.path("allOf")));
    if (from.path("anyOf").isArray() && !from.path("anyOf").isEmpty()) {
      to.putArray("anyOf").addAll(schemas(from.get("anyOf")));
    }
    if (from.path("oneOf").isArray() && !from.path("oneOf").isEmpty()) {
      boolean before = weaker;
      weaker = false;
      List<ObjectNode> one = schemas(from.get("oneOf"));
      // What fits one alternative of the original may fit several weaker ones.
      if (weaker) {
        all.add(with("anyOf", one));
      } else {
        to.putArray("oneOf").addAll(one);
      }
      weaker |= before;
    }
    if (from.has("not")) {
      exactly(from.get("not")).ifPresent(not -> to.set("not", not));
    }
    if (from.has("if") && (from.has("then") || from.has("else"))) {
      exactly(from.get("if")).ifPresent(when -> all.add(condition(from, when)));
    }
    if (from.path("contentSchema").isObject()) {
      to.set("contentSchema", schema(from.get("contentSchema")));
    }
  }

  /** A schema that is no weaker than its original; otherwise what is made of it would be wrong. */
  private Optional<ObjectNode> exactly(JsonNode from) {
    boolean before = weaker;
    weaker = false;
    ObjectNode schema = schema(from);
    boolean exact = !weaker;
    weaker |= before;
    return exact ? Optional.of(schema) : Optional.empty();
  }

  /** Either the condition holds and what follows from it, or neither it and the other thing. */
  private ObjectNode condition(JsonNode from, ObjectNode when) {
    ObjectNode not = anything();
    not.set("not", when.deepCopy());
    return with(
        "anyOf",
        List.of(
            with("allOf", List.of(when, schema(from.path("then")))),
            with("allOf", List.of(not, schema(from.path("else"))))));
  }

  private void reference(JsonNode from, List<JsonNode> all) {
    if (!from.has("$ref")) {
      return;
    }
    String address = from.get("$ref").asString("");
    JsonNode target = target(address);
    if (target.isMissingNode() || open.contains(address)) {
      // Elsewhere, or without an end: anything may stand there.
      weaker = true;
      return;
    }
    open.push(address);
    all.add(schema(target));
    open.pop();
  }

  /** What a reference into the same document leads to; missing for all others. */
  private JsonNode target(String address) {
    if (!address.equals("#") && !address.startsWith("#/")) {
      return Json.mapper().missingNode();
    }
    try {
      return root.at(JsonPointer.compile(URI.create(address).getFragment()));
    } catch (IllegalArgumentException malformed) {
      return Json.mapper().missingNode();
    }
  }
}
