// SPDX-License-Identifier: Apache-2.0
package dev.errand.store;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import org.jspecify.annotations.Nullable;

/** What the JDK lacks about folders. */
public final class Folders {

  private static final boolean CAN_SYNC = !System.getProperty("os.name", "").startsWith("Windows");

  private Folders() {}

  /**
   * Deletes a folder with everything below it, without following links; does nothing if there is
   * none. Another process may do the same at the same time.
   */
  public static void delete(Path folder) throws IOException {
    if (!Files.exists(folder)) {
      return;
    }
    Files.walkFileTree(
        folder,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            Files.deleteIfExists(file);
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFileFailed(Path file, IOException failed)
              throws IOException {
            return afterwards(failed);
          }

          @Override
          public FileVisitResult postVisitDirectory(Path visited, @Nullable IOException failed)
              throws IOException {
            FileVisitResult next = afterwards(failed);
            Files.deleteIfExists(visited);
            return next;
          }
        });
  }

  private static FileVisitResult afterwards(@Nullable IOException failed) throws IOException {
    if (failed != null && !(failed instanceof NoSuchFileException)) {
      throw failed;
    }
    return FileVisitResult.CONTINUE;
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
