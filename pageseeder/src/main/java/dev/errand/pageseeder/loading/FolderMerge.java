// SPDX-License-Identifier: Apache-2.0
package dev.errand.pageseeder.loading;

import dev.errand.document.PathInUseException;
import dev.errand.files.DurableFiles;
import dev.errand.files.FolderMove;
import dev.errand.files.FolderWalk;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;

/**
 * Moves what is in one folder into another of the same file system, whole folders where it can. Can
 * be repeated until it has succeeded.
 */
final class FolderMerge {

  private FolderMerge() {}

  /**
   * Does nothing, or refuses what cannot be moved.
   *
   * @throws PathInUseException if a file would be where a folder is, or the other way round
   */
  static void check(Path from, Path to) throws IOException {
    for (String name : FolderWalk.names(from)) {
      Path source = from.resolve(name);
      Path target = to.resolve(name);
      if (Files.exists(target, LinkOption.NOFOLLOW_LINKS)) {
        if (isFolder(source) != isFolder(target)) {
          throw new PathInUseException(
              "The loading zone has a %s at %s, and the zip file a %s."
                  .formatted(word(target), name, word(source)));
        }
        if (isFolder(source)) {
          check(source, target);
        }
      }
    }
  }

  /** Moves everything; files that are in both are replaced. */
  static void run(Path from, Path to) throws IOException {
    new FolderMove((_, _) -> {}, DurableFiles::replace).run(from, to);
  }

  private static boolean isFolder(Path file) {
    return Files.isDirectory(file, LinkOption.NOFOLLOW_LINKS);
  }

  private static String word(Path file) {
    return isFolder(file) ? "folder" : "file";
  }
}
