// SPDX-License-Identifier: Apache-2.0
package dev.errand.programs.process;

import java.io.FileInputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Path;

/**
 * What a program writes, through a named pipe. Who reads from one of Java's own pipes holds a
 * thread until nobody can write to it any more, which may be long after the program has ended. This
 * one is asked what is there and never waits.
 */
public final class Fifo implements AutoCloseable {

  private static final int PIECE = 64 << 10;

  private final Path path;
  private final RandomAccessFile both;
  private final FileInputStream in;

  private Fifo(Path path, RandomAccessFile both, FileInputStream in) {
    this.path = path;
    this.both = both;
    this.in = in;
  }

  /** Makes one and opens it. */
  public static Fifo make(Path path) throws IOException {
    Posix.mkfifo(path);
    // Open for both, since opening for one waits for somebody to open for the other.
    RandomAccessFile both = new RandomAccessFile(path.toFile(), "rw");
    try {
      return new Fifo(path, both, new FileInputStream(path.toFile()));
    } catch (IOException e) {
      both.close();
      throw e;
    }
  }

  public Path path() {
    return path;
  }

  /** What is there now, at most a piece of it; empty if nothing is. */
  public byte[] read() throws IOException {
    int available = Math.min(PIECE, in.available());
    return available == 0 ? new byte[0] : in.readNBytes(available);
  }

  @Override
  public void close() throws IOException {
    in.close();
    both.close();
  }
}
