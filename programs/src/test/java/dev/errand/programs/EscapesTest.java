// SPDX-License-Identifier: Apache-2.0
package dev.errand.programs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.errand.programs.process.Keeping;
import dev.errand.task.Task;
import dev.errand.task.TaskId;
import dev.errand.task.TaskStatus;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Nothing of a program outlives its task, whatever it does. */
class EscapesTest {

  /** Leaves its session, its environment and its parent, one after the other. */
  private static final String WITHOUT_TRACE =
      "setsid env -i sh -c 'sleep MARK & exit 0'; sleep 0.3; echo ready; sleep MARK";

  @TempDir private Path folder;
  private final Marked marked = Marked.fresh();

  @AfterEach
  void kill() {
    marked.kill();
  }

  static Stream<Arguments> all() {
    return Stream.of(Keeping.values())
        .flatMap(
            keeping -> Stream.of(Escape.values()).map(escape -> Arguments.of(keeping, escape)));
  }

  @ParameterizedTest
  @MethodSource("all")
  void endWithACancel(Keeping keeping, Escape escape) {
    try (Workshop workshop = Workshop.of(folder, keeping::open, escape.declaration(marked, ""))) {
      TaskId id = workshop.start("escape", "{}");
      workshop.lineWith(id, "ready");
      assertThat(marked.living()).isNotEmpty();

      long begin = System.nanoTime();
      workshop.cancel(id);

      assertThat(workshop.ended(id).status()).isEqualTo(TaskStatus.CANCELLED);
      tell("%s %s".formatted(keeping, escape), begin, "a cancel with a grace of 300 ms");
      assertThat(workshop.log(id)).last().asString().contains("; 0 processes left");
      assertThat(marked.living()).isEmpty();
    }
  }

  /** For people: see "Soaks" in CONTRIBUTING.md. */
  private static void tell(String what, long begin, String after) {
    System.out.printf(
        "%s: ended %d ms after %s%n", what, (System.nanoTime() - begin) / 1_000_000, after);
  }

  @ParameterizedTest
  @EnumSource(Keeping.class)
  void endWithTheTimeLimit(Keeping keeping) {
    try (Workshop workshop =
        Workshop.of(
            folder,
            keeping::open,
            Escape.SESSION_AND_DOUBLE_FORK.declaration(marked, "limits: {time: 1s}\n"))) {
      long begin = System.nanoTime();
      Task task = workshop.run("escape", "{}");

      tell(keeping.toString(), begin, "its start, with a limit of 1 s and a grace of 300 ms");
      assertThat(Workshop.failure(task))
          .isEqualTo("The program ran longer than its limit of 1 s, and was ended.");
      assertThat(workshop.log(task.id())).anyMatch(line -> line.contains("; 0 processes left"));
      assertThat(marked.living()).isEmpty();
    }
  }

  @ParameterizedTest
  @EnumSource(Keeping.class)
  void endWithTheProgramThatStartedThem(Keeping keeping) {
    String leaving =
        "name: leave\ncommand: [sh, -c, 'sleep MARK & sleep 0.3; echo started']\n"
            .replace("MARK", marked.mark());
    try (Workshop workshop = Workshop.of(folder, keeping::open, leaving)) {
      Task task = workshop.run("leave", "{}");

      assertThat(task.status()).isEqualTo(TaskStatus.FINISHED);
      assertThat(workshop.log(task.id()))
          .anyMatch(line ->
              line.startsWith("INFO Ended 1 process that still ran: ")
                  && line.endsWith("(sleep " + marked.mark() + ")"))
          .anyMatch(line -> line.contains("; 0 processes left"));
      assertThat(marked.living()).isEmpty();
    }
  }

  @ParameterizedTest
  @EnumSource(Keeping.class)
  void areNamedIfNothingTellsWhoseTheyAre(Keeping keeping) {
    String trace =
        "name: vanish\ncancel: {grace: 300ms}\ncommand:\n- sh\n- -c\n- \""
            + WITHOUT_TRACE.replace("MARK", marked.mark())
            + "\"\n";
    try (Workshop workshop = Workshop.of(folder, keeping::open, trace)) {
      TaskId id = workshop.start("vanish", "{}");
      workshop.lineWith(id, "ready");

      workshop.cancel(id);

      assertThat(workshop.ended(id).status()).isEqualTo(TaskStatus.CANCELLED);
      List<Long> left = marked.living();
      String last = workshop.log(id).getLast();
      if (left.isEmpty()) {
        // By the cgroup always, by a search if a look fell between two steps of it.
        assertThat(last).contains("; 0 processes left");
      } else {
        assertThat(keeping).isEqualTo(Keeping.SEARCH);
        assertThat(left).hasSize(1);
        assertThat(last)
            .startsWith("WARN ")
            .contains("; 1 process left: %d (sleep %s)".formatted(left.getFirst(), marked.mark()));
      }
    }
  }
}
