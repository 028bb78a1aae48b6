// SPDX-License-Identifier: Apache-2.0
package dev.errand.sqlite;

import dev.errand.task.Failure;
import dev.errand.task.Idempotency;
import dev.errand.task.Json;
import dev.errand.task.Outcome;
import dev.errand.task.Progress;
import dev.errand.task.Submission;
import dev.errand.task.Task;
import java.util.Optional;

/** About how many bytes of heap a task takes that was read from the file. */
final class TaskWeight {

  /** The records, their optional parts, and the entry of the map that holds them. */
  private static final int BASE = 1_000;

  private static final int CAUSE = 100;

  private TaskWeight() {}

  static long of(Task task) {
    Submission submission = task.submission();
    return BASE
        + of(submission.operation())
        + of(submission.inputs().text())
        + of(submission.description())
        + of(submission.owner())
        + of(submission.orderingKey())
        + of(submission.idempotency().map(Idempotency::key))
        + of(submission.idempotency().map(Idempotency::fingerprint))
        + of(submission.reply().map(Json::text))
        + of(task.progress().map(Progress::text))
        + of(task.outcome());
  }

  private static long of(Outcome outcome) {
    return switch (outcome) {
      case Outcome.Pending _ -> 0;
      case Outcome.Returned(var result) -> result.isPresent() ? of(result.get().text()) : 0;
      case Outcome.Failed(Failure failure) -> of(failure);
    };
  }

  private static long of(Failure failure) {
    long weight = of(failure.type()) + of(failure.message()) + of(failure.stackTrace());
    for (Failure.Cause cause : failure.causes()) {
      weight += CAUSE + of(cause.type()) + of(cause.message());
    }
    return weight;
  }

  private static long of(Optional<String> text) {
    return text.isPresent() ? of(text.get()) : 0;
  }

  /** As if no text were only Latin letters, which take half of this: rather too much. */
  private static long of(String text) {
    return 2L * text.length();
  }
}
