// SPDX-License-Identifier: Apache-2.0
package dev.errand.programs;

import dev.errand.operation.TaskContext;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Takes in what a program writes to files, which stays there: a process that goes on with an
 * attempt reads them from their beginning, and says nothing again that is in the log already.
 */
final class FiledIntake implements Intake {

  /** The most that is kept of both streams, since what is read is not taken away. */
  private static final long LARGEST = 1L << 30;

  private final TaskContext context;
  private final Written written;
  private final Voice voice;
  private final Stream out;
  private final Stream err;

  /** One of the two. */
  private static final class Stream {
    private final Tail tail;
    private final Consumer<byte[]> sink;

    /** The bytes of whole lines that were taken in, and then of all. */
    private long lines;

    private long all;

    Stream(Tail tail, Consumer<byte[]> sink) {
      this.tail = tail;
      this.sink = sink;
    }

    void take(byte[] bytes) {
      sink.accept(bytes);
      all += bytes.length;
    }

    void repeat(long position) throws IOException {
      while (all < position) {
        take(tail.readUpTo(position));
      }
      lines = all;
    }
  }

  /**
   * @param voice by which what is written speaks
   */
  FiledIntake(TaskContext context, Written written, Voice voice, Tail out, Tail err) {
    this.context = context;
    this.written = written;
    this.voice = voice;
    this.out = new Stream(out, written::out);
    this.err = new Stream(err, written::err);
  }

  /** Reads in silence what was said before this process began. */
  @Override
  public void begin() throws IOException {
    Optional<String> position = context.position();
    if (position.isPresent()) {
      String[] offsets = position.get().split(" ", -1);
      voice.mute();
      out.repeat(Long.parseLong(offsets[0]));
      err.repeat(Long.parseLong(offsets[1]));
    }
    voice.gather();
  }

  @Override
  public int take() throws IOException {
    if (out.tail.size() + err.tail.size() > LARGEST) {
      throw new OverLimitException(
          "The program wrote more than the 1 GiB that is kept of one that outlives its server, and"
              + " was ended.");
    }
    return take(out) + take(err);
  }

  private int take(Stream stream) throws IOException {
    byte[] bytes = stream.tail.read();
    int whole = lastLineEnd(bytes);
    if (whole > 0) {
      stream.take(Arrays.copyOf(bytes, whole));
      stream.lines = stream.all;
      tell();
    }
    if (whole < bytes.length) {
      stream.take(Arrays.copyOfRange(bytes, whole, bytes.length));
      tell();
    }
    return bytes.length;
  }

  private static int lastLineEnd(byte[] bytes) {
    int end = bytes.length;
    while (end > 0 && bytes[end - 1] != '\n') {
      end--;
    }
    return end;
  }

  private void tell() {
    List<TaskContext.Line> lines = voice.gathered();
    if (!lines.isEmpty()) {
      context.log(lines, out.lines + " " + err.lines);
    }
  }

  @Override
  public void finish() throws IOException {
    long most = out.tail.size() + err.tail.size();
    while (out.all + err.all < most && take(out) + take(err) > 0) {
      // there may be more
    }
    written.close();
    out.lines = out.all;
    err.lines = err.all;
    tell();
  }
}
