// SPDX-License-Identifier: Apache-2.0
package dev.errand.store;

import dev.errand.task.Outcome;
import dev.errand.task.Output;
import dev.errand.task.TaskStatus;
import java.time.Instant;
import java.util.List;

/**
 * How an attempt ends its task. Status, outcome, outputs and the last recording become visible
 * together.
 *
 * @param status FINISHED, FAILED or CANCELLED
 */
public record Ending(
    TaskStatus status,
    Outcome outcome,
    List<Output> outputs,
    Recording recording,
    Instant ended,
    Instant retentionEnd) {

  public Ending {
    if (!status.isTerminal()) {
      throw new IllegalArgumentException("an attempt does not end a task with " + status);
    }
    outputs = List.copyOf(outputs);
  }
}
