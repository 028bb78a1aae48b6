// SPDX-License-Identifier: Apache-2.0
package dev.errand.programs;

import dev.errand.Errand;
import dev.errand.files.AllowedFolders;
import dev.errand.programs.process.Processes;
import dev.errand.sqlite.SqliteStore;
import dev.errand.task.Download;
import dev.errand.task.Json;
import dev.errand.task.LogEntry;
import dev.errand.task.Progress;
import dev.errand.task.Submission;
import dev.errand.task.Task;
import dev.errand.task.TaskId;
import dev.errand.task.TaskStatus;
import dev.errand.testkit.Looks;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** An engine with the programs that a test declares. */
final class Workshop implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final Programs programs;
  private final Errand errand;

  private Workshop(Programs programs, Errand errand) {
    this.programs = programs;
    this.errand = errand;
  }

  /** One operation for each text. */
  static Workshop of(Path folder, String... declarations) {
    return of(folder, Processes::open, declarations);
  }

  interface Opening {
    Processes open(Path data, Set<String> except) throws IOException;
  }

  static Workshop of(Path folder, Opening opening, String... declarations) {
    try {
      Path declared = Files.createDirectories(folder.resolve("operations"));
      for (int i = 0; i < declarations.length; i++) {
        Files.writeString(declared.resolve(i + ".yaml"), declarations[i]);
      }
      Path data = Files.createDirectories(folder.resolve("data"));
      Path files = Files.createDirectories(folder.resolve("files"));
      Programs programs =
          Programs.of(
              Optional.of(declared),
              data.resolve("programs"),
              except -> opening.open(data.resolve("programs"), except),
              AllowedFolders.of(files, List.of(files), List.of()));
      Errand errand =
          Errand.builder()
              .store(SqliteStore.in(data))
              .data(data)
              .operations(programs.operations())
              .waitingWorkers(50)
              .stopPatience(Duration.ZERO)
              .build();
      errand.start();
      return new Workshop(programs, errand);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Errand errand() {
    return errand;
  }

  TaskId start(String operation, String inputs) {
    return errand.submit(Submission.of(operation, new Json(inputs))).id();
  }

  Task run(String operation, String inputs) {
    return ended(start(operation, inputs));
  }

  Task ended(TaskId id) {
    try {
      long begin = System.nanoTime();
      Task task = errand.task(id.number()).orElseThrow();
      while (!task.status().isTerminal()) {
        if (System.nanoTime() - begin > PATIENCE.toNanos()) {
          throw new AssertionError("still " + task + " with " + log(id));
        }
        task = errand.await(id, Duration.ofSeconds(1)).orElseThrow();
      }
      return task;
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Returns once the log has a line with that text; answers the line. */
  String lineWith(TaskId id, String text) {
    long begin = System.nanoTime();
    while (System.nanoTime() - begin < PATIENCE.toNanos()) {
      Optional<String> line = log(id).stream().filter(one -> one.contains(text)).findFirst();
      if (line.isPresent()) {
        return line.get();
      }
      Looks.pause();
    }
    throw new AssertionError("no line with '" + text + "' in " + log(id));
  }

  /** The task once an attempt with that number has begun. */
  Task attempt(TaskId id, int number) {
    long begin = System.nanoTime();
    while (System.nanoTime() - begin < PATIENCE.toNanos()) {
      Task task = errand.task(id.number()).orElseThrow();
      if (task.attempt().number() == number) {
        return task;
      }
      Looks.pause();
    }
    throw new AssertionError("no attempt " + number + " but " + errand.task(id.number()));
  }

  /** Tidies up once, as a server does now and again. */
  void look() {
    try {
      programs.look(errand);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  void cancel(TaskId id) {
    errand.cancel(id, Optional.empty());
  }

  /** Its lines as level and text. */
  List<String> log(TaskId id) {
    return errand.log(id, 1, 100_000).stream()
        .map(entry ->
            switch (entry) {
              case LogEntry.Line line -> line.level() + " " + line.text();
              case LogEntry.Gap gap -> gap.text();
            })
        .toList();
  }

  String download(TaskId id, String output) {
    try (Download download = errand.download(id, output).orElseThrow()) {
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      download.copyTo(bytes);
      return bytes.toString(StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Its progress once that amount is done. */
  Progress progressOf(TaskId id, double amount) {
    long begin = System.nanoTime();
    while (System.nanoTime() - begin < PATIENCE.toNanos()) {
      Optional<Progress> progress = errand.task(id.number()).flatMap(Task::progress);
      if (progress.filter(now -> now.amount() == amount).isPresent()) {
        return progress.get();
      }
      Looks.pause();
    }
    throw new AssertionError("not at " + amount + " but " + errand.task(id.number()));
  }

  static Object result(Task task) {
    if (task.status() != TaskStatus.FINISHED) {
      throw new AssertionError(task.status() + " " + task.failure());
    }
    return task.result().map(Json::parse).orElseThrow();
  }

  static String failure(Task task) {
    return task.failure().flatMap(failure -> failure.message()).orElse(task.status().toString());
  }

  static Progress progress(Task task) {
    return task.progress().orElseThrow();
  }

  @Override
  public void close() {
    errand.close();
    try {
      programs.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
