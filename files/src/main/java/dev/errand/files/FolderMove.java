// SPDX-License-Identifier: Apache-2.0
package dev.errand.files;

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
 * where there is a folder at the new place do the two merge, name by name. May be repeated until
 * nothing is left at the old place.
 *
 * @param renamed told of each rename
 * @param occupied told of what stays unless this makes it go, because something else is at its new
 *     place; throws to give up
 */
public record FolderMove(Listener renamed, Listener occupied) {

  /** Is told of a file or folder. */
  @FunctionalInterface
  public interface Listener {
    void tell(Path from, Path to) throws IOException;
  }

  /** Returns when all is durably at the new place; does nothing if nothing is at the old one. */
  public void run(Path from, Path to) throws IOException {
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
    syncIfThere(to);
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
          "%s and %s are on different file systems, so nothing can go from one to the other in one step. Keep both on one."
              .formatted(from.getParent(), to.getParent()),
          e);
    } catch (NoSuchFileException e) {
      throw new IOException(from + " has gone while it was to be moved", e);
    }
    renamed.tell(from, to);
  }

  /** Whether there is something, if only a link that leads nowhere. */
  public static boolean isThere(Path path) {
    return Files.exists(path, LinkOption.NOFOLLOW_LINKS);
  }

  private static boolean isFolder(Path path) {
    return Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS);
  }

  private static void syncIfThere(Path folder) throws IOException {
    try {
      DurableFiles.syncFolder(folder);
    } catch (NoSuchFileException gone) {
      return;
    }
  }
}
