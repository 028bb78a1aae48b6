// SPDX-License-Identifier: Apache-2.0
package dev.errand.mcp.tool;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.errand.operation.Inputs;
import dev.errand.operation.OperationOutputs;
import dev.errand.operation.OperationSpec;
import dev.errand.operation.Secret;
import dev.errand.operation.ValueSchema;
import dev.errand.task.Json;
import java.math.BigDecimal;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Schemas that every client takes, of whatever is meant. */
class ToolSchemaTest {

  /** What the clients that were tried take, with what each may have. */
  private static final Set<String> WORDS =
      Set.of(
          "type",
          "title",
          "description",
          "default",
          "properties",
          "required",
          "additionalProperties",
          "items",
          "enum",
          "anyOf",
          "minimum",
          "maximum",
          "exclusiveMinimum",
          "exclusiveMaximum",
          "minLength",
          "maxLength",
          "minItems",
          "maxItems");

  enum Colour {
    RED,
    GREEN
  }

  record Place(String street, OptionalInt number) {}

  /** Every kind of component that inputs and results are made of. */
  record Kinds(
      @JsonPropertyDescription("A text") String text,
      @JsonProperty(defaultValue = "7") int number,
      long large,
      double fraction,
      BigDecimal exact,
      boolean flag,
      Optional<String> perhaps,
      OptionalInt maybe,
      Colour colour,
      List<Place> places,
      Map<String, Integer> counts,
      Place place,
      Instant instant,
      LocalDateTime local,
      LocalDate day,
      Duration duration,
      URI address,
      UUID key,
      @Secret @JsonProperty(defaultValue = "sesame") String password,
      @ValueSchema("{\"oneOf\":[{\"type\":\"string\"},{\"type\":\"number\",\"multipleOf\":0.01}]}")
          JsonNode either,
      @ValueSchema("{\"type\":[\"string\",\"null\"],\"format\":\"date-time\"}") JsonNode nothing) {}

  private static ObjectNode inputs(String properties) {
    JsonNode schema = new Json("{\"type\":\"object\",\"properties\":" + properties + "}").parse();
    return ToolSchema.inputs(schema);
  }

  private static ObjectNode member(String schema) {
    return (ObjectNode) inputs("{\"x\":" + schema + "}").path("properties").path("x");
  }

  private static ObjectNode result(String schema) {
    JsonNode whole =
        new Json("{\"type\":\"object\",\"properties\":{\"x\":" + schema + "}}").parse();
    return (ObjectNode) ToolSchema.results(whole).path("properties").path("x");
  }

  /** Holds a schema against what clients take. */
  static void assertPlain(JsonNode schema) {
    assertThat(schema.isObject()).as("%s", schema).isTrue();
    assertThat(WORDS).as("%s", schema).containsAll(schema.propertyNames());
    assertThat(schema.path("type").isMissingNode() || schema.path("type").isString()).isTrue();
    schema.path("properties").forEach(ToolSchemaTest::assertPlain);
    schema.path("anyOf").forEach(ToolSchemaTest::assertPlain);
    if (schema.has("items")) {
      assertPlain(schema.path("items"));
    }
    JsonNode others = schema.path("additionalProperties");
    if (others.isObject()) {
      assertPlain(others);
    } else {
      assertThat(others.asBoolean(false)).as("%s", schema).isFalse();
    }
  }

