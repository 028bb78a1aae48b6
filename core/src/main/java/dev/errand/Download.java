// SPDX-License-Identifier: Apache-2.0
package dev.errand;

import java.nio.file.Path;

/**
 * An output that is being fetched. The file stays until this is closed, even if its task is pruned
 * meanwhile. Closing twice is harmless.
 */
public final class Download implements AutoCloseable {

  private final Output output;
  private final Path file;
  private final Runnable release;

  Download(Output output, Path file, Runnable release) {
    this.output = output;
    this.file = file;
    this.release = release;
  }

  public Output output() {
    return output;
  }

  /** Where the bytes are; for reading only. */
  public Path file() {
    return file;
  }

  @Override
  public void close() {
    release.run();
  }
}
