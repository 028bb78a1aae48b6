// SPDX-License-Identifier: Apache-2.0
package dev.errand.operation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.errand.task.InvalidInputsException.Problem;
import dev.errand.task.Json;
import java.util.List;
import org.junit.jupiter.api.Test;

class ValueProblemsTest {

  private static final Json SCHEMA =
      new Json(
          """
          {"type": "object", "required": ["count"],
           "properties": {"count": {"type": "integer"}, "name": {"type": "string"}}}
          """);

  private static List<Problem> problems(String value) {
    return ValueProblems.of(new Json(value).parse(), SCHEMA);
  }

  @Test
  void whatFitsHasNone() {
    assertThat(problems("{\"count\":7,\"more\":true}")).isEmpty();
  }

  @Test
  void eachSaysWhereItIs() {
    assertThat(problems("{\"count\":\"7\",\"name\":8}"))
        .extracting(Problem::toString)
        .containsExactlyInAnyOrder(
            "count: string found, integer expected", "name: integer found, string expected");
    assertThat(problems("[]"))
        .extracting(Problem::toString)
        .containsExactly("array found, object expected");
    assertThat(problems("{}")).singleElement().asString().contains("'count'");
  }
}
