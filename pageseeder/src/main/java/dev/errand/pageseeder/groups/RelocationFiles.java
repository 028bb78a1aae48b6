// SPDX-License-Identifier: Apache-2.0
package dev.errand.pageseeder.groups;

import dev.errand.files.DurableFiles;
import dev.errand.files.FolderWalk;
import dev.errand.task.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import tools.jackson.core.JacksonException;

/**
 * One file for each relocation, {@code KEY.json}. Each is there whole or not at all, so reading
 * needs no lock; writing does.
 */
record RelocationFiles(Path folder) {

  private static final String SUFFIX = ".json";
  private static final String UNFINISHED = ".part";

  List<Relocation> all() throws IOException {
    List<Relocation> all = new ArrayList<>();
    for (String name : FolderWalk.names(folder)) {
      if (name.endsWith(SUFFIX)) {
        read(folder.resolve(name)).ifPresent(all::add);
      }
    }
    return all;
  }

  Optional<Relocation> find(UUID key) throws IOException {
    return read(file(key));
  }

  private static Optional<Relocation> read(Path file) throws IOException {
    try {
      return Optional.of(new Json(Files.readString(file)).as(Relocation.class));
    } catch (NoSuchFileException ended) {
      return Optional.empty();
    } catch (JacksonException e) {
      throw new IOException(
          file
              + " says which files of a group were on their way, and cannot be read. Look where"
              + " they are, put them right and remove that file. ("
              + e.getOriginalMessage()
              + ")",
          e);
    }
  }

  /** Nobody else may be writing: what is not finished then was left by a process that died. */
  void write(Relocation relocation) throws IOException {
    for (String name : FolderWalk.names(folder)) {
      if (name.endsWith(UNFINISHED)) {
        Files.deleteIfExists(folder.resolve(name)); // so nothing had moved
      }
    }
    DurableFiles.write(
        file(relocation.key()), Json.of(relocation).text().getBytes(StandardCharsets.UTF_8));
  }

  void delete(UUID key) throws IOException {
    Files.deleteIfExists(file(key));
    DurableFiles.syncFolder(folder);
  }

  private Path file(UUID key) {
    return folder.resolve(key + SUFFIX);
  }
}
