// SPDX-License-Identifier: Apache-2.0
package dev.errand.programs.declaration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.errand.limit.Limit;
import dev.errand.limit.Rate;
import dev.errand.operation.Hints;
import dev.errand.operation.Treatment;
import dev.errand.task.TimeLimits;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What files declare, and what is told of mistakes in them. */
class DeclarationsTest {

  @TempDir private Path folder;

  private List<String> mistakes(String... files) throws IOException {
    for (int i = 0; i < files.length; i++) {
      Files.writeString(folder.resolve(i + ".yaml"), files[i]);
    }
    try {
      Declarations.read(folder);
    } catch (MistakenDeclarationsException e) {
      return e.mistakes().stream()
          .map(mistake -> mistake.toString().substring(folder.toString().length() + 1))
          .toList();
    }
    return List.of();
  }

  @Test
  void allMistakesOfAllFilesAreToldAtOnceWithTheirPlaces() throws IOException {
    assertThat(
            mistakes(
                """
                name: Say it
                titel: Say
                inputs:
                  word: {type: strin}
                  key: {type: string, writeOnly: true, as: argument}
                command: [printf, "${wrod}", "${key}", "${open"]
                limits: {memory: 5 apples, time: 0s}
                """,
                "name: one\ncommand: echo ${x}\n",
                "name: two\ncommand: [a\n",
                ""))
        .containsExactly(
            "0.yaml:1:7: 'Say it' cannot be the name of an operation; write lower-case words joined by"
                + " hyphens",
            "0.yaml:2:8: 'titel' is not known here; known are agents, cancel, command, concurrency,"
                + " concurrencyPerNode, description, environment, inherit, inputs, limits, lines, log, name,"
                + " outputs, priority, progress, rate, recovery, restart, result, retention, retry, starters,"
                + " stdin, success, title, totalTimeLimit, version, waitLimit, waiting",
            "0.yaml:4:9: this is no JSON Schema: "
                + "type: does not have a value in the enumeration [\"array\", \"boolean\", \"integer\", \"null\", \"number\", \"object\", \"string\"]"
                + "; see https://json-schema.org/understanding-json-schema",
            "0.yaml:5:44: 'as' cannot be 'argument'; write value, file (its value is put into one) or"
                + " path (it names one on the server)",
            "0.yaml:6:19: there is no input 'wrod'; declare it, or use one of key, word,"
                + " errand.attempt, errand.folder, errand.task",
            "0.yaml:6:30: the secret 'key' stands in the command, which every user of the machine can"
                + " see; pass it by 'environment', or by a file: add 'as: file' to the input",
            "0.yaml:6:40: '${' without '}' in '${open'; close it, or write $${ for ${",
            "0.yaml:7:18: 'memory' cannot be 5 apples; write a size such as 512KiB, 100MiB or 2GiB",
            "0.yaml:7:34: 'time' cannot be 0s; write a time such as 500ms, 30s, 10m or 2h",
            "1.yaml:2:10: the command is a list, since no shell takes it apart; write [program, first,"
                + " second]",
            "2.yaml:3:1: this is no YAML: expected ',' or ']', but got <stream end>; put a text with"
                + " special characters in quotes",
            "3.yaml:1:1: the file is empty; declare an operation in it, or take it away");
  }

