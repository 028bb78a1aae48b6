// SPDX-License-Identifier: Apache-2.0
package dev.errand.server;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.UUID;

/**
 * Tells a data folder from others, also when it is moved or reached by another path: a random id in
 * the file {@value #FILE}. Nodes that share a database compare it.
 */
final class FolderId {

  static final String FILE = "folder.id";

  private FolderId() {}

  /**
   * The id of a folder that belongs to this process, made if it has none.
   *
   * @throws Refusal if the file cannot be read or made
   */
  static String in(Path folder) {
    Path file = folder.resolve(FILE);
    try {
      if (Files.notExists(file)) {
        make(file);
      }
      return Files.readString(file).strip();
    } catch (IOException e) {
      throw new Refusal("cannot read or make %s (%s)".formatted(file, e), e);
    }
  }

  /** Under another name first, so that an end in the middle leaves no half of an id. */
  private static void make(Path file) throws IOException {
    Path unfinished = file.resolveSibling(FILE + ".new");
    Files.writeString(unfinished, UUID.randomUUID() + "\n");
    try (FileChannel channel = FileChannel.open(unfinished, StandardOpenOption.WRITE)) {
      channel.force(true);
    }
    Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE);
  }
}
