// SPDX-License-Identifier: Apache-2.0
package dev.errand.pageseeder.loading;

import dev.errand.document.PathInUseException;
import dev.errand.files.DurableFiles;
import dev.errand.files.FolderWalk;
import dev.errand.pageseeder.groups.DocumentPath;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** Where one member's uploads into one group wait. Safe for all threads. */
final class LoadingZone {

  private static final int TRIES = 3;

  private final Path folder;

  LoadingZone(Path folder) {
    this.folder = folder;
  }

  /** The folder of the files; missing while there are none. */
  Path folder() {
    return folder;
  }

  /** What is, or would be, at a path. */
  Path file(String path) {
    return folder.resolve(DocumentPath.of(path));
  }

  /**
   * Takes over a file that is durable and on the same file system; one that is at the path goes.
   *
   * @throws PathInUseException if there is a folder, or a file where a folder must be
   */
  void accept(Path received, String path) throws IOException {
    Path target = file(path);
    if (Files.isDirectory(target, LinkOption.NOFOLLOW_LINKS)) {
      throw new PathInUseException("There is a folder in the loading zone at " + path + ".");
    }
    for (int tries = 1; ; tries++) {
      try {
        Files.createDirectories(DurableFiles.folderOf(target));
        DurableFiles.replace(received, target);
        DurableFiles.syncFolder(DurableFiles.folderOf(target));
        return;
      } catch (FileAlreadyExistsException e) {
        throw new PathInUseException(
            "There is a file in the loading zone where a folder is needed for " + path + ".");
      } catch (NoSuchFileException swept) {
        // The end of a load deletes empty folders, perhaps the one that was just made.
        if (tries == TRIES || !Files.exists(received)) {
          throw swept;
        }
      }
    }
  }

  /**
   * Takes all files away in one step and deletes them.
   *
   * @param trash where nothing is yet, on the same file system
   * @return how many there were
   */
  long clear(Path trash) throws IOException {
    try {
      Files.move(folder, trash);
    } catch (NoSuchFileException empty) {
      return 0;
    }
    long files = FolderWalk.count(trash);
    FolderWalk.delete(trash);
    return files;
  }
}
