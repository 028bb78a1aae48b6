// SPDX-License-Identifier: Apache-2.0
package dev.errand.sqlite;

import static org.assertj.core.api.Assertions.assertThat;

import dev.errand.Errand;
import dev.errand.task.Answer;
import dev.errand.task.AskedQuestion;
import dev.errand.task.Json;
import dev.errand.task.Task;
import dev.errand.task.TaskStatus;
import dev.errand.testkit.ChildJvm;
import dev.errand.testkit.OtherProcess;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Kill -9 at random moments loses nothing that was answered and repeats nothing that must not be
 * repeated.
 */
class KilledEngineTest {

  private static final int ROUNDS = 10;
  private static final int TASKS = 2_000;

  @TempDir private Path data;

  @Test
  @Timeout(240)
  void everyAcknowledgedTaskIsThereAndNoneRanTwiceThatMayNot() throws Exception {
    Random random = new Random();
    List<Long> acknowledged = new ArrayList<>();
    for (int round = 0; round < ROUNDS; round++) {
      acknowledged.addAll(runAndKill(random.nextInt(round == 0 ? 50 : TASKS + 200)));
      try (Errand errand = KilledEngine.start(data)) {
        for (long number : acknowledged) {
          assertThat(errand.task(number)).as("task %d in round %d", number, round).isPresent();
        }
      }
    }
    try (Errand errand = KilledEngine.start(data)) {
      List<Task> ended = new ArrayList<>();
      for (long number : acknowledged) {
        Task known = errand.task(number).orElseThrow();
        ended.add(errand.await(known.id(), Duration.ofSeconds(60)).orElseThrow());
      }
      Map<Long, Integer> runs = runs();
      for (Task task : ended) {
        int times = runs.getOrDefault(task.id().number(), 0);
        assertThat(task.status()).as("%s", task).isIn(TaskStatus.FINISHED, TaskStatus.FAILED);
        if (task.status() == TaskStatus.FINISHED) {
          assertThat(times).as("runs of %s", task).isPositive();
        }
        if (task.operation().equals("once")) {
          assertThat(times).as("runs of %s", task).isLessThanOrEqualTo(1);
        } else {
          assertThat(task.status()).as("%s", task).isEqualTo(TaskStatus.FINISHED);
        }
      }
    }
    assertThat(acknowledged).as("tasks acknowledged in all rounds").hasSizeGreaterThan(TASKS);
  }

  /** What was asked before the kill is answered after it, and nothing is asked twice. */
  @Test
  void whatATaskAsksOutlivesItsProcess() throws Exception {
    try (OtherProcess process = OtherProcess.start(KilledAsking.class, data)) {
      process.awaitSaid("asked");
      process.kill();
    }
    try (Errand errand = KilledAsking.start(data)) {
      for (long number = 1; number <= 2; number++) {
        Task task = errand.task(number).orElseThrow();
        assertThat(task.isAsking()).as("%s", task).isTrue();
        AskedQuestion question = errand.questions().of(task.id()).getFirst();
        assertThat(question.until().orElseThrow())
            .isEqualTo(question.asked().plus(Duration.ofDays(1)));
        errand
            .questions()
            .answer(
                task.id(), Map.of("go", new Answer.Accepted(Json.EMPTY_OBJECT)), Optional.empty());
        Task ended = errand.await(task.id(), Duration.ofSeconds(60)).orElseThrow();
        assertThat(ended.result()).as("%s", ended).contains(new Json("{\"text\":\"went on\"}"));
        assertThat(ended.attempt().number()).isEqualTo(2);
        assertThat(errand.questions().of(task.id())).hasSize(1);
      }
    }
  }

  /** Lets a process work until it has acknowledged so many tasks, and kills it. */
  private List<Long> runAndKill(int after) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(
                ChildJvm.command(KilledEngine.class, data.toString(), Integer.toString(TASKS)))
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    List<Long> acknowledged = new ArrayList<>();
    try (BufferedReader out =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.US_ASCII))) {
      for (String line = out.readLine(); line != null; line = out.readLine()) {
        if (line.startsWith("ack ")) {
          acknowledged.add(Long.parseLong(line.substring(4)));
        }
        if (acknowledged.size() == after + 1 || line.equals("submitted")) {
          process.toHandle().destroyForcibly(); // leaves what it printed readable
        }
      }
    } finally {
      process.destroyForcibly().waitFor();
    }
    return acknowledged;
  }

  private Map<Long, Integer> runs() throws IOException {
    Map<Long, Integer> runs = new HashMap<>();
    String written = Files.readString(data.resolve("witness"), StandardCharsets.US_ASCII);
    // The last line may be half there: tasks that were never acknowledged may still be at work.
    String whole = written.substring(0, written.lastIndexOf('\n') + 1);
    for (String line : whole.lines().toList()) {
      runs.merge(Long.parseLong(line.substring(0, line.indexOf(' '))), 1, Integer::sum);
    }
    return runs;
  }
}
