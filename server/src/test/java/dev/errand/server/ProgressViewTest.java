// SPDX-License-Identifier: Apache-2.0
package dev.errand.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.errand.task.Attempt;
import dev.errand.task.Json;
import dev.errand.task.Outcome;
import dev.errand.task.Progress;
import dev.errand.task.Submission;
import dev.errand.task.Task;
import dev.errand.task.TaskId;
import dev.errand.task.TaskStatus;
import dev.errand.task.Times;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProgressViewTest {

  @Test
  void showsWhatHowMuchHowFastAndForHowLong() {
    assertThat(
            ProgressText.of(
                Optional.of(Progress.of("Importing...", 15_760)),
                Duration.ofSeconds(2),
                "entities"))
        .isEqualTo("Importing...  15,760 entities  7,880/s  0:02");
  }

  @Test
  void showsABarWhereTheTotalIsKnown() {
    Progress half = new Progress("Packing", 50, OptionalDouble.of(100));

    assertThat(ProgressText.of(Optional.of(half), Duration.ofMinutes(75), ""))
        .isEqualTo("Packing  [##########..........]  50 %  50  0/s  1:15:00");
  }

  @Test
  void showsOnlyTheTimeBeforeThereIsProgress() {
    assertThat(ProgressText.of(Optional.empty(), Duration.ofSeconds(61), "")).isEqualTo("1:01");
  }

  @Test
  void showsNoRateAtTheVeryBeginning() {
    assertThat(ProgressText.of(Optional.of(Progress.of("", 5)), Duration.ofMillis(3), ""))
        .isEqualTo("5  0:00");
  }

  private static Task running() {
    return new Task(
        new TaskId(1, new UUID(0, 1)),
        Submission.of("x", Json.EMPTY_OBJECT),
        TaskStatus.RUNNING,
        Attempt.NONE,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Outcome.PENDING,
        Times.submitted(Instant.EPOCH));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 20, 59, 79})
  void neverWrapsHoweverNarrowTheTerminalIs(int width) {
    ByteArrayOutputStream screen = new ByteArrayOutputStream();
    ProgressView view =
        new ProgressView.Bar(new PrintStream(screen, true, StandardCharsets.UTF_8), width);
    String text = "Importing a file of a long name...  15,760 entities  7,880/s  1:00:02 and so on";
    view.show(running(), text, Duration.ofSeconds(1));
    view.show(running(), "short", Duration.ofSeconds(2));
    view.end();

    assertThat(screen.toString(StandardCharsets.UTF_8).split("\r"))
        .allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(width))
        .contains(("RUNNING  " + text).substring(0, width));
  }
}
