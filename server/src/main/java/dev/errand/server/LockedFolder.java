// SPDX-License-Identifier: Apache-2.0
package dev.errand.server;

import dev.errand.files.FolderLocks;
import dev.errand.postgres.NodeFolder;
import java.io.IOException;
import java.nio.file.Path;

/**
 * The folder of this process as other nodes of its database see it: by the mark that it holds a
 * lock on.
 */
record LockedFolder(String id, FolderLocks locks) implements NodeFolder, AutoCloseable {

  /**
   * Shows that this process is at work in a folder.
   *
   * @throws Refusal if the folder cannot be written, or its file system knows no locks
   */
  static LockedFolder in(Path folder) {
    try {
      FolderLocks locks = FolderLocks.open(folder);
      try {
        return new LockedFolder(FolderId.in(folder, locks), locks);
      } catch (IOException | RuntimeException e) {
        locks.close();
        throw e;
      }
    } catch (IOException e) {
      throw new Refusal("cannot write and lock files in %s (%s)".formatted(folder, e), e);
    }
  }

  @Override
  public String mark() {
    return locks.mark();
  }

  @Override
  public boolean isLive(String mark) throws IOException {
    return locks.isLive(mark);
  }

  @Override
  public void close() {
    locks.close();
  }
}
