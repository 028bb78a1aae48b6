// SPDX-License-Identifier: Apache-2.0
package dev.errand.programs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.errand.programs.process.Keeping;
import dev.errand.task.Task;
import dev.errand.task.TaskStatus;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A program ends with its task, even if it is the watching of it that goes wrong. */
class BrokenWatchTest {

  /** Does not end because nobody reads any more. Java's matcher calls itself for each letter. */
  private static final String DECLARATION =
      """
      name: work
      progress: {pattern: "(a|b)*(?<amount>[0-9])"}
      command:
      - sh
      - -c
      - |
        trap '' PIPE
        head -c 500000 /dev/zero | tr '\\000' a
        exec sleep MARK
      """;

  @TempDir private Path folder;
  private final Marked marked = Marked.fresh();

  @AfterEach
  void kill() {
    marked.kill();
  }

  @ParameterizedTest
  @EnumSource(Keeping.class)
  void anErrorOfAPatternEndsIt(Keeping keeping) {
    String declaration = DECLARATION.replace("MARK", marked.mark());
    try (Workshop workshop = Workshop.of(folder, keeping::open, declaration)) {
      Task task = workshop.run("work", "{}");

      assertThat(task.status()).isEqualTo(TaskStatus.FAILED);
      assertThat(task.failure().orElseThrow().toString()).contains("StackOverflowError");
      assertThat(marked.living()).isEmpty();
    }
  }
}
