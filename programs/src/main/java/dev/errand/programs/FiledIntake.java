// SPDX-License-Identifier: Apache-2.0
package dev.errand.programs;

import dev.errand.operation.TaskContext;
import dev.errand.task.LogLevel;
import java.io.IOException;
import java.util.ArrayList;
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

  private static final String GAP =
      "The program emptied the file of its standard %s, as one does that opens it anew without"
          + " appending; lines may be missing here";

  private final TaskContext context;
  private final Written written;
  private final Voice voice;
  private final Stream out;
  private final Stream err;
  private boolean repeating;

  /** One of the two. */
  private static final class Stream {
    private final String name;
    private final Tail tail;
    private final Consumer<byte[]> sink;

    /** The bytes that an earlier process has told of. */
    private long told;

    /** The bytes of whole lines that were taken in, and then of all. */
    private long lines;

    private long all;

    Stream(String name, Tail tail, Consumer<byte[]> sink) {
      this.name = name;
      this.tail = tail;
      this.sink = sink;
    }

    void take(byte[] bytes) {
      sink.accept(bytes);
      all += bytes.length;
    }

    /** Takes in a piece of what has been told; says how many bytes. */
    int repeat() throws IOException {
      byte[] bytes = all < told ? tail.readUpTo(told) : new byte[0];
      take(bytes);
      lines = all;
      return bytes.length;
    }

    long position() {
      return Math.max(told, lines);
    }

    boolean isCut() throws IOException {
      return tail.size() < Math.max(told, all);
    }

    /** What is there now was written since the file was emptied. */
    void startAgain() throws IOException {
      if (lines < all) {
        sink.accept(new byte[] {'\n'});
      }
      tail.startAgain();
      told = 0;
      lines = 0;
      all = 0;
    }
  }

  /**
   * @param voice by which what is written speaks
   */
  FiledIntake(TaskContext context, Written written, Voice voice, Tail out, Tail err) {
    this.context = context;
    this.written = written;
    this.voice = voice;
    this.out = new Stream("output", out, written::out);
    this.err = new Stream("error", err, written::err);
  }

  /** What was said before this process began is read in silence, piece by piece as all else. */
  @Override
  public void begin() {
    Optional<String> position = context.position();
    if (position.isPresent()) {
      String[] offsets = position.get().split(" ", -1);
      out.told = Long.parseLong(offsets[0]);
      err.told = Long.parseLong(offsets[1]);
      voice.mute();
      repeating = true;
    } else {
      voice.gather();
    }
  }

  @Override
  public int take() throws IOException {
    if (out.tail.size() + err.tail.size() > LARGEST) {
      throw new OverLimitException(
          "The program wrote more than the 1 GiB that is kept of one that outlives its server, and"
              + " was ended.");
    }
    return piece();
  }

  private int piece() throws IOException {
    startAgainIfCut(out);
    startAgainIfCut(err);
    if (repeating) {
      int repeated = out.repeat() + err.repeat();
      if (repeated > 0) {
        return repeated;
      }
      repeating = false;
      voice.gather();
    }
    return take(out) + take(err);
  }

  private void startAgainIfCut(Stream stream) throws IOException {
    if (stream.isCut()) {
      stream.startAgain();
      List<TaskContext.Line> lines = new ArrayList<>(voice.gathered());
      lines.add(new TaskContext.Line(LogLevel.WARN, GAP.formatted(stream.name), false));
      context.log(lines, position());
    }
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
      context.log(lines, position());
    }
  }

  private String position() {
    return out.position() + " " + err.position();
  }

  @Override
  public void finish() throws IOException {
    // Else what is there may seem to have been read already.
    startAgainIfCut(out);
    startAgainIfCut(err);
    long most = out.tail.size() + err.tail.size();
    while (out.all + err.all < most && piece() > 0) {
      // there may be more
    }
    written.close();
    out.lines = out.all;
    err.lines = err.all;
    tell();
  }
}
