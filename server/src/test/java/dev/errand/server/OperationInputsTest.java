// SPDX-License-Identifier: Apache-2.0
package dev.errand.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.errand.operation.OperationInfo;
import dev.errand.operation.OperationOutputs;
import dev.errand.operation.OperationSpec;
import dev.errand.task.Json;
import java.util.List;
import org.junit.jupiter.api.Test;

class OperationInputsTest {

  private record Nothing() {}

  private static final OperationSpec<Nothing, Void> SPEC =
      OperationSpec.of("paint", "Paint", Nothing.class, Void.class);

  private static final OperationInfo PAINT =
      new OperationInfo(
          "paint",
          SPEC.about(),
          new Json(
              """
              {"type": "object", "required": ["wall"], "properties": {
                "wall": {"type": "string"},
                "coats": {"type": ["integer", "null"]},
                "litres": {"type": "number"},
                "glossy": {"type": "boolean"},
                "colours": {"type": "array", "items": {"type": "string"}},
                "sizes": {"type": "array", "items": {"type": "integer"}},
                "mix": {"type": "object"}}}
              """),
          OperationOutputs.of(SPEC),
          SPEC.treatment());

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
                "mix={\"a\":1}"));

    assertThat(inputs.text())
        .isEqualTo(
            """
            {"wall":"a=b","coats":2,"litres":0.50,"glossy":true,"colours":["red","blue"],"sizes":[1,2],"mix":{"a":1}}\
            """);
  }

  @Test
  void takesEmptyTextAndEmptyLists() {
    assertThat(OperationInputs.parse(PAINT, List.of("wall=", "colours=")).text())
        .isEqualTo("{\"wall\":\"\",\"colours\":[]}");
  }

  @Test
  void namesEverythingThatIsWrong() {
    assertThatThrownBy(() ->
            OperationInputs.parse(
                PAINT,
                List.of("wal=x", "coats=two", "glossy=yes", "wall=a", "wall=b", "red", "mix={")))
        .isInstanceOf(Refusal.class)
        .hasMessage(
            "paint: there is no input 'wal', 'two' is no integer for 'coats', 'yes' is no boolean for 'glossy', 'wall'"
                + " is given twice, 'red' is not name=value, '{' is no object for 'mix'; it takes wall (required),"
                + " coats, litres, glossy, colours, sizes, mix");
  }
}
