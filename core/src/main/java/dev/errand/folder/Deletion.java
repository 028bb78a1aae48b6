// SPDX-License-Identifier: Apache-2.0
package dev.errand.folder;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import org.jspecify.annotations.Nullable;

/** Deletes what it visits, as far as it can. For one thread. */
final class Deletion extends SimpleFileVisitor<Path> {

  private @Nullable IOException first;

  @Override
  public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
    boolean _ = open(folder);
    return FileVisitResult.CONTINUE;
  }

  @Override
  public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
    delete(file);
    return FileVisitResult.CONTINUE;
  }

  /** What may not be read is no more than a name until it is opened. */
  @Override
  public FileVisitResult visitFileFailed(Path file, IOException failed) throws IOException {
    if (Files.isDirectory(file, LinkOption.NOFOLLOW_LINKS)
        && !Files.isReadable(file)
        && open(file)) {
      Files.walkFileTree(file, this);
    } else {
      note(failed);
    }
    return FileVisitResult.CONTINUE;
  }

  @Override
  public FileVisitResult postVisitDirectory(Path folder, @Nullable IOException failed) {
    if (failed != null) {
      note(failed);
    }
    delete(folder);
    return FileVisitResult.CONTINUE;
  }

  /** Lets this user in; says whether that is so afterwards. */
  private static boolean open(Path folder) {
    return isOpen(folder)
        || (folder.toFile().setReadable(true)
            && folder.toFile().setWritable(true)
            && folder.toFile().setExecutable(true)
            && isOpen(folder));
  }

  private static boolean isOpen(Path folder) {
    return Files.isReadable(folder) && Files.isWritable(folder) && Files.isExecutable(folder);
  }

  private void delete(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      note(e);
    }
  }

  private void note(IOException failed) {
    if (first == null && !(failed instanceof NoSuchFileException)) {
      first = failed;
    }
  }

  /** Throws what failed first, if something did. */
  void finish() throws IOException {
    IOException failed = first;
    if (failed != null) {
      throw failed;
    }
  }
}
