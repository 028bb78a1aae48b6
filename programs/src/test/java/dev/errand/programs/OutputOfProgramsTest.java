// SPDX-License-Identifier: Apache-2.0
package dev.errand.programs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.errand.task.AttemptUsage;
import dev.errand.task.Json;
import dev.errand.task.Output;
import dev.errand.task.Progress;
import dev.errand.task.Task;
import dev.errand.task.TaskId;
import dev.errand.task.TaskStatus;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** What comes of what a program writes. */
class OutputOfProgramsTest {

  @TempDir private Path folder;

  private static String shell(String script, String more) {
    return "name: work\ncommand:\n  - sh\n  - -c\n  - |\n    "
        + script.strip().replace("\n", "\n    ")
        + "\n"
        + more;
  }

  @Test
  void bothStreamsAreLoggedAtTheirLevels() {
    try (Workshop workshop =
        Workshop.of(
            folder, shell("echo one; echo two >&2", "log: {stdout: debug, stderr: error}\n"))) {
      Task task = workshop.run("work", "{}");

      assertThat(workshop.log(task.id())).contains("DEBUG one", "ERROR two");
      assertThat(workshop.log(task.id()))
          .last()
          .asString()
          .matches("INFO Exit code 0 after [0-9.]+ s.*; 0 processes left");
      assertThat(Workshop.result(task)).hasToString("\"one\"");
    }
  }

  @Test
  void bytesThatAreNoTextHurtNobody() {
    try (Workshop workshop =
        Workshop.of(
            folder,
            shell(
                "printf 'a\\000\\377\\033[31mred\\033[0m\\n'; printf '\\342\\202'; printf '\\254'",
                ""))) {
      Task task = workshop.run("work", "{}");

      assertThat(workshop.log(task.id())).contains("INFO a\uFFFD\uFFFDred", "INFO €");
    }
  }

  @Test
  void endlessOutputIsCutInTheMiddle() {
    try (Workshop workshop =
        Workshop.of(
            folder,
            shell(
                "yes | head -n 30000; echo last; head -c 3000000 /dev/zero",
                "result: none\nlimits: {time: 50s}\n"))) {
      Task task = workshop.run("work", "{}");

      assertThat(task.status()).isEqualTo(TaskStatus.FINISHED);
      List<String> log = workshop.log(task.id());
      assertThat(log).hasSizeLessThan(10_002).first().isEqualTo("INFO y");
      assertThat(log).anyMatch(line -> line.contains("left out here")).contains("INFO last");
    }
  }

  @Test
  void aTextThatIsTooLongForAResultFailsAndSaysWhatToDo() {
    String thousands = shell("yes \"$(printf %01000d 0)\" | head -n 1100", "");
    try (Workshop workshop = Workshop.of(folder, thousands)) {
      assertThat(Workshop.failure(workshop.run("work", "{}")))
          .contains("wrote more than the 1048576 characters", "declare 'result: none'");
    }
  }

  @Test
  void progressIsReadFromBarsThatAreWrittenOver() {
    String script = "printf '10%%\\r55%%\\rdone 80%%\\n'; printf 'at 90%% of'; read line < $PIPE";
    try (Workshop workshop =
        Workshop.of(
            folder,
            "inputs: {pipe: {type: string}}\nenvironment: {PIPE: '${pipe}'}\n"
                + "progress: {pattern: '(?<amount>[0-9]+)%', total: 100}\n"
                + shell(script, ""))) {
      Gate gate = Gate.in(folder);
      TaskId id = workshop.start("work", Json.of(Map.of("pipe", gate.path())).text());

      Progress progress = workshop.progressOf(id, 90);
      gate.open();

      assertThat(progress.total()).hasValue(100);
      Task task = workshop.ended(id);
      assertThat(workshop.log(id))
          .contains("INFO done 80%", "INFO at 90% of")
          .noneMatch(line -> line.contains("55%"));
      assertThat(task.status()).isEqualTo(TaskStatus.FINISHED);
    }
  }

  @Test
  void linesOfJsonSayMore() {
    String script =
        """
        echo '{"progress": {"text": "Counting", "amount": 3, "total": 10}}'
        echo '{"log": {"level": "debug", "text": "detail"}}'
        echo '{"other": 1}'
        echo '{broken'
        echo '{"result": {"count": 7}}'
        """;
    try (Workshop workshop =
        Workshop.of(folder, shell(script, "lines: json\noutputs: {count: {type: integer}}\n"))) {
      Task task = workshop.run("work", "{}");

      assertThat(Workshop.result(task)).hasToString("{\"count\":7}");
      assertThat(Workshop.progress(task).text()).isEqualTo("Counting");
      assertThat(workshop.log(task.id()))
          .contains("DEBUG detail", "INFO {\"other\": 1}", "INFO {broken");
    }
  }

  @Test
  void theResultIsTheLastLineOrAFile() {
    String last = shell("echo working; echo '{\"digest\": \"d\"}'; echo", "result: last-line\n");
    String file = shell("echo '[1, 2]' > result.json", "result: {file: result.json}\n");
    try (Workshop workshop =
        Workshop.of(folder, last, file.replace("name: work", "name: filing"))) {
      assertThat(Workshop.result(workshop.run("work", "{}"))).hasToString("{\"digest\":\"d\"}");
      assertThat(Workshop.result(workshop.run("filing", "{}"))).hasToString("[1,2]");
    }
  }

  @Test
  void aResultThatIsNotThereFails() {
    String last = shell("echo no", "result: last-line\n");
    String file = shell("ln -s /etc/hosts result.json", "result: {file: result.json}\n");
    try (Workshop workshop =
        Workshop.of(folder, last, file.replace("name: work", "name: filing"))) {
      assertThat(Workshop.failure(workshop.run("work", "{}"))).contains("is no JSON");
      assertThat(Workshop.failure(workshop.run("filing", "{}"))).contains("left no file");
    }
  }

