// SPDX-License-Identifier: Apache-2.0
package dev.errand.ogc.live;

import dev.errand.http.Utf8Buffer;
import dev.errand.task.LogEntry;
import dev.errand.task.TaskView;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.Optional;

/** Writes what is wanted of a log, once or while it grows. For one thread. */
final class LogWriter implements Following.Shown {

  private final OutputStream out;
  private final LogFormat format;
  private final LogQuery query;
  private final LogPages pages;
  private long left;

  LogWriter(OutputStream out, LogFormat format, LogQuery query, LogPages pages) {
    this.out = out;
    this.format = format;
    this.query = query;
    this.pages = pages;
    left = query.limit();
  }

  /** Writes up to the line with that sequence number, as far as it is there. */
  void write(long last) throws IOException {
    while (left > 0 && pages.read() < last) {
      List<LogEntry> page = pages.next();
      if (page.isEmpty()) {
        return;
      }
      write(page);
    }
  }

  private void write(List<LogEntry> page) throws IOException {
    Utf8Buffer buffer = new Utf8Buffer(4 << 10);
    for (LogEntry entry : page) {
      if (left > 0 && query.isWanted(entry)) {
        left--;
        format.append(buffer, entry);
      }
    }
    out.write(buffer.bytes().array(), 0, buffer.length());
  }

  @Override
  public boolean show(Optional<TaskView> view) throws IOException {
    if (view.isEmpty()) {
      return false;
    }
    write(view.get().lastLine());
    out.flush();
    return left > 0 && !view.get().task().status().isTerminal();
  }

  @Override
  public void beat() throws IOException {
    Utf8Buffer buffer = new Utf8Buffer(64);
    format.beat(buffer, pages.read());
    out.write(buffer.bytes().array(), 0, buffer.length());
    out.flush();
  }
}
