// SPDX-License-Identifier: Apache-2.0
package dev.errand.store;

import dev.errand.task.Json;
import dev.errand.task.Submission;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/**
 * How long ended tasks that have no retention of their own stay readable. Immutable.
 *
 * @param usual what holds for operations that are not named
 * @param operations by name; what is kept of these goes by this, whatever held when it ended
 */
public record Retentions(Duration usual, Map<String, Duration> operations) {

  public Retentions {
    operations = Map.copyOf(operations);
  }

  /** How long a task stays: as it was submitted, or else as its operation's do. */
  public Duration of(Submission submission) {
    return submission
        .retention()
        .orElseGet(() -> Objects.requireNonNullElse(operations.get(submission.operation()), usual));
  }

  /** When a task goes that ends now. */
  public Instant end(Submission submission, Instant now) {
    return now.plus(of(submission));
  }

  /** The milliseconds by operation, as a JSON object, for statements. */
  public Json millis() {
    Map<String, Long> millis = new TreeMap<>();
    operations.forEach((name, retention) -> millis.put(name, retention.toMillis()));
    return Json.of(millis);
  }
}