  @Test
  void filesAreCollectedByNameAndByPattern() {
    String script = "mkdir tiles; echo a > tiles/a.png; echo b > tiles/b.png; echo c > out.csv";
    String outputs =
        """
        outputs:
          table: {file: out.csv, mediaType: text/csv}
          tiles: {file: "tiles/*.png", mediaType: image/png, title: Tiles}
        """;
    try (Workshop workshop = Workshop.of(folder, shell(script, outputs))) {
      Task task = workshop.run("work", "{}");

      assertThat(workshop.errand().outputs(task.id()))
          .extracting(Output::name, Output::mediaType)
          .containsExactlyInAnyOrder(
              tuple("out.csv", "text/csv"),
              tuple("tiles_a.png", "image/png"),
              tuple("tiles_b.png", "image/png"));
      assertThat(workshop.download(task.id(), "tiles_b.png")).isEqualTo("b\n");
      JsonNode none = (JsonNode) Workshop.result(task);
      assertThat(none.stringValue()).isEmpty();
    }
  }

  @Test
  void aFileThatIsMissingFails() {
    try (Workshop workshop =
        Workshop.of(folder, shell("true", "outputs: {table: {file: out.csv}}\n"))) {
      assertThat(Workshop.failure(workshop.run("work", "{}")))
          .isEqualTo("The program left no file 'out.csv', which its declaration says it leaves.");
    }
  }

  @Test
  void exitCodesSayWhetherItSucceeded() {
    String fine = shell("exit 3", "success: [0, 3]\n");
    String wrong = shell("echo why >&2; exit 4", "");
    try (Workshop workshop =
        Workshop.of(folder, fine, wrong.replace("name: work", "name: failing"))) {
      assertThat(workshop.run("work", "{}").status()).isEqualTo(TaskStatus.FINISHED);
      assertThat(Workshop.failure(workshop.run("failing", "{}")))
          .isEqualTo("The program ended with exit code 4: why");
    }
  }

  @Test
  void aProgramThatIsNotThereSaysWhereItWasLookedFor() {
    try (Workshop workshop =
        Workshop.of(folder, "name: work\ncommand: [no-such-program-anywhere]\n")) {
      assertThat(Workshop.failure(workshop.run("work", "{}")))
          .startsWith("There is no program 'no-such-program-anywhere' in /usr/local/sbin:");
    }
  }

  @Test
  void moreFilesThanMayBeAreNotLeftOutInSilence() {
    String many = shell("i=0; while [ $i -lt 1001 ]; do : > $i.x; i=$((i+1)); done", "");
    try (Workshop workshop = Workshop.of(folder, many + "outputs: {all: {file: '*.x'}}\n")) {
      Task task = workshop.run("work", "{}");

      assertThat(Workshop.failure(task))
          .isEqualTo(
              "The program left more than 1000 files to download; have it put them into an archive.");
      assertThat(workshop.errand().outputs(task.id())).isEmpty();
    }
  }

  @Test
  void twoFilesOfOneNameAreNotOneInSilence() {
    String two = shell("mkdir a; echo 1 > a/b; echo 2 > a_b", "outputs: {all: {file: '**'}}\n");
    try (Workshop workshop = Workshop.of(folder, two)) {
      assertThat(Workshop.failure(workshop.run("work", "{}")))
          .matches(
              "The program left two files that would both be called 'a_b', one of them 'a[/_]b'; have"
                  + " it choose other names.");
    }
  }

  @Test
  void aResultThatDoesNotFitItsDeclarationFails() {
    String wrong = shell("echo '{\"count\": \"many\"}'", "outputs: {count: {type: integer}}\n");
    String told =
        shell(
            "echo '{\"result\": {\"count\": 1.5}}'",
            "lines: json\noutputs: {count: {type: integer}}\n");
    try (Workshop workshop =
        Workshop.of(folder, wrong, told.replace("name: work", "name: telling"))) {
      assertThat(Workshop.failure(workshop.run("work", "{}")))
          .isEqualTo(
              "The result of the program does not fit its declaration: count: string found, integer"
                  + " expected");
      assertThat(Workshop.failure(workshop.run("telling", "{}")))
          .contains("count: number found, integer expected");
    }
  }

  @Test
  void aResultThatIsToldWhereNoneIsDeclaredFails() {
    String told = shell("echo '{\"result\": 7}'", "lines: json\nresult: none\n");
    String other = shell("echo '{\"result\": 7}'", "lines: json\n");
    try (Workshop workshop = Workshop.of(folder, told, other.replace("name: work", "name: text"))) {
      assertThat(Workshop.failure(workshop.run("work", "{}")))
          .startsWith("The program told a result in a line of JSON, but its declaration says that");
      assertThat(Workshop.failure(workshop.run("text", "{}")))
          .startsWith("The program told a result in a line of JSON, but its declaration says that");
    }
  }

  @Test
  void whatItUsedStandsWithItsTask() {
    String busy = "i=0; while [ $i -lt 300000 ]; do i=$((i+1)); done; sleep 0.3";
    try (Workshop workshop = Workshop.of(folder, shell(busy, ""))) {
      Task task = workshop.run("work", "{}");

      AttemptUsage usage = task.attempt().usage().getFirst();
      assertThat(usage.attempt()).isEqualTo(1);
      assertThat(usage.cpuMillis()).isPositive();
      assertThat(usage.peakMemory()).isPositive();
      assertThat(usage.processesLeft()).isZero();
      assertThat(workshop.log(task.id())).last().asString().contains(" s of CPU, ");
    }
  }
}