  @Test
  void twoOfOneNameAreAMistake() throws IOException {
    String same = "name: same\ncommand: ['true']\n";
    assertThat(mistakes(same, same))
        .singleElement()
        .asString()
        .startsWith("1.yaml:1:1: the operation 'same' is declared in ");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          name: a|'command' is missing
          command: [x]|'name' is missing
          {name: a, name: b, command: [x]}|'name' stands here twice
          {name: a, command: []}|does not say which program
          {name: a, inputs: {p: {type: string}}, command: ["${p}"]}|does not say which program
          {name: a, command: [x], success: [256]}|'256' is no exit code
          {name: a, command: [x], cancel: {signal: STOP}}|'signal' cannot be STOP
          {name: a, command: [x], progress: {pattern: "("}}|no regular expression
          {name: a, command: [x], progress: {pattern: "x"}}|no group that says how far it is
          {name: a, command: [x], stdin: y}|there is no input 'y'
          {name: a, command: [x], outputs: {f: {file: /etc/x}}}|is not in the working folder
          {name: a, command: [x], outputs: {f: {file: ../x}}}|is not in the working folder
          {name: a, command: [x], outputs: {f: {file: "*.{png"}}}|'*.{png' is no pattern
          {name: a, command: [x], result: {file: ../x}}|'../x' is not in the working folder
          {name: a, command: [x], result: {file: ""}}|'' is not in the working folder
          {name: a, command: [x], result: {}}|'file' is missing
          {name: a, command: [x], environment: {"a b": c}}|cannot be the name of a variable
          {name: a, command: [x], inputs: {i: {$ref: "http://example.org/"}}}|stays within its schema
          {name: a, command: [x], restart: maybe}|'restart' cannot be maybe
          {name: a, command: [x], recovery: maybe}|'recovery' cannot be maybe
          {name: a, command: [x], retry: {delay: 1s}}|'attempts' is missing
          {name: a, command: [x], retry: {attempts: 1}}|'attempts' cannot be 1
          {name: a, command: [x], retry: {attempts: 3, delay: 2s, longest: 1s}}|'longest' is shorter
          {name: a, command: [x], retention: 10}|'retention' cannot be 10
          {name: a, command: [x], concurrency: 0}|'concurrency' cannot be 0
          {name: a, command: [x], rate: 60}|'rate' cannot be 60
          """)
  void eachMistakeIsTold(String declaration, String what) throws IOException {
    assertThat(mistakes(declaration)).anyMatch(mistake -> mistake.contains(what));
  }

  @Test
  void saysHowManyMayRunAndWait() throws IOException {
    Path file =
        Files.writeString(
            folder.resolve("a.yml"),
            "{name: a, command: [x], concurrency: 3, concurrencyPerNode: 1, waiting: 9, rate: 6/1m}");

    assertThat(Declarations.read(file).getFirst().identity().treatment().limit())
        .isEqualTo(
            Limit.NONE
                .concurrency(3)
                .concurrencyPerNode(1)
                .waiting(9)
                .rate(new Rate(6, Duration.ofMinutes(1))));
  }

  @Test
  void agentsAreOfferedWhatSaysSoAndToldWhatItDoes() throws IOException {
    Path folder = this.folder.resolve("agents");
    Files.createDirectory(folder);
    Files.writeString(folder.resolve("a.yml"), "{name: a, command: [x]}");
    Files.writeString(folder.resolve("b.yml"), "{name: b, command: [x], agents: {}}");
    Files.writeString(
        folder.resolve("c.yml"),
        "{name: c, command: [x], agents: {readOnly: true, openWorld: false, pace: quick}}");

    assertThat(Declarations.read(folder))
        .extracting(declaration -> declaration.identity().about().hints())
        .containsExactly(
            Hints.NONE,
            new Hints(true, false, true, false, true, Hints.Pace.AS_SEEN),
            Hints.reading().pace(Hints.Pace.QUICK));
    assertThat(mistakes("name: a\ncommand: [x]\nagents: {pace: fast, readOnly: maybe}\n"))
        .anyMatch(mistake -> mistake.contains("'pace' cannot be fast; write quick or long"))
        .anyMatch(mistake -> mistake.contains("'readOnly' cannot be maybe; write true or false"));
  }

  @Test
  void howLongTasksMayTakeAndWhatComesFirst() throws IOException {
    Path file =
        Files.writeString(
            folder.resolve("a.yml"),
            "{name: a, command: [x], priority: -5, totalTimeLimit: 2h, waitLimit: 90s}");

    Treatment treatment = Declarations.read(file).getFirst().identity().treatment();
    assertThat(treatment.priority()).isEqualTo(-5);
    assertThat(treatment.timeLimits())
        .isEqualTo(TimeLimits.NONE.total(Duration.ofHours(2)).waiting(Duration.ofSeconds(90)));
  }

  @Test
  void whatIsNotSaidIsSensible() throws IOException {
    Path file =
        Files.writeString(folder.resolve("a.yml"), "name: a\ncommand: [x, '${errand.task}']\n");
    Declaration declared = Declarations.read(file).getFirst();
    assertThat(declared.identity().about().title()).isEqualTo("a");
    assertThat(declared.execution().ending().grace()).isEqualTo(Duration.ofSeconds(5));
    assertThat(declared.execution().ending().success()).containsExactly(0);
    assertThat(declared.outputs().source()).isEqualTo(new ResultSource.Text());
    assertThat(declared.execution().limits()).isEqualTo(Limits.NONE);
  }

  @Test
  void aPlaceThatIsNotThereIsSaidSo() {
    assertThatExceptionOfType(MistakenDeclarationsException.class)
        .isThrownBy(() -> Declarations.read(folder.resolve("none.yaml")))
        .withMessageContaining("none.yaml:1:1: the file cannot be read");
  }
}
