// SPDX-License-Identifier: Apache-2.0
package dev.errand.store;

import dev.errand.limit.Limits;
import dev.errand.task.Json;
import dev.errand.task.Submission;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * A task to insert.
 *
 * @param submission with description and ordering key filled in and secrets masked
 * @param inputs the inputs as the operation gets them, secrets included
 * @param waits whether its attempts count against the limit of waiting operations
 * @param waitEnd when it fails if it has not started; absent if it may wait for ever
 * @param bounds what may refuse it
 */
public record NewTask(
    UUID key,
    Submission submission,
    Json inputs,
    boolean waits,
    Instant submitted,
    Optional<Instant> waitEnd,
    List<Limits.Applied> bounds) {

  public NewTask {
    bounds = List.copyOf(bounds);
  }

  /** One that nothing refuses. */
  public NewTask(UUID key, Submission submission, Json inputs, boolean waits, Instant submitted) {
    this(key, submission, inputs, waits, submitted, Optional.empty(), List.of());
  }

  /** When it may start; absent where that is at once. */
  public Optional<Instant> due() {
    return submission.options().notBefore().filter(submitted::isBefore);
  }

  /** The same for a task that fails if it has not started for so long. */
  public NewTask waitingAtMost(Duration limit) {
    Instant end = submission.options().earliest(submitted).plus(limit);
    return new NewTask(key, submission, inputs, waits, submitted, Optional.of(end), bounds);
  }

  /** The same, one at a time with others of that key. */
  public NewTask orderedBy(String orderingKey) {
    return new NewTask(
        key, submission.orderedBy(orderingKey), inputs, waits, submitted, waitEnd, bounds);
  }

  /** The same with what may refuse it. */
  public NewTask within(List<Limits.Applied> bounds) {
    return new NewTask(key, submission, inputs, waits, submitted, waitEnd, bounds);
  }
}
