// SPDX-License-Identifier: Apache-2.0
package dev.errand.ogc.live;

import dev.errand.ogc.JobDocument;
import dev.errand.ogc.JobReader;
import dev.errand.ogc.JobStatus;
import dev.errand.ogc.JsonWriter;
import dev.errand.task.LogEntry;
import dev.errand.task.Progress;
import dev.errand.task.Task;
import dev.errand.task.TaskStatus;
import dev.errand.task.TaskView;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/**
 * Says of a task, as events, what was not said yet: first {@code status}, and again whenever the
 * state changes; {@code progress}; {@code log}; at last {@code end}, after everything else.
 */
final class EventStream implements Following.Shown {

  private final EventWriter out;
  private final JobReader reader;
  private final Optional<LogPages> log;
  private long line;
  private Optional<State> state = Optional.empty();
  private Optional<Progress> progress = Optional.empty();

  /** What makes a status worth an event of its own. */
  private record State(TaskStatus status, boolean cancelRequested, int attempt) {
    static State of(Task task) {
      return new State(task.status(), task.cancelRequest().isPresent(), task.attempt().number());
    }
  }

  /**
   * @param log what comes next in it; absent if the caller may not read it
   */
  EventStream(EventWriter out, JobReader reader, Optional<LogPages> log, EventPosition position) {
    this.out = out;
    this.reader = reader;
    this.log = log;
    line = position.line();
  }

  @Override
  public boolean show(Optional<TaskView> view) throws IOException {
    if (view.isEmpty()) {
      end("gone");
      return false;
    }
    Task task = view.get().task();
    boolean over = task.status().isTerminal();
    if (!over || state.isEmpty()) {
      status(task);
    }
    progress(task);
    log(view.get().lastLine());
    if (over) {
      status(task);
      end(JobStatus.of(task.status()).word());
    }
    out.flush();
    return !over;
  }

  @Override
  public void beat() throws IOException {
    out.comment();
  }

  private void status(Task task) throws IOException {
    Optional<State> now = Optional.of(State.of(task));
    if (!now.equals(state)) {
      state = now;
      JobDocument document = JobDocument.of(task, reader);
      out.event("status", id(false), data -> document.write(new JsonWriter(data)));
    }
  }

  private void progress(Task task) throws IOException {
    Optional<Progress> now = task.progress();
    if (now.isPresent() && !now.equals(progress)) {
      out.event("progress", id(false), data -> ProgressObject.append(data, now.get()));
    }
    progress = now;
  }

  /** All lines up to the one that is known to be there; the store is asked for nothing else. */
  private void log(long last) throws IOException {
    if (log.isEmpty()) {
      return;
    }
    LogPages pages = log.get();
    while (pages.read() < last) {
      List<LogEntry> page = pages.next();
      for (LogEntry entry : page) {
        line = LogPages.last(entry);
        out.event("log", id(false), data -> LogObject.append(data, entry));
      }
      if (page.isEmpty()) {
        return;
      }
    }
  }

  private void end(String word) throws IOException {
    out.event(
        "end",
        id(true),
        data -> new JsonWriter(data).beginObject().text("status", word).endObject());
    out.flush();
  }

  private String id(boolean ended) {
    return new EventPosition(line, ended).toString();
  }
}
