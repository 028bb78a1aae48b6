// SPDX-License-Identifier: Apache-2.0
package dev.errand.store;

import dev.errand.task.Failure;
import dev.errand.task.Task;
import java.time.Instant;
import java.util.List;

/**
 * How a task ends as FAILED without its attempt, if it has one, having a say in it.
 *
 * @param seen the task as whoever decided that saw it; nothing is changed if its epoch is another
 * @param notes the lines, level INFO, that its log gets
 */
public record FailedEnd(
    Task seen, Failure failure, Instant ended, Instant retentionEnd, List<String> notes) {

  public FailedEnd {
    notes = List.copyOf(notes);
  }
}
