// SPDX-License-Identifier: Apache-2.0
package dev.errand.programs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.errand.programs.process.Keeping;
import dev.errand.task.Task;
import dev.errand.task.TaskId;
import dev.errand.task.TaskStatus;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Programs that go on when their server is killed or stopped. */
class OutlivingProgramsTest {

  @TempDir private Path folder;
  private final Marked marked = Marked.fresh();
  private Path gate;

  @BeforeEach
  void gate() {
    gate = folder.resolve("gate");
  }

  @AfterEach
  void kill() {
    marked.kill();
  }

  private Workshop open(Keeping keeping, String... more) {
    return Workshop.of(
        folder, keeping::open, LeavingServer.declaration(marked, gate, String.join("", more)));
  }

  /** Starts one and leaves it to itself. */
  private TaskId leave(Keeping keeping) {
    try (Workshop first = open(keeping)) {
      TaskId id = first.start("count", "{}");
      first.lineWith(id, "line 20");
      return id;
    }
  }

  /** Those that the program wrote, without their levels. */
  private static List<String> lines(Workshop workshop, TaskId id) {
    return workshop.log(id).stream()
        .map(line -> line.replaceFirst("^[A-Z]+ ", ""))
        .filter(line -> line.startsWith("line "))
        .toList();
  }

  private static void assertComplete(Workshop workshop, Task task) {
    assertThat(task.status()).as("%s", task).isEqualTo(TaskStatus.FINISHED);
    assertThat(task.attempt().number()).isEqualTo(1);
    assertThat(lines(workshop, task.id()))
        .containsExactlyInAnyOrderElementsOf(
            IntStream.range(0, LeavingServer.LINES).mapToObj(i -> "line " + i).toList());
    assertThat(Workshop.result(task)).hasToString("{\"count\":400}");
    assertThat(workshop.download(task.id(), "left.txt")).isEqualTo("left\n");
  }

  @ParameterizedTest
  @EnumSource(Keeping.class)
  void allGoOnAfterAKillWithEachLineOnce(Keeping keeping) throws Exception {
    keeping.open(folder.resolve("other")).close(); // or there is nothing to show
    KilledProcess.of(LeavingServer.class, folder, keeping, marked);
    List<Long> left = marked.leading();
    assertThat(left).hasSize(LeavingServer.TASKS);

    try (Workshop second = open(keeping)) {
      assertThat(marked.living()).containsAll(left);
      Files.createFile(gate);
      for (long number = 1; number <= LeavingServer.TASKS; number++) {
        TaskId id = second.errand().task(number).orElseThrow().id();
        assertComplete(second, second.ended(id));
      }
    }
    assertThat(marked.living()).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(Keeping.class)
  void oneGoesOnAfterAStopAlsoIfItEndedMeanwhile(Keeping keeping) throws IOException {
    TaskId id = leave(keeping);
    assertThat(marked.living()).isNotEmpty();
    Files.createFile(gate);
    marked.awaitNone();

    try (Workshop second = open(keeping)) {
      assertComplete(second, second.ended(id));
    }
  }

  @ParameterizedTest
  @EnumSource(Keeping.class)
  void oneGoesOnThroughSeveralServers(Keeping keeping) throws IOException {
    TaskId id = leave(keeping);
    try (Workshop second = open(keeping)) {
      second.lineWith(id, "line 150");
    }
    Files.createFile(gate);

    try (Workshop third = open(keeping)) {
      assertComplete(third, third.ended(id));
    }
  }

  @ParameterizedTest
  @EnumSource(Keeping.class)
  void oneThatWasKilledMeanwhileIsLost(Keeping keeping) {
    TaskId id = leave(keeping);
    marked.kill();
    marked.awaitNone();

    try (Workshop second = open(keeping)) {
      assertThat(Workshop.failure(second.ended(id)))
          .startsWith("The server went away while attempt 1");
    }
  }

  @ParameterizedTest
  @EnumSource(Keeping.class)
  void oneIsCancelledByTheServerThatGoesOnWithIt(Keeping keeping) {
    TaskId id = leave(keeping);

    try (Workshop second = open(keeping)) {
      second.cancel(id);

      assertThat(second.ended(id).status()).isEqualTo(TaskStatus.CANCELLED);
      assertThat(second.log(id)).last().asString().contains("; 0 processes left");
      assertThat(marked.living()).isEmpty();
    }
  }

  @ParameterizedTest
  @EnumSource(Keeping.class)
  void oneEndsBeforeItsTaskIsDecidedOnIfItIsDeclaredSoNoMore(Keeping keeping) throws IOException {
    TaskId id = leave(keeping);
    String declaration =
        LeavingServer.declaration(marked, gate, "").replace("restart: keep", "restart: end");

    try (Workshop second = Workshop.of(folder, keeping::open, declaration)) {
      assertThat(marked.living()).isEmpty();
      assertThat(Workshop.failure(second.ended(id)))
          .startsWith("The server went away while attempt 1");
    }
    assertThat(folder.resolve("data/programs/outliving")).isEmptyDirectory();
  }

  @ParameterizedTest
  @EnumSource(Keeping.class)
  void whatOneLeftInFilesGoesOnceItsTaskHasEnded(Keeping keeping) throws IOException {
    Path files = folder.resolve("data/programs/outliving");
    TaskId going = leave(keeping);
    try (Workshop second = open(keeping)) {
      TaskId other = second.start("count", "{}");
      second.cancel(other);
      second.ended(other);

      second.look();

      assertThat(files.toFile().list()).singleElement().asString().startsWith(going.key() + "-");
      assertThat(second.errand().task(going.number()).orElseThrow().status())
          .isEqualTo(TaskStatus.RUNNING);
    }
  }

  @Test
  void aTaskOfAnotherDatabaseHasNothingOfTheOneThatHadItsNumber() throws IOException {
    TaskId id = leave(Keeping.SEARCH);
    List<Long> left = marked.living();
    try (DirectoryStream<Path> files =
        Files.newDirectoryStream(folder.resolve("data"), Files::isRegularFile)) {
      for (Path file : files) {
        Files.delete(file);
      }
    }

    try (Workshop second = open(Keeping.SEARCH)) {
      TaskId other = second.start("count", "{}");
      second.lineWith(other, "line 20");
      second.look();

      assertThat(other.number()).isEqualTo(id.number());
      assertThat(marked.living()).isNotEmpty().doesNotContainAnyElementsOf(left);
    }
  }

  @Test
  void whatEmptiesItsOwnStreamIsReadOnWithAGap() throws IOException {
    String emptying =
        """
        name: emptying
        restart: keep
        result: none
        command:
        - sh
        - -c
        - |
          echo a line that is longer than all that comes >&2
          until [ -e %s ]; do sleep 0.01; done
          echo two > /dev/stderr
          echo three >&2
        """
            .formatted(gate);
    try (Workshop workshop = Workshop.of(folder, Keeping.SEARCH::open, emptying)) {
      TaskId id = workshop.start("emptying", "{}");
      workshop.lineWith(id, "a line that is longer");
      Files.createFile(gate);

      assertThat(workshop.ended(id).status()).isEqualTo(TaskStatus.FINISHED);
      assertThat(workshop.log(id))
          .extracting(line -> line.replaceFirst("^[A-Z]+ ", ""))
          .contains("two", "three")
          .anyMatch(line -> line.startsWith("The program emptied the file of its standard error"));
    }
  }
}
