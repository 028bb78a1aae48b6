// SPDX-License-Identifier: Apache-2.0
package dev.errand.geodata.geopackage;

import dev.errand.operation.CancelledException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.function.BooleanSupplier;

/**
 * Tells whether a file is still what a copy of it holds. Used by one thread.
 *
 * @param cancelled asked before each piece
 */
record SameBytes(BooleanSupplier cancelled) {

  private static final int PIECE = 1 << 20;

  /**
   * Reads both.
   *
   * @param mayGrow whether the file may have got longer than the copy
   */
  boolean test(Path original, Path copy, boolean mayGrow) throws IOException, CancelledException {
    try (FileChannel one = FileChannel.open(original, StandardOpenOption.READ);
        FileChannel other = FileChannel.open(copy, StandardOpenOption.READ)) {
      ByteBuffer here = ByteBuffer.allocateDirect(PIECE);
      ByteBuffer there = ByteBuffer.allocateDirect(PIECE);
      long size = other.size();
      for (long position = 0; position < size; position += there.limit()) {
        if (cancelled.getAsBoolean()) {
          throw new CancelledException();
        }
        there.clear().limit((int) Math.min(PIECE, size - position));
        here.clear().limit(there.limit());
        fill(other, there, position);
        fill(one, here, position);
        if (!here.flip().equals(there.flip())) {
          return false;
        }
      }
      return mayGrow || one.size() == size;
    }
  }

  /** Up to the limit, or the end of the file. */
  private static void fill(FileChannel from, ByteBuffer into, long position) throws IOException {
    int read = 0;
    while (into.hasRemaining() && read >= 0) {
      read = from.read(into, position + into.position());
    }
  }
}
