// SPDX-License-Identifier: Apache-2.0
package dev.errand.postgres;

import dev.errand.task.OpenOutput;
import dev.errand.task.StoreException;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.util.UUID;

/**
 * A file that is being read chunk by chunk. While the receiver takes one, no connection and no
 * transaction is held.
 */
final class OpenChunks implements OpenOutput {

  private final PatientReader database;
  private final UUID file;
  private final Runnable release;
  private boolean closed;

  /**
   * @param release called once
   */
  OpenChunks(PatientReader database, UUID file, Runnable release) {
    this.database = database;
    this.file = file;
    this.release = release;
  }

  @Override
  public void copyTo(OutputStream out, long first, long length) throws IOException {
    long end = first + length;
    long position = first;
    while (position < end) {
      byte[] bytes = read(position, (int) Math.min(OutputChunks.SIZE, end - position));
      if (bytes.length == 0) {
        throw new EOFException("The file ended " + (end - position) + " bytes early");
      }
      out.write(bytes);
      position += bytes.length;
    }
  }

  private byte[] read(long position, int most) throws IOException {
    try {
      return database.askPatiently(
          connection -> OutputChunks.read(connection, file, position, most));
    } catch (StoreException e) {
      throw new IOException("The file cannot be read any further: " + e.getMessage(), e);
    }
  }

  @Override
  public void close() {
    if (!closed) {
      closed = true;
      release.run();
    }
  }
}
