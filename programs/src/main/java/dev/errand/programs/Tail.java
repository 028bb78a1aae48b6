// SPDX-License-Identifier: Apache-2.0
package dev.errand.programs;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Path;
import java.util.Arrays;

/** Reads a file that a program writes. */
final class Tail implements Source, AutoCloseable {

  private static final int PIECE = 64 << 10;

  private final RandomAccessFile file;

  private Tail(RandomAccessFile file) {
    this.file = file;
  }

  /** Makes the file if there is none. */
  static Tail of(Path path) throws IOException {
    return new Tail(new RandomAccessFile(path.toFile(), "rw"));
  }

  @Override
  public byte[] read() throws IOException {
    return readUpTo(Long.MAX_VALUE);
  }

  /** The next piece of what it has up to there; empty if there is no more at the moment. */
  byte[] readUpTo(long position) throws IOException {
    long left = Math.min(position, size()) - file.getFilePointer();
    byte[] piece = new byte[(int) Math.clamp(left, 0, PIECE)];
    int read = Math.max(0, file.read(piece));
    return read == piece.length ? piece : Arrays.copyOf(piece, read);
  }

  /** Has it read from its beginning. */
  void startAgain() throws IOException {
    file.seek(0);
  }

  long size() throws IOException {
    return file.length();
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
