// SPDX-License-Identifier: Apache-2.0
package dev.errand.engine;

import dev.errand.operation.CancelledException;
import dev.errand.operation.Question;
import dev.errand.operation.TaskContext;
import dev.errand.task.Answer;
import dev.errand.task.AttemptUsage;
import dev.errand.task.CancelSteps;
import dev.errand.task.LogLevel;
import dev.errand.task.Progress;
import dev.errand.task.TaskId;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.UUID;
import java.util.concurrent.Callable;

/** What an operation sees of its attempt. */
final class Context implements TaskContext {

  private final LiveAttempt attempt;
  private final AttemptFiles files;
  private final Recorder recorder;
  private final Questioner questioner;

  /** Asks in the name of the attempt. */
  interface Questioner {
    List<Answer> ask(List<Question> questions) throws CancelledException, InterruptedException;
  }

  Context(LiveAttempt attempt, AttemptFiles files, Recorder recorder, Questioner questioner) {
    this.attempt = attempt;
    this.files = files;
    this.recorder = recorder;
    this.questioner = questioner;
  }

  @Override
  public TaskId task() {
    return attempt.claimed().task().id();
  }

  @Override
  public int attempt() {
    return attempt.claimed().task().attempt().number();
  }

  @Override
  public long epoch() {
    return attempt.ref().epoch();
  }

  @Override
  public Optional<UUID> transactionId() {
    return attempt.claimed().task().submission().transactionId();
  }

  @Override
  public void progress(String text) {
    Progress last = attempt.progress().orElse(Progress.of("", 0));
    attempt.progress(new Progress(clean(text), last.amount(), last.total()));
  }

  @Override
  public void progress(String text, double amount) {
    attempt.progress(Progress.of(clean(text), finite(amount)));
  }

  @Override
  public void progress(String text, double amount, double total) {
    attempt.progress(new Progress(clean(text), finite(amount), OptionalDouble.of(finite(total))));
  }

  private static double finite(double amount) {
    if (!Double.isFinite(amount)) {
      throw new IllegalArgumentException("progress cannot be " + amount);
    }
    return amount;
  }

  private String clean(String text) {
    return attempt.redactor().clean(text);
  }

  @Override
  public void log(LogLevel level, String text) {
    write(level, text, Optional.empty());
  }

  @Override
  public void warn(String text) {
    write(LogLevel.WARN, text, Optional.of(LogLevel.WARN));
  }

  @Override
  public void error(String text) {
    write(LogLevel.ERROR, text, Optional.of(LogLevel.ERROR));
  }

  private void write(LogLevel level, String text, Optional<LogLevel> mark) {
    if (attempt.log(level, text, mark)) {
      recorder.saveNow(attempt);
    }
  }

  /** Takes in a line that the operation wrote elsewhere; the mark stays as it is. */
  void capture(LogLevel level, String text) {
    write(level, text, attempt.remark());
  }

  @Override
  public boolean isCancelled() {
    return attempt.cancellation().ask();
  }

  @Override
  public boolean isStopping() {
    return attempt.cancellation().reason().filter(Context::isNobodysWish).isPresent();
  }

  private static boolean isNobodysWish(Cancellation.Reason reason) {
    return switch (reason) {
      case STOP, FENCED -> true;
      case CALLER, TIME_LIMIT -> false;
    };
  }

  @Override
  public Registration onCancel(Runnable action) {
    return attempt.cancellation().onCancel(action);
  }

  @Override
  public <T> T uninterrupted(Callable<T> section) throws Exception {
    return attempt.cancellation().uninterrupted(section);
  }

  @Override
  public void killed() {
    attempt.cancellation().step(CancelSteps::killed);
  }

  @Override
  public List<Answer> ask(List<Question> questions)
      throws CancelledException, InterruptedException {
    return questioner.ask(questions);
  }

  @Override
  public Path scratch() throws IOException {
    return files.scratch();
  }

  @Override
  public Path output(String name, String mediaType) throws IOException {
    return files.output(name, mediaType);
  }

  @Override
  public void used(AttemptUsage usage) {
    if (usage.attempt() != attempt()) {
      throw new IllegalArgumentException(
          "this is attempt %d, not %d".formatted(attempt(), usage.attempt()));
    }
    attempt.used(usage);
  }

  @Override
  public void log(List<Line> lines, String position) {
    if (attempt.log(lines, position)) {
      recorder.saveNow(attempt);
    }
  }

  @Override
  public boolean isGoneOnWith() {
    return attempt.isGoneOnWith();
  }

  @Override
  public Optional<String> position() {
    String own = attempt() + " ";
    return attempt
        .claimed()
        .position()
        .filter(stored -> isGoneOnWith() && stored.startsWith(own))
        .map(stored -> stored.substring(own.length()));
  }

  @Override
  public boolean isLeaving() {
    return attempt.mayBeLeft()
        && attempt.cancellation().reason().equals(Optional.of(Cancellation.Reason.STOP));
  }
}
