// SPDX-License-Identifier: Apache-2.0
package dev.errand.pageseeder;

import dev.errand.GuardedErrand;
import dev.errand.http.Response;
import dev.errand.task.LogEntry;
import dev.errand.task.LogLevel;
import dev.errand.task.Task;
import java.io.IOException;
import java.time.Instant;
import java.util.List;

/**
 * The log of a thread as events of PageSeeder's process logger, oldest first, read and sent page by
 * page. The form is that of PageSeeder's log files; what its own service answers is not documented.
 */
final class ThreadLog {

  private static final String LOGGER = "PAGESEEDER.Process";
  private static final int PAGE = 500;

  private final GuardedErrand errand;
  private final Task task;
  private Instant time;

  private ThreadLog(GuardedErrand errand, Task task) {
    this.errand = errand;
    this.task = task;
    this.time = task.times().submitted();
  }

  static Response answer(ServiceCall call, Task task) {
    ThreadLog log = new ThreadLog(call.errand(), task);
    // Read before anything is sent, so that a store out of order is answered with an error.
    List<LogEntry> first = call.errand().log(task.id(), 1, PAGE);
    return ServiceBody.stream(
        ServiceFormat.of(call.request()),
        (writer, checkpoint) -> log.write(writer, checkpoint, first));
  }

  private void write(ServiceWriter writer, ServiceBody.Checkpoint checkpoint, List<LogEntry> first)
      throws IOException {
    writer.list("events", "event");
    List<LogEntry> entries = first;
    while (!entries.isEmpty()) {
      for (LogEntry entry : entries) {
        event(writer, entry);
        checkpoint.reached();
      }
      boolean last = entries.size() < PAGE;
      entries = last ? List.of() : errand.log(task.id(), after(entries.getLast()), PAGE);
    }
    writer.close();
  }

  private static long after(LogEntry entry) {
    return switch (entry) {
      case LogEntry.Line line -> line.sequence() + 1;
      case LogEntry.Gap gap -> gap.sequence() + gap.missing();
    };
  }

  /** A gap has no time of its own; it shows that of the line before. */
  private void event(ServiceWriter writer, LogEntry entry) {
    switch (entry) {
      case LogEntry.Line line -> {
        time = line.time();
        event(writer, line.level(), line.text());
      }
      case LogEntry.Gap gap -> event(writer, LogLevel.WARN, gap.text());
    }
  }

  private void event(ServiceWriter writer, LogLevel level, String text) {
    writer
        .item()
        .attribute("logger", LOGGER)
        .attribute("timestamp", time.toEpochMilli())
        .attribute("datetime", time.toString())
        .attribute("level", level.name())
        .attribute("username", task.submission().owner().orElse(""))
        .text("message", text)
        .close();
  }
}
