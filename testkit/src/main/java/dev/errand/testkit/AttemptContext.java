// SPDX-License-Identifier: Apache-2.0
package dev.errand.testkit;

import dev.errand.operation.CancelledException;
import dev.errand.operation.Question;
import dev.errand.operation.TaskContext;
import dev.errand.task.Answer;
import dev.errand.task.AttemptUsage;
import dev.errand.task.LogLevel;
import dev.errand.task.TaskId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Runs an operation without an engine: remembers progress and log, cancels when it is told to. */
public final class AttemptContext implements TaskContext {

  /** What was said to be done. */
  public record Said(String text, double amount) {}

  private final Path scratch;
  private final List<Said> progress = new CopyOnWriteArrayList<>();
  private final List<String> log = new CopyOnWriteArrayList<>();
  private final List<Runnable> onCancel = new CopyOnWriteArrayList<>();
  private final List<Question> asked = new CopyOnWriteArrayList<>();
  private final Map<String, Answer> answers = new ConcurrentHashMap<>();
  private final Thread attempt = Thread.currentThread();
  private volatile Optional<LogLevel> remark = Optional.empty();
  private volatile Optional<AttemptUsage> usage = Optional.empty();
  private volatile boolean cancelled;
  private volatile Consumer<Said> listener = said -> {};

  /** The scratch folder is made anew; the test looks whether it is left tidy. */
  public AttemptContext(Path scratch) {
    this.scratch = scratch;
  }

  public void onProgress(Consumer<Said> listener) {
    this.listener = listener;
  }

  /** Answers a question that is still to be asked, or asked again. */
  public void answer(String key, Answer answer) {
    answers.put(key, answer);
  }

  /** What was asked, each once, in the order of asking. */
  public List<Question> asked() {
    return asked;
  }

  /** Cancels as the engine does, with an interrupt of the thread that made this context. */
  public void cancel() {
    cancelled = true;
    attempt.interrupt();
    onCancel.forEach(Runnable::run);
  }

  public List<Said> progress() {
    return progress;
  }

  public List<String> logged() {
    return log;
  }

  /**
   * The level that the task is marked with: that of the last remark, if it was a warning or error.
   */
  public Optional<LogLevel> remark() {
    return remark;
  }

  @Override
  public TaskId task() {
    return new TaskId(1, new UUID(0, 1));
  }

  @Override
  public int attempt() {
    return 1;
  }

  @Override
  public long epoch() {
    return 1;
  }

  @Override
  public void progress(String text) {
    progress(text, 0);
  }

  @Override
  public void progress(String text, double amount) {
    Said said = new Said(text, amount);
    progress.add(said);
    listener.accept(said);
  }

  @Override
  public void progress(String text, double amount, double total) {
    progress(text, amount);
  }

  @Override
  public void log(LogLevel level, String text) {
    log.add(text);
    remark = Optional.empty();
  }

  @Override
  public void warn(String text) {
    log.add(text);
    remark = Optional.of(LogLevel.WARN);
  }

  @Override
  public void error(String text) {
    log.add(text);
    remark = Optional.of(LogLevel.ERROR);
  }

  @Override
  public boolean isCancelled() {
    return cancelled;
  }

  @Override
  public Registration onCancel(Runnable action) {
    onCancel.add(action);
    return () -> onCancel.remove(action);
  }

  @Override
  public <T> T uninterrupted(Callable<T> section) throws Exception {
    boolean interrupted = Thread.interrupted();
    try {
      return section.call();
    } finally {
      if (interrupted) {
        attempt.interrupt();
      }
    }
  }

  /** Answers what the test has answered before; without that the attempt ends, to begin again. */
  @Override
  public List<Answer> ask(List<Question> questions) throws CancelledException {
    checkCancelled();
    List<Answer> all = new ArrayList<>();
    for (Question question : questions) {
      if (asked.stream().noneMatch(one -> one.key().equals(question.key()))) {
        asked.add(question);
      }
      @Nullable Answer answer = answers.get(question.key());
      if (answer != null) {
        all.add(answer);
      }
    }
    if (all.size() < questions.size()) {
      throw new CancelledException();
    }
    return all;
  }

  @Override
  public Path scratch() throws IOException {
    return Files.createDirectories(scratch);
  }

  @Override
  public Path output(String name, String mediaType) throws IOException {
    return scratch().resolve(name);
  }

  /** What was said to be used at last; empty if nothing was. */
  public Optional<AttemptUsage> usage() {
    return usage;
  }

  @Override
  public void used(AttemptUsage usage) {
    this.usage = Optional.of(usage);
  }

  @Override
  public void log(List<Line> lines, String position) {
    lines.forEach(line -> log(line.level(), line.text()));
  }

  @Override
  public Optional<String> position() {
    return Optional.empty();
  }

  @Override
  public boolean isLeaving() {
    return false;
  }
}
