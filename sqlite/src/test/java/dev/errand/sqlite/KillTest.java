// SPDX-License-Identifier: Apache-2.0
package dev.errand.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.errand.task.StoreException;
import dev.errand.task.Task;
import dev.errand.task.TaskStatus;
import dev.errand.testkit.ChildJvm;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What was answered is there after the process was killed without a chance to say goodbye. */
class KillTest {

  private static final int ROUNDS = 4;

  @TempDir Path folder;

  @Test
  void nothingAnsweredIsLostWhenTheProcessIsKilled() throws Exception {
    Random random = new Random(20_261_122);
    List<String> answers = new ArrayList<>();
    for (int round = 0; round < ROUNDS; round++) {
      answers.addAll(killedAfter(1 + random.nextInt(3_000)));
      check(answers);
    }
  }

  /** Everything the process answered, of which the last came after so many others. */
  private List<String> killedAfter(int count) throws Exception {
    Process process = start();
    List<String> lines = new ArrayList<>();
    try (BufferedReader output = process.inputReader(StandardCharsets.US_ASCII)) {
      assertThat(output.readLine()).isEqualTo("open");
      assertRefusedBecauseOf(process);
      for (int i = 0; i < count; i++) {
        lines.add(output.readLine());
      }
      process.toHandle().destroyForcibly();
      output.lines().forEach(lines::add);
    } finally {
      process.destroyForcibly().waitFor();
    }
    // The last one may be cut in the middle of its number.
    return lines.subList(0, lines.size() - 1);
  }

  private Process start() throws IOException {
    return new ProcessBuilder(ChildJvm.command(KilledWriter.class, folder.toString()))
        .redirectError(ProcessBuilder.Redirect.DISCARD)
        .start();
  }

  private void assertRefusedBecauseOf(Process other) throws IOException {
    SqliteStore store = SqliteStore.in(folder);
    assertThatThrownBy(() -> store.open("second", Set.of(Tasks.OPERATION)))
        .isInstanceOf(StoreException.class)
        .hasMessageContaining(folder.toRealPath().toString())
        .hasMessageContaining("process " + other.pid());
  }

  private void check(List<String> answers) {
    try (SqliteStore store = SqliteStore.in(folder)) {
      store.open("checking", Set.of(Tasks.OPERATION));
      for (String answer : answers) {
        String[] words = answer.split(" ", 2);
        Task task =
            store.find(Long.parseLong(words[1])).orElseThrow(() -> new AssertionError(answer));
        switch (words[0]) {
          case "inserted" -> assertThat(task.status()).isNotNull();
          case "claimed" -> assertThat(task.status()).as(answer).isNotEqualTo(TaskStatus.WAITING);
          case "ended" -> assertThat(task.status()).as(answer).isEqualTo(TaskStatus.FINISHED);
          default -> throw new AssertionError(answer);
        }
        assertThat(task.attempt().number()).as("%s, never twice", answer).isLessThan(2);
      }
    }
  }
}
