// SPDX-License-Identifier: Apache-2.0
package dev.errand.mcp.stream;

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
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Which progress a waiting call gets. */
class ProgressNotesTest {

  private static Task at(double amount) {
    return new Task(
        new TaskId(1, new UUID(0, 1)),
        Submission.of("work", Json.EMPTY_OBJECT),
        TaskStatus.RUNNING,
        Attempt.NONE,
        Optional.empty(),
        Optional.of(Progress.of("", amount)),
        Optional.empty(),
        Outcome.PENDING,
        Times.submitted(Instant.EPOCH));
  }

  @Test
  @DisplayName("Row 65: at most two a second, one after fifteen seconds of silence, ever greater")
  void paced() {
    ProgressNotes notes = new ProgressNotes(Json.mapper().getNodeFactory().numberNode(0));
    long start = System.nanoTime() + TimeUnit.SECONDS.toNanos(1);
    double first = amount(notes, at(5), start);

    assertThat(notes.next(at(6), start + ProgressNotes.PACE - 1)).isEmpty();
    double second = amount(notes, at(7), start + ProgressNotes.PACE);
    assertThat(notes.next(at(7), start + 3 * ProgressNotes.PACE)).isEmpty();
    double third = amount(notes, at(7), start + ProgressNotes.PACE + TimeUnit.SECONDS.toNanos(15));

    assertThat(new double[] {first, second}).containsExactly(5, 7);
    assertThat(third).isGreaterThan(second).isLessThan(7.001);
  }

  private static double amount(ProgressNotes notes, Task task, long now) {
    return notes.next(task, now).orElseThrow().path("params").path("progress").doubleValue();
  }
}
