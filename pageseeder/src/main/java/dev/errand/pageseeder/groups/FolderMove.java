// SPDX-License-Identifier: Apache-2.0
package dev.errand.pageseeder.groups;

import dev.errand.files.DurableFiles;
import dev.errand.files.FolderWalk;
import java.io.IOException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/**
 * Takes a file, or a folder with all that is in it, to another place of the file system by a
 * rename: it is at the one or the other at any moment, and which tells whether that was done. Only
 * where somebody has made a folder at the new place do the two merge, name by name. May be repeated
 * until nothing is left at the old place.
 *
 * @param renamed told of each rename
 * @param occupied told of what stays, because something else is at its new place; throws to give up
 */
record FolderMove(Listener renamed, Listener occupied) {

  /** Is told of a file or folder. */
  @FunctionalInterface
  interface Listener {
    void tell(Path from, Path to) throws IOException;
  }

  /** Returns when all is durably at the new place; does nothing if nothing is at the old one. */
  void run(Path from, Path to) throws IOException {
    if (isThere(from)) {
      Files.createDirectories(DurableFiles.folderOf(to));
      move(from, to);
    }
    syncIfThere(DurableFiles.folderOf(to));
    syncIfThere(DurableFiles.folderOf(from));
  }

  private void move(Path from, Path to) throws IOException {
    // A rename would silently replace a file.
    if (!isThere(to)) {
      rename(from, to);
    } else if (isFolder(from) && isFolder(to)) {
      merge(from, to);
    } else {
      occupied.tell(from, to);
    }
  }

  private void merge(Path from, Path to) throws IOException {
    for (String name : FolderWalk.names(from)) {
      move(from.resolve(name), to.resolve(name));
    }
    DurableFiles.syncFolder(to);
    try {
      Files.delete(from);
    } catch (DirectoryNotEmptyException e) {
      occupied.tell(from, to);
    }
  }

  private void rename(Path from, Path to) throws IOException {
    try {
      Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
    } catch (AtomicMoveNotSupportedException e) {
      throw new IOException(
          "%s and %s are on different file systems, so nothing can go from one to the other in one step. Keep all groups on one."
              .formatted(from.getParent(), to.getParent()),
          e);
    } catch (NoSuchFileException e) {
      throw new IOException(from + " has gone while it was to be moved", e);
    }
    renamed.tell(from, to);
  }

  static boolean isThere(Path path) {
    return Files.exists(path, LinkOption.NOFOLLOW_LINKS);
  }

  private static boolean isFolder(Path path) {
    return Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS);
  }

  private static void syncIfThere(Path folder) throws IOException {
    if (isFolder(folder)) {
      DurableFiles.syncFolder(folder);
    }
  }
}
