// SPDX-License-Identifier: Apache-2.0
package dev.errand.operations.groups.loading;

import dev.errand.Json;
import dev.errand.operations.files.DurableFiles;
import dev.errand.operations.files.FolderWalk;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * What a task has prepared on disk. Until it is ready nothing outside has changed, and the next
 * attempt begins anew; once it is, the work is completed whatever happens; once it is done, an
 * attempt has nothing left to do. It stays until the end of the task is durable.
 */
final class Staging {

  private final Path folder;

  Staging(Path folder) {
    this.folder = folder;
  }

  /** The folder, for whatever is prepared, in names other than those of the marks. */
  Path folder() {
    return folder;
  }

  /** Throws away what is there and makes the folder. */
  void begin() throws IOException {
    discard();
    Files.createDirectories(folder);
  }

  boolean isReady() {
    return Files.exists(mark("ready"));
  }

  /** Says that all is prepared, which must be durable, and what is to come of it. */
  void ready(Record result) throws IOException {
    DurableFiles.write(mark("ready"), Json.of(result).text().getBytes(StandardCharsets.UTF_8));
  }

  /** Says that the work is done, and what came of it. */
  void done(Record result) throws IOException {
    DurableFiles.write(mark("done"), Json.of(result).text().getBytes(StandardCharsets.UTF_8));
  }

  /** Says that the work is done as {@link #ready} foretold; what that was. */
  <R extends Record> R done(Class<R> type) throws IOException {
    R result = foretold(type);
    done(result);
    return result;
  }

  /** What {@link #ready} said. */
  <R extends Record> R foretold(Class<R> type) throws IOException {
    return Json.mapper().readValue(Files.readString(mark("ready")), type);
  }

  /** What came of the work, if it is done. */
  <R extends Record> Optional<R> result(Class<R> type) throws IOException {
    return Files.exists(mark("done"))
        ? Optional.of(Json.mapper().readValue(Files.readString(mark("done")), type))
        : Optional.empty();
  }

  private Path mark(String name) {
    return folder.resolve(name);
  }

  void discard() throws IOException {
    FolderWalk.delete(folder);
  }
}
