// SPDX-License-Identifier: Apache-2.0
package dev.errand.server;

import dev.errand.Errand;
import dev.errand.task.Download;
import dev.errand.task.Failure;
import dev.errand.task.Json;
import dev.errand.task.Output;
import dev.errand.task.Submission;
import dev.errand.task.Task;
import dev.errand.task.TaskId;
import dev.errand.task.TaskStatus;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Optional;

/**
 * Submits a task, shows it until it has ended, has answered what it asks, and prints its result.
 * The first Ctrl-C cancels it, the second leaves at once.
 */
final class TaskRun {

  private final Errand errand;
  private final PrintStream screen;
  private final ProgressView view;
  private final TypedAnswers answers;

  TaskRun(Errand errand, PrintStream screen, boolean terminal) {
    this.errand = errand;
    this.screen = screen;
    this.view = ProgressView.on(screen, terminal);
    Optional<TypedLines> lines =
        terminal ? Optional.of(new TypedLines(System.in)) : Optional.empty();
    this.answers = new TypedAnswers(errand, screen, lines);
  }

  /** The exit code that says how it ended. */
  int run(Submission submission, Optional<Path> out) throws InterruptedException, IOException {
    long begin = System.nanoTime();
    TaskId id = errand.submit(submission).id();
    StopSignals.handle(signal -> cancel(id));
    Task task = find(errand.await(id, Duration.ZERO), id);
    while (!task.status().isTerminal()) {
      view.show(task, progress(task, since(begin)), since(begin));
      answer(task);
      task = find(errand.await(id, view.pace()), id);
    }
    view.end();
    report(task, since(begin));
    if (task.status() == TaskStatus.FINISHED) {
      save(id, out);
    }
    return ExitCode.of(task.status());
  }

  private void answer(Task task) throws InterruptedException {
    if (task.isAsking() && task.cancelRequest().isEmpty()) {
      view.end();
      if (!answers.answer(task)) {
        screen.println("errand: nobody is here to answer, so it is cancelled");
        errand.cancel(task.id(), Optional.empty());
      }
    }
  }

  private void cancel(TaskId id) {
    view.end();
    screen.println("errand: cancelling; Ctrl-C again leaves at once");
    errand.cancel(id, Optional.empty());
  }

  private void report(Task task, Duration elapsed) {
    screen.println(task.status() + "  " + progress(task, elapsed));
    task.failure()
        .map(TaskRun::reason)
        .ifPresent(reason -> screen.println("errand: " + task.operation() + " failed: " + reason));
    task.result().map(TaskRun::pretty).ifPresent(System.out::println);
  }

  private String progress(Task task, Duration elapsed) {
    String unit =
        errand.operation(task.operation()).flatMap(found -> found.about().unit()).orElse("");
    return ProgressText.of(task.progress(), elapsed, unit);
  }

  /** Brings the file that the task left, if it did, to where the person is. */
  private void save(TaskId id, Optional<Path> out) throws IOException {
    for (Output output : errand.outputs(id)) {
      Path target = out.orElse(Path.of(output.name()));
      try (Download download = errand.download(id, output.name()).orElseThrow()) {
        save(download, target);
      } catch (FileAlreadyExistsException e) {
        throw SavedFile.exists(target);
      }
      screen.println("saved   " + target.toAbsolutePath());
    }
  }

  /** Leaves nothing behind that is not whole. */
  private static void save(Download download, Path target) throws IOException {
    try (OutputStream file =
        Files.newOutputStream(target, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
      try {
        download.copyTo(file);
      } catch (IOException e) {
        Files.delete(target);
        throw e;
      }
    }
  }

  private static String reason(Failure failure) {
    return failure.message().filter(message -> !message.isBlank()).orElse(failure.type());
  }

  private static String pretty(Json result) {
    return Json.mapper().writerWithDefaultPrettyPrinter().writeValueAsString(result.parse());
  }

  private static Duration since(long begin) {
    return Duration.ofNanos(System.nanoTime() - begin);
  }

  private static Task find(Optional<Task> task, TaskId id) {
    return task.orElseThrow(() -> new Refusal("the task " + id + " is gone from the store"));
  }
}
