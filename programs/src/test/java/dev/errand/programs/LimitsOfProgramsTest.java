// SPDX-License-Identifier: Apache-2.0
package dev.errand.programs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.errand.programs.process.Keeping;
import dev.errand.task.Task;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a program may use. */
class LimitsOfProgramsTest {

  @TempDir private Path folder;

  private static String declaration(String script, String limits) {
    return "name: work\ncancel: {grace: 100ms}\nlimits: {"
        + limits
        + "}\ncommand:\n- sh\n- -c\n- '"
        + script
        + "'\n";
  }

  @ParameterizedTest
  @EnumSource(Keeping.class)
  void memoryIsToldInWords(Keeping keeping) {
    // A shell that holds a text of a hundred megabytes.
    String script = "x=$(head -c 100000000 /dev/zero | tr \"\\\\000\" a); echo full; sleep 60";
    try (Workshop workshop =
        Workshop.of(folder, keeping::open, declaration(script, "memory: 50MiB"))) {
      Task task = workshop.run("work", "{}");

      assertThat(Workshop.failure(task))
          .matches(
              "The program used [0-9.]+ MiB of memory, over its limit of 50 MiB, and was ended.");
    }
  }

  @ParameterizedTest
  @EnumSource(Keeping.class)
  void processorsAreToldInWords(Keeping keeping) {
    try (Workshop workshop =
        Workshop.of(folder, keeping::open, declaration("while :; do :; done", "cpuTime: 300ms"))) {
      assertThat(Workshop.failure(workshop.run("work", "{}")))
          .matches(
              "The program used [0-9.]+ s of CPU, (over )?its limit( of 0.3 s)?, and was ended.");
    }
  }

  @ParameterizedTest
  @EnumSource(Keeping.class)
  void processesAreToldInWords(Keeping keeping) {
    String script = "for i in 1 2 3 4 5 6 7 8 9; do sleep 60 & done; wait";
    try (Workshop workshop =
        Workshop.of(folder, keeping::open, declaration(script, "processes: 5"))) {
      assertThat(Workshop.failure(workshop.run("work", "{}")))
          .matches("The program was 1?[0-9] processes, over its limit of 5, and was ended.");
    }
  }

  @ParameterizedTest
  @EnumSource(Keeping.class)
  void openFilesAreTheSystemsToRefuse(Keeping keeping) {
    try (Workshop workshop =
        Workshop.of(folder, keeping::open, declaration("ulimit -n", "openFiles: 77"))) {
      assertThat(Workshop.result(workshop.run("work", "{}"))).hasToString("\"77\"");
    }
  }
}
