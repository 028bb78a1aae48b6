// SPDX-License-Identifier: Apache-2.0
package dev.errand.geodata.geopackage;

import dev.errand.files.AllowedFolders;
import dev.errand.files.CancellableCopy;
import dev.errand.operation.CancelledException;
import java.io.EOFException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.BooleanSupplier;

/**
 * Copies a database with its journals as all of them were at one moment, without a lock that would
 * hold up whoever writes: everything is copied, then everything is read again. What was the same
 * both times was so at the moment between, and what lies there at any moment SQLite can recover
 * from, as it does after a writer was killed.
 *
 * @param folders where journals may lie
 * @param folder for the copy
 * @param cancelled asked while it is copied
 */
record Snapshot(AllowedFolders folders, Path folder, BooleanSupplier cancelled) {

  private static final int TRIES = 3;

  /**
   * Copies a database.
   *
   * @return the copy, its journals beside it if it still has any
   * @throws BusyFileException if it changed again and again
   */
  Path take(Path database) throws IOException, CancelledException {
    for (int i = 0; i < TRIES; i++) {
      Path copy = folder.resolve("source-" + i + ".gpkg");
      boolean whole = false;
      try {
        whole = copyWhole(database, copy);
      } finally {
        if (!whole) {
          delete(copy);
        }
      }
      if (whole) {
        return copy;
      }
    }
    throw new BusyFileException();
  }

  private boolean copyWhole(Path database, Path copy) throws IOException, CancelledException {
    try {
      Map<Journal, Path> journals = Journal.of(database, folders);
      requireRoom(database, journals);
      copy(database, journals, copy);
      return isStill(database, journals, copy);
    } catch (NoSuchFileException | EOFException changed) {
      return false;
    }
  }

  /** Deletes a copy with what lies beside it. */
  static void delete(Path copy) throws IOException {
    for (Journal journal : Journal.values()) {
      Files.deleteIfExists(journal.beside(copy));
    }
    Files.deleteIfExists(copy);
  }

  private void requireRoom(Path database, Map<Journal, Path> journals) throws IOException {
    long needed = Files.size(database);
    for (Path journal : journals.values()) {
      needed += Files.size(journal);
    }
    long free = Files.getFileStore(folder).getUsableSpace();
    if (needed > free) {
      throw new IOException(
          "%s, and the server's disk has no room for it: %,d bytes are needed and %,d are free."
              .formatted(RecoveredCopy.WHY, needed, free));
    }
  }

  private void copy(Path database, Map<Journal, Path> journals, Path copy)
      throws IOException, CancelledException {
    copy(database, copy);
    for (Map.Entry<Journal, Path> journal : journals.entrySet()) {
      copy(journal.getValue(), journal.getKey().beside(copy));
    }
  }

  private void copy(Path original, Path copy) throws IOException, CancelledException {
    try {
      if (!CancellableCopy.copy(original, copy, cancelled)) {
        throw new CancelledException();
      }
    } catch (NoSuchFileException | EOFException changed) {
      throw changed;
    } catch (IOException e) {
      throw new IOException(
          "%s, and that failed: %s. Is the server's disk full?"
              .formatted(RecoveredCopy.WHY, e.getMessage()),
          e);
    }
  }

  /**
   * A write-ahead log may have got longer: what was added was committed later, and does not reach
   * the database before the log begins anew.
   */
  private boolean isStill(Path database, Map<Journal, Path> journals, Path copy)
      throws IOException, CancelledException {
    SameBytes same = new SameBytes(cancelled);
    for (Map.Entry<Journal, Path> journal : journals.entrySet()) {
      boolean mayGrow = journal.getKey() == Journal.WRITE_AHEAD;
      if (!same.test(journal.getValue(), journal.getKey().beside(copy), mayGrow)) {
        return false;
      }
    }
    return same.test(database, copy, false) && Journal.of(database, folders).equals(journals);
  }
}
