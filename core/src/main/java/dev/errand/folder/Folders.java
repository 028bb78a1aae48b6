// SPDX-License-Identifier: Apache-2.0
package dev.errand.folder;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** What the JDK lacks about folders. */
public final class Folders {

  private static final boolean CAN_SYNC = !System.getProperty("os.name", "").startsWith("Windows");

  private Folders() {}

  /**
   * Deletes a folder with everything below it, without following links; does nothing if there is
   * none. Folders in it that may not be read or written are made so first, where they are this
   * process's. Another process may do the same at the same time.
   *
   * @throws IOException if something cannot be deleted; all else is
   */
  public static void delete(Path folder) throws IOException {
    if (!Files.exists(folder)) {
      return;
    }
    Deletion deletion = new Deletion();
    Files.walkFileTree(folder, deletion);
    deletion.finish();
  }

  /** Makes renames inside a folder durable, where the system lets a folder be opened for that. */
  public static void sync(Path folder) throws IOException {
    if (CAN_SYNC) {
      try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
        channel.force(true);
      }
    }
  }
}
