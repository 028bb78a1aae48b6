// SPDX-License-Identifier: Apache-2.0
package dev.errand.testkit.soak;

import dev.errand.Task;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;

/**
 * What a node was told by the store, in a file outside of the database. Each line is with the
 * operating system before anything else is done, so that a kill takes none away. Safe for all
 * threads.
 */
public final class Acknowledgements {

  private static final String TRIED = "tried";
  private static final String REFUSED = "refused";
  private static final String SUBMITTED = "submitted";
  private static final String CANCELLED = "cancelled";

  private final Path file;
  private final FileChannel channel;

  /**
   * A line of the file.
   *
   * @param what {@code tried}, {@code refused}, {@code submitted} or {@code cancelled}
   * @param name of the task
   * @param number of the task, 0 where none was told
   * @param terminal whether the answer was a task that had ended
   */
  public record Line(String what, SoakTask name, long number, boolean terminal) {

    public boolean isTried() {
      return what.equals(TRIED);
    }

    public boolean isSubmitted() {
      return what.equals(SUBMITTED);
    }

    public boolean isRefused() {
      return what.equals(REFUSED);
    }

    public boolean isCancelled() {
      return what.equals(CANCELLED);
    }
  }

  private Acknowledgements(Path file, FileChannel channel) {
    this.file = file;
    this.channel = channel;
  }

  public static Acknowledgements of(Path folder, String node) {
    Path file = folder.resolve(node + ".acknowledged");
    try {
      return new Acknowledgements(
          file,
          FileChannel.open(
              file,
              StandardOpenOption.CREATE,
              StandardOpenOption.WRITE,
              StandardOpenOption.APPEND));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public void tried(SoakTask task) {
    write(TRIED + " " + task.name() + " 0 false");
  }

  public void refused(SoakTask task) {
    write(REFUSED + " " + task.name() + " 0 false");
  }

  public void submitted(SoakTask task, Task answer) {
    write(line(SUBMITTED, task, answer));
  }

  public void cancelled(SoakTask task, Task answer) {
    write(line(CANCELLED, task, answer));
  }

  private static String line(String what, SoakTask task, Task answer) {
    return "%s %s %d %s"
        .formatted(what, task.name(), answer.id().number(), answer.status().isTerminal());
  }

  private void write(String line) {
    try {
      channel.write(ByteBuffer.wrap((line + "\n").getBytes(StandardCharsets.US_ASCII)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What was written so far, by this process and those before it. */
  public List<Line> lines() {
    try {
      String text = Files.readString(file, StandardCharsets.US_ASCII);
      // Who reads may see the beginning of a line that is being written.
      return text.substring(0, text.lastIndexOf('\n') + 1)
          .lines()
          .map(Acknowledgements::parse)
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Line parse(String line) {
    String[] parts = line.split(" ", -1);
    return new Line(
        parts[0],
        SoakTask.described(parts[1]),
        Long.parseLong(parts[2]),
        Boolean.parseBoolean(parts[3]));
  }
}
