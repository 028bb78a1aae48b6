// SPDX-License-Identifier: Apache-2.0
package dev.errand.operation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.errand.task.InvalidInputsException;
import dev.errand.task.InvalidInputsException.Problem;
import dev.errand.task.Json;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class GivenSchemasTest {

  private static final Json INPUTS =
      new Json(
          """
          {"type": "object", "additionalProperties": false, "required": ["word", "key"],
           "properties": {
             "word": {"type": "string", "maxLength": 5},
             "times": {"type": "integer", "default": 2},
             "key": {"type": "string", "writeOnly": true}}}
          """);

  private static OperationSpec<JsonInputs, JsonNode> giving(Optional<Json> result) {
    return OperationSpec.of("say", "Say", new GivenSchemas(INPUTS, result));
  }

  private final Inputs<JsonInputs> inputs = Inputs.of(giving(Optional.empty()));

  @Test
  void inputsAreCheckedByTheGivenSchema() {
    assertThat(inputs.schema().parse()).isEqualTo(INPUTS.parse());
    assertThatExceptionOfType(InvalidInputsException.class)
        .isThrownBy(() -> inputs.check(new Json("{\"word\":7,\"key\":\"k\",\"more\":1}")))
        .satisfies(refused ->
            assertThat(refused.problems()).extracting(Problem::member).contains("word", "more"));
  }

  @Test
  void theOperationGetsItsSecretsAndNobodySeesThem() {
    Inputs.Checked<JsonInputs> checked =
        inputs.check(new Json("{\"word\":\"hello\",\"key\":\"sesame\"}"));
    assertThat(checked.value().values())
        .isEqualTo(new Json("{\"word\":\"hello\",\"key\":\"sesame\",\"times\":2}").parse());
    assertThat(checked.shown().text()).doesNotContain("sesame").contains(Inputs.MASK);
    assertThat(checked.secrets()).containsExactly("sesame");
    assertThat(inputs.stored(checked.json()).value()).isEqualTo(checked.value());
  }

  @Test
  void aResultThatIsAnObjectIsKnownByItsMembers() {
    Json schema =
        new Json("{\"type\":\"object\",\"properties\":{\"digest\":{\"type\":\"string\"}}}");
    OperationOutputs outputs = OperationOutputs.of(giving(Optional.of(schema)));
    assertThat(outputs.result().parse()).isEqualTo(schema.parse());
    assertThat(outputs.parts(new Json("{\"digest\":\"d\"}"))).containsOnlyKeys("digest");
  }

  @Test
  void anotherResultIsCalledResultAndNoneHasNoMembers() {
    OperationOutputs text =
        OperationOutputs.of(giving(Optional.of(new Json("{\"type\":\"string\"}"))));
    assertThat(text.result().parse().path("properties").path("result").path("type").asString())
        .isEqualTo("string");
    assertThat(text.parts(new Json("\"hello\""))).containsOnlyKeys("result");
    assertThat(OperationOutputs.of(giving(Optional.empty())).result().parse().path("properties"))
        .isEmpty();
  }

  @Test
  void filesStandBesideThem() {
    FileOutput file = new FileOutput("tiles", "Tiles", "image/png");
    assertThat(OperationOutputs.of(giving(Optional.empty()).files(file)).files())
        .isEqualTo(List.of(file));
  }

  @Test
  void aSchemaIsAnObject() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new GivenSchemas(new Json("[]"), Optional.empty()))
        .withMessage("a schema is a JSON object, not []");
  }
}
