// SPDX-License-Identifier: Apache-2.0
package dev.errand.programs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.errand.files.PathNotAllowedException;
import dev.errand.task.InvalidInputsException;
import dev.errand.task.Json;
import dev.errand.task.Task;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** How what callers send reaches a program. */
class InputsOfProgramsTest {

  private static final String SAY =
      """
      name: say
      title: Say
      inputs:
        word: {type: string}
      command: [printf, "%s", "${word}"]
      """;

  /** Says its argument, and what is in its working folder then. */
  private static final String SAY_AND_LIST =
      """
      name: list
      inputs:
        word: {type: string}
      environment: {WORD: "${word}"}
      command: [sh, -c, 'printf "%s|%s|" "$1" "$WORD"; ls -A', "${word}", "${word}"]
      """;

  /** Tells its arguments, each in a line and in brackets. */
  private static final String TELL =
      """
      name: tell
      inputs:
        first: {type: string, optional: true}
        many: {type: array, items: {type: string}, optional: true}
        count: {type: integer, default: 3}
      command:
        - printf
        - "[%s]\\n"
        - [-f, "${first}"]
        - "--first=${first}"
        - "${many}"
        - "--one=${many}"
        - "${count} $${count}"
      """;

  @TempDir private Path folder;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "hello",
        // Nothing that does harm: whoever breaks this once to see it fail runs it.
        "; rm -rf x",
        "; touch x",
        "$(touch x)",
        "`touch x`",
        "\"; touch x; \"",
        "'; touch x; '",
        "a b  c",
        "' \" \\ \t *",
        "${word} $PATH %s",
        "&& touch x",
        "| touch x",
        "> x",
        "line\nline",
        "Grüße, 世界 🌍",
        ""
      })
  void isPlainTextWhateverItHolds(String word) {
    try (Workshop workshop = Workshop.of(folder, SAY, SAY_AND_LIST)) {
      String inputs = Json.of(Map.of("word", word)).text();

      assertThat(text(workshop.run("say", inputs))).isEqualTo(word);
      assertThat(text(workshop.run("list", inputs))).isEqualTo(word + "|" + word + "|");
      assertThat(folder.toFile().listFiles())
          .extracting(file -> file.getName())
          .containsExactlyInAnyOrder("operations", "data", "files");
    }
  }

  @Test
  void listsAreSeveralArgumentsAndWhatIsNotSentIsNone() {
    try (Workshop workshop = Workshop.of(folder, TELL)) {
      assertThat(text(workshop.run("tell", "{}"))).isEqualTo("[3 ${count}]");
      assertThat(text(workshop.run("tell", "{\"first\":\"a b\",\"many\":[\"x y\",\"z\"]}")))
          .isEqualTo(
              "[-f]\n[a b]\n[--first=a b]\n[x y]\n[z]\n[--one=x y]\n[--one=z]\n[3 ${count}]");
      assertThat(text(workshop.run("tell", "{\"many\":[]}"))).isEqualTo("[3 ${count}]");
    }
  }

  private static String text(Task task) {
    return ((JsonNode) Workshop.result(task)).stringValue();
  }

  @Test
  void mayBeFiles() throws IOException {
    String declaration =
        """
        name: cat
        inputs:
          text: {type: string, as: file}
          bytes: {type: string, contentEncoding: base64, as: file}
          thing: {type: object, as: file}
          named: {type: string, as: path}
        stdin: text
        command: [cat, "-", "${bytes}", "${thing}", "${named}"]
        """;
    try (Workshop workshop = Workshop.of(folder, declaration)) {
      Files.writeString(folder.resolve("files/some.txt"), "named");

      assertThat(
              text(
                  workshop.run(
                      "cat",
                      """
                      {"text": "text,", "bytes": "Ynl0ZXMs", "thing": {"a": 1}, "named": "some.txt"}
                      """)))
          .isEqualTo("text,bytes,{\"a\":1}named");
      assertThatThrownBy(() ->
              workshop.start(
                  "cat",
                  """
                  {"text": "", "bytes": "", "thing": {}, "named": "/etc/passwd"}
                  """))
          .isInstanceOf(PathNotAllowedException.class);
      assertThatThrownBy(() ->
              workshop.start(
                  "cat",
                  """
                  {"text": "", "bytes": "?", "thing": {}, "named": "some.txt"}
                  """))
          .isInstanceOf(InvalidInputsException.class)
          .hasMessageContaining("bytes: is no Base64");
    }
  }

  @Test
  void areRefusedIfTheyDoNotFitOrNoProgramCanGetThem() {
    try (Workshop workshop = Workshop.of(folder, SAY)) {
      assertThatThrownBy(() -> workshop.start("say", "{\"word\":7,\"more\":1}"))
          .isInstanceOf(InvalidInputsException.class)
          .hasMessageContaining("word: ")
          .hasMessageContaining("more: is not an input of this operation");
      assertThatThrownBy(() -> workshop.start("say", "{\"word\":\"a\\u0000b\"}"))
          .isInstanceOf(InvalidInputsException.class)
          .hasMessageContaining("word: holds a character 0");
    }
  }

  @Test
  void secretsComeByTheEnvironmentAndAreNeverShown() {
    String declaration =
        """
        name: log-in
        inputs:
          password: {type: string, writeOnly: true}
        environment: {PASSWORD: "${password}", GREETING: "hello ${errand.attempt}"}
        command: [sh, -c, 'echo "$GREETING $PASSWORD" >&2; printf "%s" "$PASSWORD" | wc -c; exit 1']
        """;
    try (Workshop workshop = Workshop.of(folder, declaration)) {
      Task task = workshop.run("log-in", "{\"password\":\"sesame\"}");

      List<String> log = workshop.log(task.id());
      assertThat(log).contains("WARN hello 1 ***");
      assertThat(log).anyMatch(line -> line.startsWith("INFO") && line.endsWith("6"));
      assertThat(Workshop.failure(task)).contains("hello 1 ***");
      assertThat(log + task.toString()).doesNotContain("sesame");
    }
  }

  @Test
  void theEnvironmentHasNothingOfTheServersButWhatIsNamed() {
    String declaration =
        """
        name: env
        inherit: [TZ]
        environment: {MINE: here}
        command: [env]
        """;
    try (Workshop workshop = Workshop.of(folder, declaration)) {
      assertThat(text(workshop.run("env", "{}")).lines().map(line -> line.replaceFirst("=.*", "")))
          .containsExactlyInAnyOrder(
              "PATH", "LANG", "HOME", "TMPDIR", "TZ", "MINE", "ATTEMPT_OF_ERRAND", "PWD")
          .doesNotHaveDuplicates();
    }
  }
}
