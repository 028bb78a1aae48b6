// SPDX-License-Identifier: Apache-2.0
package dev.errand.geodata.repository;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The empty file {@code unfinished} of a repository. It is there while somebody changes which
 * revisions there are, and stays when they fail or are killed at it; so one look tells that there
 * is something to sweep. Only who holds the commit lock puts or removes it.
 */
record ChangeSign(Path file) {

  /** Says whether nothing of it is left to do. */
  @FunctionalInterface
  interface Change {
    boolean run() throws IOException;
  }

  boolean isThere() {
    return Files.exists(file);
  }

  private void put() throws IOException {
    try {
      Files.createFile(file);
    } catch (FileAlreadyExistsException there) {
      return;
    }
  }

  /** After a sweep, which may leave something for the next one. */
  void keepIf(boolean needed) throws IOException {
    if (needed) {
      put();
    } else {
      Files.deleteIfExists(file);
    }
  }

  /** Changes something; a sign that was there before stays, because it is of something else. */
  void during(Change change) throws IOException {
    boolean before = isThere();
    keepIf(true);
    boolean complete = change.run();
    keepIf(before || !complete);
  }
}
