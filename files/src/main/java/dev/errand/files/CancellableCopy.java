// SPDX-License-Identifier: Apache-2.0
package dev.errand.files;

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

  /** Copies, asking before each piece; false if it was broken off. */
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
        position += from.transferTo(position, PIECE, to);
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
