// SPDX-License-Identifier: Apache-2.0
package dev.errand.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import dev.errand.Errand;
import dev.errand.task.Task;
import dev.errand.testkit.ChildJvm;
import dev.errand.testkit.Work;
import java.io.BufferedReader;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A limit holds on two nodes of which one is killed again and again, and nothing gets stuck. */
class LimitOfNodesTest {

  private static final Duration PATIENCE = Duration.ofSeconds(90);
  private static final int TASKS = 200;
  private static final int KILLS = 3;

  @TempDir Path folder;

  private final PostgresSettings settings = Database.fresh().lease(LimitedNode.LEASE);

  @Test
  void isNeverExceededAndNeverInTheWay() throws Exception {
    Random random = new Random(5);
    try (FileOutputStream witness = LimitedNode.witness(folder);
        Errand here = LimitedNode.start(settings, folder, "here", () -> {})) {
      List<Task> tasks = new ArrayList<>();
      for (int kill = 0; kill < KILLS; kill++) {
        String name = "node-" + kill;
        Process process = startNode(name);
        try {
          BufferedReader lines = process.inputReader(StandardCharsets.US_ASCII);
          // Until it runs something: a kill has something to kill.
          for (int i = 0; i <= TASKS / KILLS || !lines.ready(); i++) {
            tasks.add(here.submit(Work.submission("x").build()));
            if (random.nextInt(8) == 0) {
              here.cancel(tasks.get(random.nextInt(tasks.size())).id(), Optional.empty());
            }
          }
        } finally {
          process.destroyForcibly().waitFor();
        }
        // Before anybody may take over what it ran.
        LimitedNode.write(witness, "killed " + name + " 0");
      }
      for (Task task : tasks) {
        assertThat(here.await(task.id(), PATIENCE).orElseThrow().status().isTerminal())
            .as("%s", task)
            .isTrue();
      }
    }
    assertThat(mostAtOnce()).isEqualTo(LimitedNode.LIMIT);
  }

  private Process startNode(String name) throws IOException {
    Process process =
        new ProcessBuilder(
                ChildJvm.command(LimitedNode.class, settings.url(), folder.toString(), name))
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    BufferedReader lines = process.inputReader(StandardCharsets.US_ASCII);
    assertThat(lines.lines().anyMatch("started"::equals)).isTrue();
    return process;
  }

  /** By what the attempts wrote: a line is written after its claim, or before its end. */
  private long mostAtOnce() throws IOException {
    Set<String> running = new HashSet<>();
    long most = 0;
    for (String line : Files.readAllLines(folder.resolve("witness"))) {
      String[] words = line.split(" ", -1);
      String attempt = words[1] + " " + words[2];
      switch (words[0]) {
        case "begin" -> running.add(attempt);
        case "end" -> running.remove(attempt);
        default -> running.removeIf(one -> one.startsWith(words[1] + " "));
      }
      most = Math.max(most, running.size());
    }
    return most;
  }
}
