// SPDX-License-Identifier: Apache-2.0
package dev.errand.task;

import java.time.Instant;

/**
 * What a task's log holds: lines, and a mark where lines were dropped to keep it within its limit.
 */
public sealed interface LogEntry {

  /** The sequence number of the line, or of the first line that is missing; from 1. */
  long sequence();

  /** One line written by the operation or about the task. */
  record Line(long sequence, Instant time, LogLevel level, String text) implements LogEntry {}

  /** A run of {@code missing} lines that were dropped. */
  record Gap(long sequence, long missing) implements LogEntry {

    /** The gap as a line for people. */
    public String text() {
      return missing
          + (missing == 1 ? " line" : " lines")
          + " left out here to keep the log within its limit";
    }
  }
}
