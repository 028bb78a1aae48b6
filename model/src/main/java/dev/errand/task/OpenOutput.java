// SPDX-License-Identifier: Apache-2.0
package dev.errand.task;

import java.io.IOException;
import java.io.OutputStream;

/**
 * A file that is being read. It stays until this is closed, whoever deletes its task meanwhile. For
 * one thread.
 */
public interface OpenOutput extends AutoCloseable {

  /**
   * Copies bytes of the file, holding few of them at a time. A slow receiver is waited for, and
   * holds nothing up but itself.
   *
   * @param first counted from 0
   * @throws IOException if the receiver fails, the file cannot be read, or it ends before {@code
   *     length} bytes were copied
   */
  void copyTo(OutputStream out, long first, long length) throws IOException;

  /** Lets the file go. Does nothing the second time. */
  @Override
  void close();
}
