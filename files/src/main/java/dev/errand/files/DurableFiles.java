// SPDX-License-Identifier: Apache-2.0
package dev.errand.files;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/** Files that are still there, whole, after the power went. */
public final class DurableFiles {

  private DurableFiles() {}

  /** Makes the content of a file durable. */
  public static void sync(Path file) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      channel.force(true);
    }
  }

  /** Makes the names in a folder durable; a system that cannot open folders does so by itself. */
  public static void syncFolder(Path folder) throws IOException {
    if (folder.getFileSystem().supportedFileAttributeViews().contains("posix")) {
      try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
        channel.force(true);
      }
    }
  }

  /** Writes a file that is there whole and durable, or as it was before. */
  public static void write(Path target, byte[] bytes) throws IOException {
    Path beside = target.resolveSibling(target.getFileName() + ".part");
    try (FileChannel channel =
        FileChannel.open(
            beside,
            StandardOpenOption.CREATE,
            StandardOpenOption.TRUNCATE_EXISTING,
            StandardOpenOption.WRITE)) {
      ByteBuffer buffer = ByteBuffer.wrap(bytes);
      while (buffer.hasRemaining()) {
        channel.write(buffer);
      }
      channel.force(true);
    }
    replace(beside, target);
    syncFolder(folderOf(target));
  }

  /**
   * The folder that a file is in.
   *
   * @throws IllegalArgumentException if it is a root
   */
  public static Path folderOf(Path file) {
    Path folder = file.toAbsolutePath().getParent();
    if (folder == null) {
      throw new IllegalArgumentException("no file, but a root: " + file);
    }
    return folder;
  }

  /** Moves a file within its file system in one step; a file that is at the target goes. */
  public static void replace(Path source, Path target) throws IOException {
    Files.move(source, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }
}
