// SPDX-License-Identifier: Apache-2.0
package dev.errand.pageseeder.groups;

import dev.errand.files.DurableFiles;
import dev.errand.operation.CancelledException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * Moves a file, or a folder with all that is in it, file by file: each is at its old place or at
 * its new one at any moment. May be repeated until nothing is left at the old place. The names of
 * one folder a level are held in memory.
 */
abstract class TreeMove {

  /** Called before each file. */
  abstract void check() throws CancelledException;

  /** Called after each file. */
  abstract void moved(Path from, Path to);

  /**
   * Called for a file that stays, because something else is at its new place.
   *
   * @throws FileAlreadyExistsException to give up
   */
  abstract void occupied(Path from, Path to) throws FileAlreadyExistsException;

  /** Called for a folder that still holds something after all in it was to go. */
  abstract void notEmpty(DirectoryNotEmptyException e) throws DirectoryNotEmptyException;

  /** Returns when all is durably at the new place; does nothing if the old one is empty. */
  final void run(Path from, Path to) throws IOException, CancelledException {
    if (Files.exists(from, LinkOption.NOFOLLOW_LINKS)) {
      Files.createDirectories(parent(to));
      move(from, to);
    }
    syncIfThere(parent(to));
    syncIfThere(parent(from));
  }

  private static Path parent(Path path) {
    return Objects.requireNonNull(path.getParent(), "a file is in a folder");
  }

  private void move(Path from, Path to) throws IOException, CancelledException {
    if (isFolder(from)) {
      folder(from, to);
    } else {
      check();
      file(from, to);
    }
  }

  private void folder(Path from, Path to) throws IOException, CancelledException {
    if (!isFolder(to)) {
      if (isThere(to)) {
        occupied(from, to);
        return;
      }
      Files.createDirectory(to);
    }
    for (Path file : inside(from)) {
      move(file, to.resolve(file.getFileName()));
    }
    DurableFiles.syncFolder(to);
    try {
      Files.delete(from);
    } catch (DirectoryNotEmptyException e) {
      notEmpty(e);
    }
  }

  private void file(Path from, Path to) throws IOException {
    // A rename would silently replace it.
    if (isThere(to)) {
      occupied(from, to);
      return;
    }
    try {
      Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
    } catch (AtomicMoveNotSupportedException e) {
      throw new IOException(
          "%s and %s are on different file systems, so a file cannot go from one to the other in one step. Keep all groups on one."
              .formatted(from.getParent(), to.getParent()),
          e);
    } catch (NoSuchFileException e) {
      throw new IOException(from + " has gone while it was to be moved", e);
    }
    moved(from, to);
  }

  private static List<Path> inside(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.sorted().toList();
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  private static boolean isFolder(Path path) {
    return Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS);
  }

  private static boolean isThere(Path path) {
    return Files.exists(path, LinkOption.NOFOLLOW_LINKS);
  }

  private static void syncIfThere(Path folder) throws IOException {
    if (isFolder(folder)) {
      DurableFiles.syncFolder(folder);
    }
  }

  /** How many files there are at a place. */
  static long count(Path from) throws IOException {
    if (!isThere(from)) {
      return 0;
    }
    try (Stream<Path> files = Files.walk(from)) {
      return files.filter(file -> !isFolder(file)).count();
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }
}
