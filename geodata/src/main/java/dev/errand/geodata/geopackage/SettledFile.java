// SPDX-License-Identifier: Apache-2.0
package dev.errand.geodata.geopackage;

import dev.errand.files.AllowedFolders;
import dev.errand.operation.TaskContext;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A stranger's database as a file that holds all that was committed to it, and nothing else: the
 * file itself where nothing lies beside it that belongs to it, else a copy, deleted when this is
 * closed. Nothing is ever written to the file or beside it. Used by one thread.
 */
final class SettledFile implements AutoCloseable {

  private final Path original;
  private final Optional<FileState> before;
  private final Path path;

  private SettledFile(Path original, Optional<FileState> before, Path path) {
    this.original = original;
    this.before = before;
    this.path = path;
  }

  /** A file that nobody else writes, such as an upload. */
  static SettledFile alone(Path file) throws IOException {
    return new SettledFile(file, Optional.of(FileState.of(file)), file);
  }

  /**
   * A file that others may have open.
   *
   * @param file free of links
   * @param folders where its journals may lie
   * @throws BadGeoPackageException if it is no database, or a journal of it cannot be brought in
   * @throws BusyFileException if it changes all the time
   */
  static SettledFile shared(Path file, AllowedFolders folders, TaskContext context)
      throws Exception {
    SettledFile alone = alone(file);
    if (Journal.of(file, folders).isEmpty()) {
      return alone;
    }
    context.progress("Copying the file with its journal... ", 0);
    Snapshot snapshot = new Snapshot(folders, context.scratch(), context::isCancelled);
    Path copy = snapshot.take(file);
    try {
      RecoveredCopy.settle(copy);
      context.checkCancelled();
      return new SettledFile(file, Optional.empty(), copy);
    } catch (Exception e) {
      Snapshot.delete(copy);
      throw e;
    }
  }

  /** What to read; it does not change while nobody writes to the original. */
  Path path() {
    return path;
  }

  boolean isCopy() {
    return before.isEmpty();
  }

  /** Why the file may lack something that a journal held, where nobody can see whether it does. */
  Optional<String> doubt() {
    return before.flatMap(FileState::doubt);
  }

  /**
   * To be called once all was read, and when something could not be.
   *
   * @throws BusyFileException if somebody wrote to it meanwhile
   */
  void requireUnchanged() throws IOException {
    if (before.isPresent() && !before.get().isLike(FileState.of(original))) {
      throw new BusyFileException();
    }
  }

  @Override
  public void close() throws IOException {
    if (isCopy()) {
      Snapshot.delete(path);
    }
  }
}
