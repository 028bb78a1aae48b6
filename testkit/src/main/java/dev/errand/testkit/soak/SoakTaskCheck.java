// SPDX-License-Identifier: Apache-2.0
package dev.errand.testkit.soak;

import dev.errand.store.AttemptKey;
import dev.errand.store.OutputStore;
import dev.errand.store.Store;
import dev.errand.task.Failure;
import dev.errand.task.Json;
import dev.errand.task.LogEntry;
import dev.errand.task.OpenOutput;
import dev.errand.task.Output;
import dev.errand.task.Task;
import dev.errand.testkit.Work;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Looks at each task of a soak by itself: its end, its files, its log. */
public final class SoakTaskCheck {

  private final Store reader;
  private final OutputStore outputs;
  private final Function<Task, String> text;
  private final List<String> violations = new ArrayList<>();

  /** For tasks whose results and files are those of {@link SoakWork}. */
  public SoakTaskCheck(Store reader) {
    this(
        reader,
        task -> SoakWork.text(SoakTask.described(task.description()), task.attempt().number()));
  }

  /**
   * @param text the result and the file of the attempt that ended a task
   */
  public SoakTaskCheck(Store reader, Function<Task, String> text) {
    this.reader = reader;
    this.text = text;
    this.outputs = reader.outputStore().orElseThrow();
  }

  /** What does not agree; empty if all does. */
  public List<String> violations(List<Task> tasks) throws IOException {
    try (OutputStore closing = outputs) {
      for (Task task : tasks) {
        SoakTask name = SoakTask.described(task.description());
        switch (task.status()) {
          case FINISHED -> finished(task, name, text.apply(task));
          case FAILED -> failed(task);
          case CANCELLED -> expect(task, task.cancelRequest().isPresent(), "nobody cancelled it");
          case WAITING, RUNNING -> expect(task, false, "it has not ended");
        }
      }
    }
    return violations;
  }

  private void expect(Task task, boolean holds, String otherwise) {
    if (!holds) {
      violations.add(otherwise + ": " + task);
    }
  }

  private void finished(Task task, SoakTask name, String text) throws IOException {
    Json result = Json.of(new Work.Out(text));
    expect(task, task.result().equals(Optional.of(result)), "the result is another attempt's");
    List<Output> files = reader.outputs(task.id().number());
    expect(task, files.size() == (name.leavesFile() ? 1 : 0), "files " + files);
    for (Output file : files) {
      expect(task, read(task, file).equals(text), "the file is another attempt's");
    }
    log(task);
  }

  /** Lines may be missing while the database is away, but then the log says so. */
  private void log(Task task) {
    List<LogEntry> log = reader.log(task.id().number(), 1, 1_000);
    List<String> attempts =
        log.stream()
            .filter(LogEntry.Line.class::isInstance)
            .map(LogEntry.Line.class::cast)
            .map(LogEntry.Line::text)
            .filter(line -> line.startsWith("attempt "))
            .toList();
    String last = "attempt " + task.attempt().number();
    expect(task, attempts.stream().distinct().count() == attempts.size(), "lines twice " + log);
    expect(
        task,
        log.stream().anyMatch(LogEntry.Gap.class::isInstance)
            || (!attempts.isEmpty() && attempts.getLast().equals(last)),
        "the log does not end with the last attempt " + log);
  }

  private String read(Task task, Output file) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (OpenOutput open = outputs.open(AttemptKey.of(task), file).orElseThrow()) {
      open.copyTo(bytes, 0, file.size());
    }
    return bytes.toString(StandardCharsets.UTF_8);
  }

  private void failed(Task task) {
    expect(
        task,
        task.operation().equals(SoakTask.ONCE)
            || task.operation().equals(SoakTask.THRICE)
                && task.attempt().counted() >= SoakTask.ATTEMPTS,
        "it may be repeated");
    expect(
        task,
        task.failure().map(Failure::type).filter(Failure.LOST::equals).isPresent(),
        "another failure than a loss");
  }
}
