// SPDX-License-Identifier: Apache-2.0
package dev.errand.ogc.live;

import dev.errand.GuardedErrand;
import dev.errand.task.LogEntry;
import dev.errand.task.TaskId;
import java.util.List;

/** Reads a log page by page. For one thread. */
final class LogPages {

  /** A line may have 64 Ki characters, and a slow caller keeps a page in memory. */
  private static final int ENTRIES = 50;

  private final GuardedErrand errand;
  private final TaskId task;
  private long read;

  /**
   * @param read the sequence number of the last line that is not wanted any more
   */
  LogPages(GuardedErrand errand, TaskId task, long read) {
    this.errand = errand;
    this.task = task;
    this.read = read;
  }

  /** The sequence number of the last line that was read. */
  long read() {
    return read;
  }

  /**
   * The next entries; empty if there are none yet.
   *
   * @throws dev.errand.access.ForbiddenException if the caller may not read the log
   */
  List<LogEntry> next() {
    List<LogEntry> page = errand.log(task, read + 1, ENTRIES);
    if (!page.isEmpty()) {
      read = last(page.getLast());
    }
    return page;
  }

  /** The last line that an entry stands for. */
  static long last(LogEntry entry) {
    return switch (entry) {
      case LogEntry.Line line -> line.sequence();
      case LogEntry.Gap gap -> gap.sequence() + gap.missing() - 1;
    };
  }
}
