// SPDX-License-Identifier: Apache-2.0
package dev.errand.task;

import java.time.Instant;
import java.util.Optional;

/**
 * A question that a task has asked.
 *
 * @param key which of the task's; never used for another one of it
 * @param text for people
 * @param schema the JSON Schema of what is asked for: a flat object
 * @param standard what counts when nobody has answered in time; absent if nothing does
 * @param asked when, for the first time
 * @param until when the time to answer is over; absent if it never is
 * @param answered what has become of it; absent while it is open
 */
public record AskedQuestion(
    String key,
    String text,
    Json schema,
    Optional<Json> standard,
    Instant asked,
    Optional<Instant> until,
    Optional<Answered> answered) {

  /** Whether there is no answer yet. */
  public boolean isOpen() {
    return answered.isEmpty();
  }
}
