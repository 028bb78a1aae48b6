// SPDX-License-Identifier: Apache-2.0
package dev.errand.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.errand.operation.OperationSpec;
import dev.errand.operation.Secret;
import dev.errand.operation.ValueSchema;
import dev.errand.task.Json;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class OperationInputsTest {

  private record Paint(
      String wall,
      OptionalInt coats,
      OptionalDouble litres,
      Optional<Boolean> glossy,
      Optional<List<String>> colours,
      Optional<List<Integer>> sizes,
      @ValueSchema("{\"type\":\"object\"}") Optional<JsonNode> mix,
      @ValueSchema("{\"oneOf\":[{\"type\":\"string\"},{\"type\":\"number\"}]}")
          Optional<JsonNode> either,
      @ValueSchema("{\"type\":\"integer\",\"maximum\":9}") OptionalInt hours,
      @Secret Optional<String> key) {}

  private static final OperationSpec<Paint, Void> PAINT =
      OperationSpec.of("paint", "Paint", Paint.class, Void.class);

  @Test
  void makesOfEachWordWhatTheSchemaSays() {
    Json inputs =
        OperationInputs.parse(
            PAINT,
            List.of(
                "wall=a=b",
                "coats=2",
                "litres=0.50",
                "glossy=true",
                "colours=red,blue",
                "sizes=1,2",
                "mix={\"a\":1}",
                "either=7"));

    assertThat(inputs.text())
        .isEqualTo(
            """
            {"wall":"a=b","coats":2,"litres":0.50,"glossy":true,"colours":["red","blue"],"sizes":[1,2],"mix":{"a":1},"either":7}\
            """);
  }

  @Test
  void takesEmptyTextAndEmptyLists() {
    assertThat(OperationInputs.parse(PAINT, List.of("wall=", "colours=")).text())
        .isEqualTo("{\"wall\":\"\",\"colours\":[]}");
  }

  @Test
  void takesTextAsItStandsWhereAnythingMayBe() {
    assertThat(OperationInputs.parse(PAINT, List.of("wall=a", "either=seven {")).text())
        .isEqualTo("{\"wall\":\"a\",\"either\":\"seven {\"}");
  }

  @Test
  void namesEverythingThatIsWrongAtOnce() {
    assertThatThrownBy(() ->
            OperationInputs.parse(
                PAINT,
                List.of(
                    "wal=x", "coats=two", "glossy=yes", "glossy=no", "red", "mix={", "hours=10")))
        .isInstanceOf(Refusal.class)
        .hasMessage(
            "paint: there is no input 'wal', 'two' is no whole number for 'coats', 'yes' is no true"
                + " or false for 'glossy', 'glossy' is given twice, 'red' is not name=value, '{' is"
                + " no JSON object for 'mix', hours: must have a maximum value of 9, wall: is"
                + " missing; it takes wall (required), coats, litres, glossy, colours, sizes, mix,"
                + " either, hours");
  }
}
