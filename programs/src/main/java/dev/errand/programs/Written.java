// SPDX-License-Identifier: Apache-2.0
package dev.errand.programs;

import dev.errand.programs.declaration.Reading;
import dev.errand.task.LogLevel;
import java.util.Optional;

/** What a program writes to its two streams: logs it, and keeps what the result may be made of. */
final class Written {

  private static final int LONGEST_LINE = 1 << 20;

  /** A text of this size is read with its task; more belongs into a file. */
  private static final int LONGEST_TEXT = 1 << 20;

  private final Voice voice;
  private final Optional<ProgressReading> progress;
  private final Optional<LineProtocol> protocol;
  private final StringBuilder text = new StringBuilder();
  private boolean tooLong;
  private String lastLine = "";
  private String lastError = "";
  private final Lines out;
  private final Lines err;

  /**
   * @param title what progress says that it does, until a line says something else
   */
  Written(Voice voice, Reading reading, String title) {
    this.voice = voice;
    this.progress = reading.progress().map(pattern -> new ProgressReading(pattern, voice, title));
    this.protocol = reading.json() ? Optional.of(new LineProtocol(voice)) : Optional.empty();
    this.out = new Lines(new Stream(reading.out(), true), LONGEST_LINE);
    this.err = new Lines(new Stream(reading.err(), false), LONGEST_LINE);
  }

  private final class Stream implements LineSink {

    private final LogLevel level;
    private final boolean isOut;

    Stream(LogLevel level, boolean isOut) {
      this.level = level;
      this.isOut = isOut;
    }

    @Override
    public void line(String line) {
      if (isOut && protocol.filter(lines -> lines.read(line)).isPresent()) {
        return;
      }
      passing(line);
      voice.log(level, line);
      if (isOut) {
        keep(line);
      } else if (!line.isBlank()) {
        lastError = line;
      }
    }

    @Override
    public void passing(String line) {
      progress.ifPresent(reading -> reading.read(line));
    }
  }

  private void keep(String line) {
    if (!line.isBlank()) {
      lastLine = line;
    }
    if (text.length() + line.length() > LONGEST_TEXT) {
      tooLong = true;
    } else {
      text.append(text.isEmpty() ? "" : "\n").append(line);
    }
  }

  void out(byte[] bytes) {
    out.add(bytes);
  }

  void err(byte[] bytes) {
    err.add(bytes);
  }

  /** Says that nothing more comes. */
  void close() {
    out.close();
    err.close();
  }

  /**
   * All of the standard output.
   *
   * @throws ProgramFailedException if it is too much
   */
  String text() {
    if (tooLong) {
      throw new ProgramFailedException(
          "The program wrote more than the %d characters that a result may have; have it write a"
                  .formatted(LONGEST_TEXT)
              + " file, and declare that in 'outputs', or declare 'result: none'.");
    }
    return text.toString();
  }

  /** The last line of the standard output that is not blank; empty if there is none. */
  String lastLine() {
    return lastLine;
  }

  /** The same of the standard error. */
  String lastError() {
    return lastError;
  }

  Optional<LineProtocol> protocol() {
    return protocol;
  }
}
