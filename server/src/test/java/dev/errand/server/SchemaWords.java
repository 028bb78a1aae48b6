// SPDX-License-Identifier: Apache-2.0
package dev.errand.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import tools.jackson.databind.JsonNode;

/** The keywords that a schema in a description of a process may have: those of OpenAPI 3.0. */
final class SchemaWords {

  private static final Set<String> WORDS =
      Set.of(
          ("type title description format enum default example nullable readOnly writeOnly"
                  + " deprecated multipleOf minimum maximum exclusiveMinimum exclusiveMaximum"
                  + " minLength maxLength pattern minItems maxItems uniqueItems items required"
                  + " properties additionalProperties minProperties maxProperties allOf oneOf anyOf"
                  + " not contentMediaType contentEncoding contentSchema")
              .split(" ", -1));

  private SchemaWords() {}

  /** Fails for the first keyword that is not among them. */
  static void check(String where, JsonNode schema) {
    assertThat(schema.isObject()).as("%s: %s", where, schema).isTrue();
    schema.forEachEntry((name, value) -> {
      String here = where + "/" + name;
      assertThat(WORDS).as(here).contains(name);
      switch (name) {
        case "properties" ->
            value.forEachEntry((property, its) -> check(here + "/" + property, its));
        case "allOf", "anyOf", "oneOf" -> value.forEach(part -> check(here, part));
        case "items", "not", "contentSchema" -> check(here, value);
        case "type" -> assertThat(value.isString()).as(here).isTrue();
        case "exclusiveMinimum", "exclusiveMaximum" ->
            assertThat(value.isBoolean()).as(here).isTrue();
        case "additionalProperties" -> {
          if (!value.isBoolean()) {
            check(here, value);
          }
        }
        default -> {
          // A value of its own, which holds no schema.
        }
      }
    });
  }
}
