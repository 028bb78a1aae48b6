// SPDX-License-Identifier: Apache-2.0
package dev.errand.sqlite;

import static org.assertj.core.api.Assertions.assertThat;

import dev.errand.Errand;
import dev.errand.task.Page;
import dev.errand.task.Task;
import dev.errand.task.TaskFilter;
import dev.errand.testkit.ChildJvm;
import java.io.BufferedReader;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A limit under kills: what was killed counts no longer than until the next start. */
class LimitAfterKillsTest {

  private static final int KILLS = 3;

  /**
   * Attempts that begin before each kill, so that there is something to kill and something left.
   */
  private static final int BEGUN = 20;

  @TempDir private Path data;

  @Test
  @Timeout(120)
  void isNeverExceededAndNeverInTheWay() throws Exception {
    for (int kill = 0; kill < KILLS; kill++) {
      runAndKill();
    }
    try (Errand errand = LimitedEngine.start(data, () -> {})) {
      List<Task> tasks = errand.tasks(TaskFilter.ALL, Page.oldest(1_000));
      assertThat(tasks).hasSize(KILLS * LimitedEngine.TASKS);
      for (Task task : tasks) {
        Task ended = errand.await(task.id(), Duration.ofSeconds(60)).orElseThrow();
        assertThat(ended.status().isTerminal()).as("%s", ended).isTrue();
      }
    }
    assertThat(mostAtOnce()).isEqualTo(LimitedEngine.LIMIT);
  }

  private void runAndKill() throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(ChildJvm.command(LimitedEngine.class, data.toString()))
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    try {
      BufferedReader lines = process.inputReader(StandardCharsets.US_ASCII);
      assertThat(lines.lines().anyMatch("submitted"::equals)).isTrue();
      assertThat(lines.lines().filter("begun"::equals).limit(BEGUN)).hasSize(BEGUN);
    } finally {
      process.destroyForcibly().waitFor();
    }
    try (FileOutputStream witness = new FileOutputStream(data.resolve("witness").toFile(), true)) {
      LimitedEngine.write(witness, "killed 0");
    }
  }

  /** By what the attempts wrote: a line is written after its claim, or before its end. */
  private long mostAtOnce() throws IOException {
    Set<String> running = new HashSet<>();
    long most = 0;
    for (String line : Files.readAllLines(data.resolve("witness"))) {
      String[] words = line.split(" ", -1);
      switch (words[0]) {
        case "begin" -> running.add(words[1]);
        case "end" -> running.remove(words[1]);
        default -> running.clear();
      }
      most = Math.max(most, running.size());
    }
    return most;
  }
}
