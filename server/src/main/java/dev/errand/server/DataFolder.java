// SPDX-License-Identifier: Apache-2.0
package dev.errand.server;

import java.io.IOException;
import java.nio.file.Path;

/**
 * The data folder of this process, held for it alone from before anything in it is touched: opening
 * the store tidies up, which must not happen under a server that is at work.
 */
final class DataFolder implements AutoCloseable {

  private final Path path;
  private final ProcessLock lock;

  private DataFolder(Path path, ProcessLock lock) {
    this.path = path;
    this.lock = lock;
  }

  /**
   * Makes the folder if it is missing and takes it.
   *
   * @throws Refusal if it cannot be made or written, or another process holds it
   */
  static DataFolder open(Path wanted) {
    Path folder = FolderUse.DATA.make(wanted.toAbsolutePath().normalize());
    try {
      return new DataFolder(folder, ProcessLock.alone(folder, FolderUse.DATA));
    } catch (IOException e) {
      throw FolderUse.DATA.unusable(folder, "cannot be written (" + e + ")", e);
    }
  }

  Path path() {
    return path;
  }

  @Override
  public void close() {
    lock.close();
  }
}
