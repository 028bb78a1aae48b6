// SPDX-License-Identifier: Apache-2.0
package dev.errand.store;

import dev.errand.Outcome;
import dev.errand.Output;
import dev.errand.TaskStatus;
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
