// SPDX-License-Identifier: Apache-2.0
package dev.errand.testkit.soak;

import dev.errand.task.Task;
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
  private static final String UNKNOWN = "unknown";
  private static final String SUBMITTED = "submitted";
  private static final String CANCELLED = "cancelled";

  private final Path file;
  private final FileChannel channel;

  /**
   * A line of the file.
   *
   * @param what {@code tried}, {@code refused}, {@code unknown}, {@code submitted} or {@code
   *     cancelled}
   * @param name of the task
   * @param number of the task, 0 where none was told
   * @param terminal whether the answer was a task that had ended
   * @param asked when the store was asked, by {@link System#nanoTime}
   * @param told when the answer was there
   */
  public record Line(
      String what, SoakTask name, long number, boolean terminal, long asked, long told) {

    public boolean isTried() {
      return what.equals(TRIED);
    }

    public boolean isSubmitted() {
      return what.equals(SUBMITTED);
    }

    public boolean isUnknown() {
      return what.equals(UNKNOWN);
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

  /**
   * Before the store is asked.
   *
   * @return when that is, for what it answers
   */
  public long tried(SoakTask task) {
    long asked = System.nanoTime();
    write(line(TRIED, task, asked));
    return asked;
  }

  /** Nothing was done. */
  public void refused(SoakTask task, long asked) {
    write(line(REFUSED, task, asked));
  }

  /** It may have been done. */
  public void unknown(SoakTask task, long asked) {
    write(line(UNKNOWN, task, asked));
  }

  public void submitted(SoakTask task, Task answer, long asked) {
    write(line(SUBMITTED, task, answer, asked));
  }

  public void cancelled(SoakTask task, Task answer, long asked) {
    write(line(CANCELLED, task, answer, asked));
  }

  private static Line line(String what, SoakTask task, long asked) {
    return new Line(what, task, 0, false, asked, System.nanoTime());
  }

  private static Line line(String what, SoakTask task, Task answer, long asked) {
    return new Line(
        what, task, answer.id().number(), answer.status().isTerminal(), asked, System.nanoTime());
  }

  private void write(Line line) {
    String text =
        "%s %s %d %s %d %d\n"
            .formatted(
                line.what(),
                line.name().name(),
                line.number(),
                line.terminal(),
                line.asked(),
                line.told());
    try {
      channel.write(ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII)));
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
        Boolean.parseBoolean(parts[3]),
        Long.parseLong(parts[4]),
        Long.parseLong(parts[5]));
  }
}
