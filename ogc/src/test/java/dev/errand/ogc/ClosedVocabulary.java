// SPDX-License-Identifier: Apache-2.0
package dev.errand.ogc;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import tools.jackson.databind.JsonNode;

/** What section 4.2 of the contract lets stand in a schema, and what kind of value each has. */
final class ClosedVocabulary {

  private static final Predicate<JsonNode> TEXT = JsonNode::isString;
  private static final Predicate<JsonNode> TRUTH = JsonNode::isBoolean;
  private static final Predicate<JsonNode> NUMBER = JsonNode::isNumber;
  private static final Predicate<JsonNode> COUNT =
      value -> value.isIntegralNumber() && value.intValue() >= 0;
  private static final Predicate<JsonNode> ANY = value -> true;
  private static final Predicate<JsonNode> FILLED = value -> value.isArray() && !value.isEmpty();
  private static final Predicate<JsonNode> TYPE =
      value ->
          value.isString()
              && Set.of("array", "boolean", "integer", "number", "object", "string")
                  .contains(value.stringValue());

  private static final Map<String, Predicate<JsonNode>> WORDS =
      Map.ofEntries(
          Map.entry("type", TYPE),
          Map.entry("title", TEXT),
          Map.entry("description", TEXT),
          Map.entry("format", TEXT),
          Map.entry("pattern", TEXT),
          Map.entry("contentMediaType", TEXT),
          Map.entry("contentEncoding", TEXT),
          Map.entry("enum", FILLED),
          Map.entry("required", FILLED),
          Map.entry("default", ANY),
          Map.entry("example", ANY),
          Map.entry("nullable", TRUTH),
          Map.entry("readOnly", TRUTH),
          Map.entry("writeOnly", TRUTH),
          Map.entry("deprecated", TRUTH),
          Map.entry("uniqueItems", TRUTH),
          Map.entry("exclusiveMinimum", TRUTH),
          Map.entry("exclusiveMaximum", TRUTH),
          Map.entry("multipleOf", NUMBER.and(value -> value.doubleValue() > 0)),
          Map.entry("minimum", NUMBER),
          Map.entry("maximum", NUMBER),
          Map.entry("minLength", COUNT),
          Map.entry("maxLength", COUNT),
          Map.entry("minItems", COUNT),
          Map.entry("maxItems", COUNT),
          Map.entry("minProperties", COUNT),
          Map.entry("maxProperties", COUNT));

  private static final Set<String> LISTS = Set.of("allOf", "anyOf", "oneOf");
  private static final Set<String> NESTED = Set.of("items", "not", "contentSchema");

  private ClosedVocabulary() {}

  /** Fails for the first thing that may not stand there. */
  static void check(String where, JsonNode schema) {
    assertThat(schema.isObject()).as("%s: %s", where, schema).isTrue();
    schema.forEachEntry((name, value) -> {
      String here = where + "/" + name;
      if (LISTS.contains(name)) {
        assertThat(FILLED.test(value)).as(here).isTrue();
        value.forEach(part -> check(here, part));
      } else if (NESTED.contains(name) || (name.startsWith("additional") && !value.isBoolean())) {
        assertThat(name).isIn("items", "not", "contentSchema", "additionalProperties");
        check(here, value);
      } else if (name.equals("additionalProperties")) {
        assertThat(value.isBoolean()).isTrue();
      } else if (name.equals("properties")) {
        value.forEachEntry((property, its) -> check(here + "/" + property, its));
      } else {
        assertThat(WORDS).as(here).containsKey(name);
        assertThat(WORDS.getOrDefault(name, ANY).test(value)).as("%s: %s", here, value).isTrue();
      }
    });
    if (schema.path("type").asString("").equals("array")) {
      assertThat(schema.has("items")).as(where + " has items").isTrue();
    }
  }
}
