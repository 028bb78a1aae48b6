// SPDX-License-Identifier: Apache-2.0
package dev.errand.files;

import java.io.EOFException;
import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.function.BooleanSupplier;

/** Copies a file in pieces. */
public final class CancellableCopy {

  private static final long PIECE = 16L << 20;

  private CancellableCopy() {}

  /**
   * Copies, asking before each piece; false if it was broken off.
   *
   * @throws EOFException if the file has become shorter meanwhile
   */
  public static boolean copy(Path source, Path target, BooleanSupplier cancelled)
      throws IOException {
    try (FileChannel from = FileChannel.open(source, StandardOpenOption.READ);
        FileChannel to =
            FileChannel.open(target, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
      long size = from.size();
      long position = 0;
      while (position < size) {
        if (cancelled.getAsBoolean()) {
          return false;
        }
        long copied = from.transferTo(position, PIECE, to);
        if (copied <= 0) {
          throw new EOFException("The file became shorter while it was copied.");
        }
        position += copied;
      }
      return true;
    } catch (ClosedByInterruptException e) {
      if (cancelled.getAsBoolean()) {
        return false;
      }
      throw e;
    }
  }
}
