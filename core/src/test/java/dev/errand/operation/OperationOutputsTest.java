// SPDX-License-Identifier: Apache-2.0
package dev.errand.operation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.errand.task.Json;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class OperationOutputsTest {

  record In(
      @JsonPropertyDescription("A text or a number")
          @ValueSchema("{\"oneOf\":[{\"type\":\"string\"},{\"type\":\"number\"}]}")
          Optional<JsonNode> either,
      @ValueSchema("{\"type\":\"object\"}") JsonNode thing) {}

  record Out(String revision, long count, Optional<List<String>> layers) {}

  private static <R> OperationSpec<In, R> giving(Class<R> result) {
    return OperationSpec.of("give", "Give", In.class, result);
  }

  @Test
  void theSchemaOfARecordHasItsMembers() {
    JsonNode schema = OperationOutputs.of(giving(Out.class)).result().parse();
    assertThat(schema.path("properties").propertyNames())
        .containsExactly("revision", "count", "layers");
    assertThat(schema.path("required"))
        .extracting(JsonNode::asString)
        .containsExactly("revision", "count");
    assertThat(schema.path("properties").path("count").path("type").asString())
        .isEqualTo("integer");
  }

  @Test
  void aResultThatIsNoRecordIsTheOneMemberResult() {
    OperationOutputs outputs = OperationOutputs.of(giving(String.class));
    JsonNode properties = outputs.result().parse().path("properties");
    assertThat(properties.propertyNames()).containsExactly("result");
    assertThat(properties.path("result").path("type").asString()).isEqualTo("string");
    assertThat(outputs.parts(new Json("\"done\"")))
        .containsEntry("result", new Json("\"done\"").parse());
  }

  @Test
  void noResultHasNoMembers() {
    JsonNode schema = OperationOutputs.of(giving(Void.class)).result().parse();
    assertThat(schema.path("properties").propertyNames()).isEmpty();
    assertThat(schema.path("type").asString()).isEqualTo("object");
  }

  @Test
  void thePartsOfARecordAreItsMembersInTheirOrder() {
    assertThat(
            OperationOutputs.of(giving(Out.class))
                .parts(Json.of(new Out("r", 3, Optional.empty()))))
        .containsOnlyKeys("revision", "count");
  }

  @Test
  void twoOutputsOfOneNameAreRefused() {
    FileOutput file = new FileOutput("revision", "A file", "text/plain");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> OperationOutputs.of(giving(Out.class).files(file)))
        .withMessageContaining("'revision'");
  }

  @Test
  void aMemberMayHaveASchemaOfItsOwn() {
    Inputs<In> inputs = Inputs.of(giving(Void.class));
    JsonNode schema = inputs.schema().parse();
    assertThat(schema.path("required")).extracting(JsonNode::asString).containsExactly("thing");
    JsonNode either = schema.path("properties").path("either");
    assertThat(either.path("oneOf")).hasSize(2);
    assertThat(either.path("description").asString()).isEqualTo("A text or a number");
    assertThat(either.has("type")).isFalse();
    assertThat(schema.path("properties").path("thing").toString())
        .isEqualTo("{\"type\":\"object\"}");
    assertThat(inputs.check(new Json("{\"either\":2.5,\"thing\":{\"a\":1}}")).value().thing())
        .hasSize(1);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Inputs.of(OperationSpec.of("bad", "Bad", Bad.class, Void.class)))
        .withMessageContaining("[]");
  }

  record Bad(@ValueSchema("[]") JsonNode thing) {}
}
