// SPDX-License-Identifier: Apache-2.0
package dev.errand.programs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.errand.programs.process.Keeping;
import dev.errand.task.TaskId;
import dev.errand.task.TaskStatus;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Many programs leave nothing behind. {@code -Dprograms=1000} runs as many. */
class ManyProgramsTest {

  private static final int TASKS = Integer.getInteger("programs", 60);

  @TempDir private Path folder;

  @ParameterizedTest
  @EnumSource(Keeping.class)
  void allFinishWithACompleteLogAndNothingIsLeft(Keeping keeping) throws IOException {
    Marked marked = Marked.fresh();
    String brief =
        "name: brief\ncommand: [sh, -c, ': %s; echo one; sleep 0.05; echo two']\n"
            .formatted(marked.mark());
    try (Workshop workshop = Workshop.of(folder, keeping::open, brief)) {
      assertThat(workshop.run("brief", "{}").status()).isEqualTo(TaskStatus.FINISHED);
      long before = descriptors();
      long begin = System.nanoTime();
      List<TaskId> tasks = new ArrayList<>();
      for (int i = 0; i < TASKS; i++) {
        tasks.add(workshop.start("brief", "{}"));
      }
      for (TaskId task : tasks) {
        assertThat(workshop.ended(task).status()).isEqualTo(TaskStatus.FINISHED);
        assertThat(workshop.log(task))
            .hasSize(3)
            .contains("INFO one", "INFO two")
            .last()
            .asString()
            .endsWith("; 0 processes left");
      }
      System.out.printf(
          "%s: %d programs in %d ms%n", keeping, TASKS, (System.nanoTime() - begin) / 1_000_000);
      assertThat(marked.living()).isEmpty();
      assertThat(descriptors()).isLessThanOrEqualTo(before + 8);
      assertThat(folder.resolve("data/programs/running")).isEmptyDirectory();
    }
  }

  /** How many this process has open; a few come and go with connections to the store. */
  private static long descriptors() throws IOException {
    try (Stream<Path> open = Files.list(Path.of("/proc/self/fd"))) {
      return open.count();
    }
  }
}
