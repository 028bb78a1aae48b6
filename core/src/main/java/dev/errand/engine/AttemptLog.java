// SPDX-License-Identifier: Apache-2.0
package dev.errand.engine;

import dev.errand.engine.EngineSettings.LogLimit;
import dev.errand.store.LogExtent;
import dev.errand.store.Recording.Dropped;
import dev.errand.task.LogEntry;
import dev.errand.task.LogLevel;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * Numbers the lines of one task, holds those that are not stored yet, and keeps the whole within
 * its limit: a head that never changes and a tail that moves, half of the limit each. Not safe for
 * several threads by itself.
 */
final class AttemptLog {

  /** A longer line is cut, so that one line cannot take the whole limit. */
  private static final int MAX_LINE = 64 << 10;

  private final LogLimit half;
  private final Deque<Tail> tail = new ArrayDeque<>();
  private final Deque<LogEntry.Line> unsaved = new ArrayDeque<>();
  private LogExtent extent;
  private boolean headOpen;
  private long tailLines;
  private long tailBytes;
  private long unsavedBytes;
  private long dropDue;
  private long dropped;

  /** Lines of the tail: one, or all that an earlier attempt left. */
  private record Tail(long lastSequence, long lines, long bytes) {}

  /** What is to be stored: new lines, a range that goes, and what the log then holds. */
  record Batch(List<LogEntry.Line> lines, Dropped dropped, LogExtent extent) {}

  AttemptLog(LogLimit limit, LogExtent extent) {
    this.half = new LogLimit(Math.max(2, limit.lines() / 2), Math.max(2, limit.bytes() / 2));
    this.extent = extent;
    headOpen = extent.last() == extent.headLines() && extent.headLines() < half.lines();
    if (extent.last() > extent.headLines()) {
      long kept = Math.min(extent.last() - extent.headLines(), half.lines());
      tail.add(new Tail(extent.last(), kept, 0));
      tailLines = kept;
    }
    dropped = extent.headLines();
    dropDue = dropped;
  }

  void add(Instant time, LogLevel level, String text) {
    String kept = text.length() <= MAX_LINE ? text : text.substring(0, MAX_LINE) + "…";
    long bytes = kept.getBytes(StandardCharsets.UTF_8).length;
    long sequence = extent.last() + 1;
    unsaved.add(new LogEntry.Line(sequence, time, level, kept));
    unsavedBytes += bytes;
    headOpen = headOpen && extent.headLines() < half.lines() && fits(extent.headBytes(), bytes);
    if (headOpen) {
      extent = new LogExtent(sequence, extent.headLines() + 1, extent.headBytes() + bytes);
      dropped = sequence;
      dropDue = sequence;
      return;
    }
    extent = new LogExtent(sequence, extent.headLines(), extent.headBytes());
    tail.add(new Tail(sequence, 1, bytes));
    tailLines++;
    tailBytes += bytes;
    while (tail.size() > 1 && (tailLines > half.lines() || tailBytes > half.bytes())) {
      drop(tail.remove());
    }
  }

  private boolean fits(long already, long more) {
    return already + more <= half.bytes();
  }

  private void drop(Tail oldest) {
    tailLines -= oldest.lines();
    tailBytes -= oldest.bytes();
    dropDue = oldest.lastSequence();
  }

  /** The sequence number of the newest line; 0 if there is none. */
  long last() {
    return extent.last();
  }

  /** Whether there is anything to store. */
  boolean isDirty() {
    return !unsaved.isEmpty();
  }

  /** Whether so much waits that the writer of the next line should wait for the store. */
  boolean isCrowded() {
    return unsaved.size() >= 1_000 || unsavedBytes >= 1 << 20;
  }

  /**
   * Takes what is to be stored. Lines that fell out of the tail before they were stored are left
   * out.
   */
  Batch take() {
    long firstKept = dropDue;
    List<LogEntry.Line> lines = new ArrayList<>(unsaved.size());
    for (LogEntry.Line line : unsaved) {
      if (line.sequence() <= extent.headLines() || line.sequence() > firstKept) {
        lines.add(line);
      }
    }
    unsaved.clear();
    unsavedBytes = 0;
    Dropped range = dropDue > dropped ? new Dropped(dropped + 1, dropDue) : Dropped.NONE;
    dropped = Math.max(dropped, dropDue);
    return new Batch(lines, range, extent);
  }
}
