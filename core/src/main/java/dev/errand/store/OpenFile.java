// SPDX-License-Identifier: Apache-2.0
package dev.errand.store;

import dev.errand.task.OpenOutput;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;

/** A file in a folder that is being read. */
final class OpenFile implements OpenOutput {

  private static final int PIECE = 64 << 10;

  private final FileChannel channel;
  private final Runnable release;
  private boolean closed;

  /**
   * @param release called once, after the file was closed
   */
  OpenFile(FileChannel channel, Runnable release) {
    this.channel = channel;
    this.release = release;
  }

  @Override
  public void copyTo(OutputStream out, long first, long length) throws IOException {
    byte[] piece = new byte[(int) Math.clamp(length, 1, PIECE)];
    long end = first + length;
    long position = first;
    while (position < end) {
      ByteBuffer room = ByteBuffer.wrap(piece, 0, (int) Math.min(piece.length, end - position));
      int count = channel.read(room, position);
      if (count < 0) {
        throw new EOFException("The file ended " + (end - position) + " bytes early");
      }
      out.write(piece, 0, count);
      position += count;
    }
  }

  @Override
  public void close() {
    if (closed) {
      return;
    }
    closed = true;
    try {
      channel.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      release.run();
    }
  }
}