  private static boolean fits(JsonNode schema, String value) {
    Schema validator =
        SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12).getSchema(schema);
    return validator.validate(new Json(value).parse()).isEmpty();
  }

  @Test
  @DisplayName("Row 25: every kind of a record is told in words that all clients take")
  void records() {
    OperationSpec<Kinds, Kinds> spec = OperationSpec.of("kinds", "Kinds", Kinds.class, Kinds.class);
    JsonNode given = Inputs.of(spec).schema().parse();
    ObjectNode inputs = ToolSchema.inputs(given);
    ObjectNode results = ToolSchema.results(OperationOutputs.of(spec).result().parse());

    assertPlain(inputs);
    assertPlain(results);
    assertThat(inputs.path("type").stringValue()).isEqualTo("object");
    assertThat(inputs.path("required")).isEqualTo(given.path("required"));
    assertThat(inputs.path("properties").propertyNames())
        .containsExactlyElementsOf(given.path("properties").propertyNames());
    assertThat(inputs.toString()).doesNotContain("sesame");
    assertThat(inputs.path("properties").path("number").path("default")).hasToString("7");
    assertThat(inputs.path("properties").path("colour").path("enum"))
        .hasToString("[\"RED\",\"GREEN\"]");
    assertThat(inputs.path("properties").path("text").path("description").stringValue())
        .isEqualTo("A text");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {"type":"string","format":"date-time"}                      | "2026-11-28T09:14:03"
          {"type":"string","format":"duration"}                       | "PT1.5S"
          {"type":"string","pattern":"^(?<a>x)$"}                     | "x"
          {"type":"number","multipleOf":0.01}                         | 0.07
          {"type":"array","minContains":0,"contains":{"type":"null"}} | [1]
          {"type":"array","prefixItems":[{"type":"string"},{"type":"integer"}],"items":{"type":"boolean"}} | ["a",1,true]
          {"type":["string","null"]}                                  | null
          {"type":["integer","string"]}                               | 1
          {"type":["integer","number"]}                               | 1.5
          {"anyOf":[{"type":"string"},{"type":"null"}],"nullable":true} | null
          {"nullable":true,"type":"string"}                           | null
          {"oneOf":[{"type":"integer"},{"type":"number"}]}            | 1.5
          {"anyOf":[true,{"type":"string"}]}                          | 7
          true                                                        | {}
          {}                                                          | []
          {"const":7}                                                 | 7
          {"enum":[1,"a",null]}                                       | 1
          {"enum":["a","b"]}                                          | "a"
          {"type":"object","additionalProperties":true}               | {"a":1}
          {"type":"object","additionalProperties":{"type":"integer"}} | {"a":1}
          {"type":"object","properties":{"a":true},"required":["a"]}  | {"a":[]}
          {"type":"object","patternProperties":{"^a":{"type":"integer"}}} | {"a":1}
          {"type":"object","if":{"required":["a"]},"then":{"required":["b"]}} | {"a":1,"b":2}
          {"allOf":[{"type":"object"},{"required":["a"]}]}            | {"a":1}
          {"not":{"type":"string"}}                                   | 7
          {"$ref":"https://example.org/schema"}                       | 7
          {"type":"string","contentEncoding":"base64"}                | "AAAA"
          {"type":"array","uniqueItems":true,"items":{"$ref":"#/x"}}  | [1]
          """)
  @DisplayName("Row 25: what cannot be said is left out and never made stricter")
  void anything(String schema, String value) {
    ObjectNode input = member(schema);
    ObjectNode result = result(schema);

    assertPlain(input);
    assertPlain(result);
    assertThat(fits(result, value)).as("%s for %s", result, value).isTrue();
    // A null among inputs says the same as leaving it out, which callers are told.
    assertThat(value.equals("null") || fits(input, value)).as("%s", input).isTrue();
  }

  @Test
  void whatCannotBeSaidStandsInTheDescription() {
    ObjectNode schema =
        member("{\"type\":\"string\",\"description\":\"When.\",\"format\":\"date-time\"}");

    assertThat(schema)
        .hasToString(
            "{\"type\":\"string\",\"description\":\"When. Must fit format: \\\"date-time\\\"\"}");
  }

  @Test
  void documentsMayComeAsLinks() {
    ObjectNode schema = member("{\"type\":\"object\",\"description\":\"A map\"}");

    assertPlain(schema);
    assertThat(schema.path("description").stringValue()).isEqualTo("A map");
    assertThat(fits(schema, "{\"href\":\"https://example.org/map\"}")).isTrue();
    assertThat(fits(member("{\"type\":\"string\"}"), "{\"href\":\"x\"}")).isFalse();
  }
}
