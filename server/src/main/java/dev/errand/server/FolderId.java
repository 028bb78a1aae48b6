// SPDX-License-Identifier: Apache-2.0
package dev.errand.server;

import dev.errand.files.DurableFiles;
import dev.errand.files.FolderLocks;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.UUID;

/**
 * Tells a folder from others, also when it is moved or reached by another path: a random id in the
 * file {@value #FILE}. Nodes that share a database compare it.
 */
final class FolderId {

  static final String FILE = "folder.id";

  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private FolderId() {}

  /**
   * The id of a folder, made if it has none. Several that make it at once get the same one.
   *
   * @param locks those of the folder
   * @throws IOException if the file cannot be read or made
   */
  static String in(Path folder, FolderLocks locks) throws IOException {
    Path file = folder.resolve(FILE);
    try (FolderLocks.Held _ = locks.lock(FILE, PATIENCE)) {
      try {
        return Files.readString(file).strip();
      } catch (NoSuchFileException isNew) {
        String id = UUID.randomUUID().toString();
        DurableFiles.write(file, (id + "\n").getBytes(StandardCharsets.US_ASCII));
        return id;
      }
    }
  }
}
