// SPDX-License-Identifier: Apache-2.0
package dev.errand.operation;

import com.networknt.schema.Error;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.errand.task.InvalidInputsException.Problem;
import dev.errand.task.Json;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** What is wrong with a value that a JSON Schema (2020-12) describes. Safe for all threads. */
public final class ValueProblems {

  private static final SchemaRegistry REGISTRY =
      SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);

  private ValueProblems() {}

  /** Each with the member it is about, which is empty for the whole; none if the value fits. */
  public static List<Problem> of(JsonNode value, Json schema) {
    return REGISTRY.getSchema(schema.parse()).validate(value).stream()
        .map(ValueProblems::problem)
        .toList();
  }

  private static Problem problem(Error error) {
    String member = String.valueOf(error.getInstanceLocation()).replaceFirst("^[$/]\\.?", "");
    return new Problem(member, error.getMessage().replaceFirst("^[^:]*: ", ""));
  }
}
