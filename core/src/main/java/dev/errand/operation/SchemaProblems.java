// SPDX-License-Identifier: Apache-2.0
package dev.errand.operation;

import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.errand.task.Json;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** What is wrong with a JSON Schema that somebody wrote. Safe for all threads. */
public final class SchemaProblems {

  private static final Schema META =
      SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
          .getSchema(SchemaLocation.of("https://json-schema.org/draft/2020-12/schema"));

  private SchemaProblems() {}

  /**
   * What the schema for schemas (2020-12) says of it, and references that lead out of it, which
   * nobody follows. Empty if it is right.
   */
  public static List<String> of(Json schema) {
    JsonNode document = schema.parse();
    // Of one place several rules may say the same in their own ways.
    Map<String, String> byPlace = new LinkedHashMap<>();
    META.validate(document)
        .forEach(error ->
            byPlace.putIfAbsent(
                error.getInstanceLocation().toString().replaceFirst("^[$/]+", ""),
                error.getMessage()));
    List<String> problems = new ArrayList<>();
    byPlace.forEach(
        (place, message) -> problems.add(place.isEmpty() ? message : place + ": " + message));
    for (JsonNode reference : document.findValues("$ref")) {
      if (!reference.asString("").startsWith("#")) {
        problems.add("a reference stays within its schema and begins with #, not " + reference);
      }
    }
    return problems;
  }
}
