// SPDX-License-Identifier: Apache-2.0
package dev.errand.task;

import java.io.IOException;
import java.io.OutputStream;

/**
 * An output that is being fetched, wherever it is kept. The file stays until this is closed, even
 * if its task is pruned meanwhile. Closing twice is harmless. For one thread.
 */
public final class Download implements AutoCloseable {

  private final Output output;
  private final OpenOutput open;

  /**
   * @param open reads the file, and is closed with this
   */
  public Download(Output output, OpenOutput open) {
    this.output = output;
    this.open = open;
  }

  public Output output() {
    return output;
  }

  /**
   * Copies the whole file.
   *
   * @throws IOException if the receiver fails or the file cannot be read
   */
  public void copyTo(OutputStream out) throws IOException {
    copyTo(out, 0, output.size());
  }

  /**
   * Copies bytes of the file, holding few of them at a time.
   *
   * @param first counted from 0
   * @throws IOException if the receiver fails, the file cannot be read, or it ends before {@code
   *     length} bytes were copied
   */
  public void copyTo(OutputStream out, long first, long length) throws IOException {
    open.copyTo(out, first, length);
  }

  @Override
  public void close() {
    open.close();
  }
}
