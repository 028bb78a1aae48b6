// SPDX-License-Identifier: Apache-2.0
package dev.errand.store;

import dev.errand.limit.Limits;
import dev.errand.task.Json;
import dev.errand.task.Submission;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * A task to insert.
 *
 * @param submission with description and ordering key filled in and secrets masked
 * @param inputs the inputs as the operation gets them, secrets included
 * @param waits whether its attempts count against the limit of waiting operations
 * @param bounds what may refuse it
 */
public record NewTask(
    UUID key,
    Submission submission,
    Json inputs,
    boolean waits,
    Instant submitted,
    List<Limits.Applied> bounds) {

  public NewTask {
    bounds = List.copyOf(bounds);
  }

  /** One that nothing refuses. */
  public NewTask(UUID key, Submission submission, Json inputs, boolean waits, Instant submitted) {
    this(key, submission, inputs, waits, submitted, List.of());
  }

  /** The same with what may refuse it. */
  public NewTask within(List<Limits.Applied> bounds) {
    return new NewTask(key, submission, inputs, waits, submitted, bounds);
  }
}
