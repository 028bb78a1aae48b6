// SPDX-License-Identifier: Apache-2.0
package dev.errand.osm;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;

/**
 * Counts what a parser reads and stops it: after too much in all, after too much since it last made
 * sense of something, and when its thread is interrupted. So no parser can be made to gather
 * without bound, however the file was made.
 */
final class GuardedInput extends FilterInputStream {

  private static final long MAX_UNIT = 4L << 20;

  private final long limit;
  private long count;
  private long unitStart;

  GuardedInput(InputStream in, long limit) {
    super(in);
    this.limit = limit;
  }

  /** Bytes read so far. */
  long count() {
    return count;
  }

  /** Says that what was read so far made sense. */
  void understood() {
    unitStart = count;
  }

  /** Counts bytes that came out of something compressed inside of the file. */
  void expanded(long bytes) throws InputLimitException {
    count(bytes);
    understood();
  }

  @Override
  public int read() throws IOException {
    stopIfInterrupted();
    int next = super.read();
    count(next < 0 ? 0 : 1);
    return next;
  }

  @Override
  public int read(byte[] target, int offset, int length) throws IOException {
    stopIfInterrupted();
    int read = super.read(target, offset, length);
    count(Math.max(0, read));
    return read;
  }

  @Override
  public boolean markSupported() {
    return false;
  }

  /** Ends reading if its thread was interrupted. */
  static void stopIfInterrupted() throws InterruptedIOException {
    if (Thread.currentThread().isInterrupted()) {
      throw new InterruptedIOException("The import was stopped.");
    }
  }

  private void count(long bytes) throws InputLimitException {
    count += bytes;
    if (count > limit) {
      throw new InputLimitException(
          "The file is larger than %d bytes once decompressed, which is the limit of this server."
              .formatted(limit));
    }
    if (count - unitStart > MAX_UNIT) {
      throw new InputLimitException(
          "One element or attribute is longer than %d bytes.".formatted(MAX_UNIT));
    }
  }

  /** More was read than may be. */
  static final class InputLimitException extends IOException {

    private static final long serialVersionUID = 1;

    InputLimitException(String message) {
      super(message);
    }
  }
}
