// SPDX-License-Identifier: Apache-2.0
package dev.errand.programs;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Path;

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
    byte[] piece = new byte[(int) Math.min(PIECE, Math.max(0, size() - file.getFilePointer()))];
    file.readFully(piece);
    return piece;
  }

  /** What it has from its beginning up to there, piece by piece. */
  byte[] readUpTo(long position) throws IOException {
    byte[] piece = new byte[(int) Math.min(PIECE, position - file.getFilePointer())];
    file.readFully(piece);
    return piece;
  }

  long size() throws IOException {
    return file.length();
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
