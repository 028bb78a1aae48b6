// SPDX-License-Identifier: Apache-2.0
package dev.errand.operation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.errand.operation.AnswerForm.Reading;
import dev.errand.task.InvalidInputsException.Problem;
import dev.errand.task.Json;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What can be asked, and what is an answer. */
class QuestionTest {

  record Login(@Secret String password) {}

  record Nested(Login login) {}

  private static Json form(String member) {
    return new Json("{\"type\":\"object\",\"properties\":{\"a\":%s}}".formatted(member));
  }

  private static List<Problem> problems(String member, String answer) {
    return AnswerForm.of(form(member)).read(new Json("{\"a\":%s}".formatted(answer)))
            instanceof Reading.Unfit(List<Problem> problems)
        ? problems
        : List.of();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"type\":\"string\",\"title\":\"A\",\"minLength\":1,\"format\":\"date-time\"}",
        "{\"type\":\"integer\",\"minimum\":1,\"default\":7}",
        "{\"type\":\"boolean\"}",
        "{\"type\":\"string\",\"enum\":[\"x\",\"y\"]}",
        "{\"type\":\"string\",\"oneOf\":[{\"const\":\"x\",\"title\":\"X\"}]}",
        "{\"type\":\"array\",\"minItems\":1,\"items\":{\"type\":\"string\",\"enum\":[\"x\"]}}",
        "{\"type\":\"array\",\"items\":{\"anyOf\":[{\"const\":\"x\",\"title\":\"X\"}]}}"
      })
  void whatEveryClientCanShowCanBeAsked(String member) {
    assertThat(Question.of("a", "A?", form(member)).schema()).isEqualTo(form(member));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{\"type\":\"object\"}|a must be a text, a number",
        "true|a must be a text, a number",
        "{\"type\":\"string\",\"writeOnly\":true}|a is a secret",
        "{\"type\":\"string\",\"format\":\"duration\"}|a: clients do not know the format duration",
        "{\"type\":\"number\",\"multipleOf\":2}|a: clients do not know the keyword multipleOf",
        "{\"type\":\"array\",\"items\":{\"type\":\"integer\"}}|a must be a list of choices",
        "{\"type\":\"string\",\"oneOf\":[{\"const\":1}]}|a: its choices are texts",
        "{\"type\":\"string\",\"minLength\":\"x\"}|minLength"
      })
  void whatClientsCannotShowIsNoQuestion(String member, String why) {
    assertThatThrownBy(() -> Question.of("a", "A?", form(member)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(why);
  }

  @Test
  void recordsOfSecretsAndOfRecordsAreNoQuestions() {
    assertThatThrownBy(() -> Question.of("a", "A?", Login.class))
        .hasMessageContaining("password is a secret");
    assertThatThrownBy(() -> Question.of("a", "A?", Nested.class))
        .hasMessageContaining("login must be a text");
    assertThatThrownBy(() -> Question.of("a", "A?", new Json("{\"type\":\"array\"}")))
        .hasMessageContaining("the schema of an object");
  }

  @Test
  void aKeyATextATimeAndAStandardMakeSense() {
    assertThatThrownBy(() -> Question.yesOrNo("a b", "A?")).hasMessageContaining("'a b'");
    assertThatThrownBy(() -> Question.yesOrNo("a", " ")).hasMessageContaining("blank");
    assertThatThrownBy(() -> Question.yesOrNo("a", "A?").within(Duration.ZERO))
        .hasMessageContaining("1 ms or longer");
    Question whole = Question.of("a", "A?", form("{\"type\":\"integer\",\"default\":7}"));
    assertThatThrownBy(() -> whole.otherwise(new Json("{\"a\":\"x\"}")))
        .hasMessageContaining("does not fit the question: a: ");
    assertThat(whole.otherwise(Json.EMPTY_OBJECT).standard())
        .isEqualTo(Optional.of(new Json("{\"a\":7}")));
  }

  @Test
  void anAnswerIsHeldToFormatsAndHasNothingElse() {
    String date = "{\"type\":\"string\",\"format\":\"date\"}";
    assertThat(problems(date, "\"2026-11-29\"")).isEmpty();
    assertThat(problems(date, "\"soon\""))
        .singleElement()
        .satisfies(one -> assertThat(one.member()).isEqualTo("a"));
    assertThat(problems(date, "\"2026-11-29\",\"b\":1"))
        .containsExactly(new Problem("b", "is not asked for"));
    assertThat(problems(date, "null")).as("as if it were not there").isEmpty();
    assertThat(problems("{\"type\":\"string\"}", '"' + "x".repeat(70_000) + '"'))
        .containsExactly(new Problem("", "has more than 65536 characters"));
  }
}
