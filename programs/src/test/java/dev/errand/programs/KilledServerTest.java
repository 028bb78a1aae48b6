// SPDX-License-Identifier: Apache-2.0
package dev.errand.programs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.errand.programs.process.Keeping;
import dev.errand.task.Task;
import dev.errand.task.TaskId;
import dev.errand.task.TaskStatus;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What programs come to whose server was killed. */
class KilledServerTest {

  @TempDir private Path folder;
  private final Marked marked = Marked.fresh();

  @AfterEach
  void kill() {
    marked.kill();
  }

  @ParameterizedTest
  @EnumSource(Keeping.class)
  void endBeforeTheirTasksAreRecovered(Keeping keeping) throws IOException, InterruptedException {
    keeping.open(folder.resolve("other")).close(); // or there is nothing to show
    KilledProcess.of(KilledServer.class, folder, keeping, marked);
    List<Long> left = marked.living();
    assertThat(left).hasSizeGreaterThanOrEqualTo(KilledServer.TASKS);

    try (Workshop workshop =
        Workshop.of(folder, keeping::open, KilledServer.declarations(marked))) {
      assertThat(marked.living()).doesNotContainAnyElementsOf(left);
      for (long number = 1; number <= KilledServer.TASKS; number++) {
        Task task = workshop.errand().task(number).orElseThrow();
        if (task.operation().equals("once")) {
          assertThat(task.status()).isEqualTo(TaskStatus.FAILED);
          assertThat(Workshop.failure(task)).startsWith("The server went away while attempt 1");
        } else {
          TaskId id = task.id();
          assertThat(workshop.attempt(id, 2).status()).isEqualTo(TaskStatus.RUNNING);
        }
      }
    }
    assertThat(marked.living()).isEmpty();
  }
}
