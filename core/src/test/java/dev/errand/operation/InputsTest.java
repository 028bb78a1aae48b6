// SPDX-License-Identifier: Apache-2.0
package dev.errand.operation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.errand.task.InvalidInputsException;
import dev.errand.task.InvalidInputsException.Problem;
import dev.errand.task.Json;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class InputsTest {

  enum Colour {
    RED,
    GREEN
  }

  record Area(double west, double east) {}

  record In(
      @JsonPropertyDescription("What to convert") String file,
      @JsonProperty(defaultValue = "false") boolean add,
      @JsonProperty(defaultValue = "7") int level,
      @JsonProperty(defaultValue = "7") String code,
      Optional<String> message,
      OptionalInt count,
      Optional<Colour> colour,
      Optional<Area> area,
      Optional<List<String>> tags,
      @Secret Optional<String> password) {}

  private final Inputs<In> inputs =
      Inputs.of(OperationSpec.of("convert", "Convert", In.class, Void.class));

  @Test
  void theSchemaFollowsFromTheRecord() {
    JsonNode schema = inputs.schema().parse();
    assertThat(schema.path("required")).extracting(JsonNode::asString).containsExactly("file");
    JsonNode properties = schema.path("properties");
    assertThat(properties.propertyNames())
        .containsExactly(
            "file",
            "add",
            "level",
            "code",
            "message",
            "count",
            "colour",
            "area",
            "tags",
            "password");
    assertThat(properties.path("file").path("description").asString()).isEqualTo("What to convert");
    assertThat(properties.path("file").path("type").asString()).isEqualTo("string");
    assertThat(properties.path("add").path("default").booleanValue()).isFalse();
    assertThat(properties.path("level").path("default").intValue()).isEqualTo(7);
    assertThat(properties.path("code").path("default").stringValue()).isEqualTo("7");
    assertThat(properties.path("message").path("type").asString()).isEqualTo("string");
    assertThat(properties.path("count").path("type").asString()).isEqualTo("integer");
    assertThat(properties.path("colour").path("enum")).hasSize(2);
    assertThat(properties.path("area").path("required")).hasSize(2);
    assertThat(properties.path("tags").path("type").asString()).isEqualTo("array");
    assertThat(properties.path("password").path("writeOnly").booleanValue()).isTrue();
    assertThat(schema.path("additionalProperties").booleanValue()).isFalse();
  }

  @Test
  void defaultsAreFilledIn() {
    Inputs.Checked<In> checked = inputs.check(new Json("{\"file\":\"a\",\"count\":3}"));
    assertThat(checked.value().level()).isEqualTo(7);
    assertThat(checked.value().code()).isEqualTo("7");
    assertThat(checked.value().count()).hasValue(3);
    assertThat(checked.value().message()).isEmpty();
    assertThat(checked.json().parse().path("level").intValue()).isEqualTo(7);
  }

  @Test
  void whatIsCheckedCanBeReadBackAsItWas() {
    Inputs.Checked<In> checked =
        inputs.check(
            new Json(
                "{\"file\":\"a\",\"tags\":[\"x\"],\"area\":{\"west\":1,\"east\":2},\"colour\":\"RED\"}"));
    assertThat(inputs.stored(checked.json()).value()).isEqualTo(checked.value());
  }

  @Test
  void everyWrongMemberIsNamed() {
    assertThatExceptionOfType(InvalidInputsException.class)
        .isThrownBy(() ->
            inputs.check(
                new Json(
                    """
                    {"add":"maybe","level":1.5,"colour":"BLUE","area":{"west":1},"tags":["x",3],"typo":1}
                    """)))
        .satisfies(e ->
            assertThat(e.problems())
                .extracting(Problem::member)
                .containsExactlyInAnyOrder(
                    "file", "add", "level", "colour", "area/east", "tags/1", "typo"))
        .withMessageContaining("'convert'")
        .withMessageContaining("file: is missing")
        .withMessageContaining("typo: is not an input of this operation");
  }

  @Test
  void whatIsNoObjectIsRefused() {
    for (String sent : List.of("[]", "3", "", "{", "null")) {
      assertThatExceptionOfType(InvalidInputsException.class)
          .as(sent)
          .isThrownBy(() -> inputs.check(new Json(sent)));
    }
  }

  @Test
  void secretsAreMaskedInWhatIsShownAndKeptInWhatTheOperationGets() {
    Inputs.Checked<In> checked =
        inputs.check(new Json("{\"file\":\"a\",\"password\":\"hunter2\"}"));
    assertThat(checked.shown().text()).doesNotContain("hunter2").contains("***");
    assertThat(checked.json().text()).contains("hunter2");
    assertThat(checked.value().password()).contains("hunter2");
    assertThat(checked.secrets()).containsExactly("hunter2");
  }
}
