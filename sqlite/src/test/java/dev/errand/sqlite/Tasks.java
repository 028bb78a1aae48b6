// SPDX-License-Identifier: Apache-2.0
package dev.errand.sqlite;

import dev.errand.store.NewTask;
import dev.errand.task.Json;
import dev.errand.task.Submission;
import java.time.Instant;
import java.util.UUID;

/** Tasks for tests. */
final class Tasks {

  static final String OPERATION = "count";

  private Tasks() {}

  static NewTask task() {
    return task(UUID.randomUUID());
  }

  static NewTask task(UUID key) {
    return new NewTask(
        key, Submission.of(OPERATION, Json.EMPTY_OBJECT), Json.EMPTY_OBJECT, false, Instant.EPOCH);
  }

  /** A task with inputs of so many characters. */
  static NewTask task(int length) {
    Json inputs = Json.of("x".repeat(length));
    Submission submission = Submission.of(OPERATION, inputs);
    return new NewTask(UUID.randomUUID(), submission, inputs, false, Instant.EPOCH);
  }
}
