// SPDX-License-Identifier: Apache-2.0
package dev.errand.ogc.live;

import dev.errand.ogc.JobDocument;
import dev.errand.ogc.JobReader;
import dev.errand.ogc.JobStatus;
import dev.errand.ogc.JsonWriter;
import dev.errand.ogc.QuestionObject;
import dev.errand.task.Asked;
import dev.errand.task.AskedQuestion;
import dev.errand.task.LogEntry;
import dev.errand.task.Progress;
import dev.errand.task.Task;
import dev.errand.task.TaskStatus;
import dev.errand.task.TaskView;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Says of a task, as events, what was not said yet: first {@code status}, and again whenever the
 * state changes; {@code progress}; {@code question}, once when it is asked and once when it is
 * answered; {@code log}; at last {@code end}, after everything else.
 */
final class EventStream implements Following.Shown {

  private final EventWriter out;
  private final JobReader reader;
  private final Optional<LogPages> log;
  private long line;
  private Optional<State> state = Optional.empty();
  private Optional<Progress> progress = Optional.empty();
  private final Function<Task, List<AskedQuestion>> questions;
  private List<AskedQuestion> known = List.of();
  private Asked asked = Asked.NOTHING;

  /** What makes a status worth an event of its own. */
  private record State(TaskStatus status, boolean cancelRequested, int attempt) {
    static State of(Task task) {
      return new State(task.status(), task.cancelRequest().isPresent(), task.attempt().number());
    }
  }

  /**
   * @param log what comes next in it; absent if the caller may not read it
   * @param questions gives what a task has asked
   */
  EventStream(
      EventWriter out,
      JobReader reader,
      Optional<LogPages> log,
      EventPosition position,
      Function<Task, List<AskedQuestion>> questions) {
    this.questions = questions;
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
    questions(task);
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

  /** The store is asked only where there is something new. */
  private void questions(Task task) throws IOException {
    if (task.asked().questions() == asked.questions()
        && task.asked().answers() == asked.answers()) {
      return;
    }
    asked = task.asked();
    boolean seesAnswers = reader.seesAnswers(task);
    List<AskedQuestion> before = known;
    known = questions.apply(task);
    for (AskedQuestion question : known) {
      if (!before.contains(question)) {
        out.event(
            "question",
            id(false),
            data -> QuestionObject.write(new JsonWriter(data), question, reader, seesAnswers));
      }
    }
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
