// SPDX-License-Identifier: Apache-2.0
package dev.errand.bench.chaos;

import dev.errand.operation.CancelledException;
import dev.errand.operation.TaskContext;
import dev.errand.testkit.soak.Witness;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * A file that attempts of all processes append to, each line with one call of the operating system.
 * Nothing that is broken here breaks it, and its lines stand in the order of their writing. Safe
 * for all threads.
 */
final class WitnessFile {

  /** An answer that took longer says too little about when it was true. */
  private static final long QUICK_NANOS = Duration.ofMillis(20).toNanos();

  private final Path file;
  private final FileOutputStream out;

  /**
   * A line.
   *
   * @param run of an operation's code, one for each call
   * @param key of the task
   * @param looked when the code was called, of its first line; else when it last asked, right
   *     before writing, whether to stop, and was told not to: by {@link System#nanoTime}, which all
   *     processes of a machine share
   */
  record Line(
      UUID run,
      UUID key,
      long task,
      int attempt,
      long epoch,
      String node,
      long looked,
      String what) {

    boolean begins() {
      return what.equals(Witness.BEGIN);
    }

    String text() {
      return "%s %s %d %d %d %s %d %s\n"
          .formatted(run, key, task, attempt, epoch, node, looked, what);
    }

    static Line parse(String text) {
      String[] parts = text.split(" ", 8);
      return new Line(
          UUID.fromString(parts[0]),
          UUID.fromString(parts[1]),
          Long.parseLong(parts[2]),
          Integer.parseInt(parts[3]),
          Long.parseLong(parts[4]),
          parts[5],
          Long.parseLong(parts[6]),
          parts[7]);
    }
  }

  private WitnessFile(Path file, FileOutputStream out) {
    this.file = file;
    this.out = out;
  }

  static WitnessFile in(Path folder) throws IOException {
    Path file = folder.resolve("witness");
    // Not a channel: an interrupt would close that.
    return new WitnessFile(file, new FileOutputStream(file.toFile(), true));
  }

  List<Line> read() throws IOException {
    String text = Files.readString(file, StandardCharsets.US_ASCII);
    // A kill may have left the beginning of a line.
    return text.substring(0, text.lastIndexOf('\n') + 1)
        .lines()
        .map(Line::parse)
        .collect(ArrayList::new, List::add, List::addAll);
  }

  /** What one call of an operation's code writes. For one thread. */
  final class Run {
    private final UUID id = UUID.randomUUID();
    private final TaskContext context;
    private final long epoch;
    private final String node;

    /** Writes that the code was called, whatever it would be told if it asked. */
    Run(TaskContext context, long epoch, String node, long called) throws IOException {
      this.context = context;
      this.epoch = epoch;
      this.node = node;
      write(Witness.BEGIN, called);
    }

    /** Asks, and then writes at once. */
    void write(String what) throws CancelledException, IOException {
      long looked;
      do {
        looked = System.nanoTime();
        context.checkCancelled();
      } while (System.nanoTime() - looked > QUICK_NANOS);
      write(what, looked);
    }

    private void write(String what, long looked) throws IOException {
      Line line =
          new Line(
              id,
              context.task().key(),
              context.task().number(),
              context.attempt(),
              epoch,
              node,
              looked,
              what);
      out.write(line.text().getBytes(StandardCharsets.US_ASCII));
    }
  }
}
