// SPDX-License-Identifier: Apache-2.0
package dev.errand.programs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.errand.task.Task;
import dev.errand.task.TaskStatus;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Programs that fail and are tried again. */
class RetryOfProgramsTest {

  @TempDir private Path folder;

  /** Appends a line to a file beside the declaration each time it runs. */
  private static String declaration(String rest) {
    return """
    name: work
    retry: {attempts: 3, delay: 1ms, longest: 1ms}
    cancel: {grace: 100ms}
    result: text
    command: [sh, -c, 'echo x >>"$1/runs"; n=$(wc -l <"$1/runs"); echo "run $n"; %s', sh, "${errand.folder}"]
    """
        .formatted(rest);
  }

  @Test
  void oneThatSucceedsInTheEndIsFinished() {
    try (Workshop workshop = Workshop.of(folder, declaration("[ $n -eq 3 ]"))) {
      Task task = workshop.run("work", "{}");

      assertThat(task.status()).isEqualTo(TaskStatus.FINISHED);
      assertThat(task.attempt().number()).isEqualTo(3);
      assertThat(task.result().orElseThrow().text()).contains("run 3");
    }
  }

  @Test
  void theLastFailureIsTheTasks() {
    try (Workshop workshop = Workshop.of(folder, declaration("exit 7"))) {
      Task task = workshop.run("work", "{}");

      assertThat(task.attempt().number()).isEqualTo(3);
      assertThat(Workshop.failure(task)).contains("7");
    }
  }

  @Test
  void oneThatIsOverItsLimitIsNotTriedAgain() {
    try (Workshop workshop =
        Workshop.of(folder, declaration("sleep 60") + "limits: {time: 300ms}\n")) {
      Task task = workshop.run("work", "{}");

      assertThat(task.status()).isEqualTo(TaskStatus.FAILED);
      assertThat(task.attempt().number()).isEqualTo(1);
    }
  }

  @Test
  void oneThatTheSystemHeldToItsProcessorTimeIsNotTriedAgain() {
    try (Workshop workshop =
        Workshop.of(folder, declaration("while :; do :; done") + "limits: {cpuTime: 1s}\n")) {
      Task task = workshop.run("work", "{}");

      assertThat(Workshop.failure(task))
          .matches(
              "The program used [0-9.]+ s of CPU, (over )?its limit( of 1 s)?, and was ended.");
      assertThat(task.attempt().number()).isEqualTo(1);
    }
  }
}
