// SPDX-License-Identifier: Apache-2.0
package dev.errand.geodata.repository;

import java.io.IOException;
import java.net.URI;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Where a repository keeps what. */
record RepositoryFolder(String name, Path path, Unfinished unfinished) {

  Path data() {
    return path.resolve("data");
  }

  Path revisions() {
    return path.resolve("revisions");
  }

  /** Each file in it, at any depth, holds the identifier of a revision that must stay. */
  Path refs() {
    return path.resolve("refs");
  }

  TransactionFolder transactions() {
    return new TransactionFolder(path.resolve("transactions"), unfinished);
  }

  ChangeSign sign() {
    return new ChangeSign(path.resolve("unfinished"));
  }

  Path headFile() {
    return path.resolve("HEAD");
  }

  Path headData() {
    return path.resolve("head.gpkg");
  }

  Path dataFile(String id) {
    return data().resolve(id + ".gpkg");
  }

  Path revisionFile(String id) {
    return revisions().resolve(id + ".json");
  }

  URI uri() {
    String text = path.toUri().toString();
    return URI.create(text.endsWith("/") ? text.substring(0, text.length() - 1) : text);
  }

  boolean exists() {
    return Files.isDirectory(data()) && Files.isDirectory(revisions());
  }

  Optional<String> headId() {
    return Files.exists(headFile()) ? Optional.of(readId(headFile())) : Optional.empty();
  }

  String readId(Path file) {
    try {
      String id = Files.readString(file).strip();
      if (!Digests.isId(id)) {
        throw new RepositoryDamagedException(
            "The file %s does not hold the identifier of a revision.".formatted(file), null);
      }
      return id;
    } catch (IOException e) {
      throw new RepositoryDamagedException("The file %s cannot be read: %s".formatted(file, e), e);
    }
  }

  Revision readRevision(String id) {
    return RevisionFile.read(revisionFile(id));
  }

  /** Takes away the permission to write, so that no program changes a revision by accident. */
  void protect(Path file) throws IOException {
    if (!file.toFile().setReadOnly()) {
      throw new IOException("The file %s cannot be made read-only.".formatted(file));
    }
  }

  /**
   * Lets {@code head.gpkg} be the data of the revision: a hard link, or a copy where there are no
   * links. Not synced, because it is put right by a sweep.
   */
  void linkHead(String id) throws IOException {
    Path beside = unfinished.in(path, ".gpkg");
    try {
      linkOrCopy(dataFile(id), beside);
      Durable.move(beside, headData());
    } finally {
      Files.deleteIfExists(beside); // a link that is moved to the same file stays
    }
  }

  private void linkOrCopy(Path source, Path target) throws IOException {
    try {
      Files.createLink(target, source);
    } catch (UnsupportedOperationException | FileSystemException e) {
      Files.copy(source, target);
      protect(target);
    }
  }

  /** Whether {@code head.gpkg} is what it should be. */
  boolean isHeadLinked(String id) throws IOException {
    if (!Files.exists(headData())) {
      return false;
    }
    return Files.isSameFile(headData(), dataFile(id))
        || Files.mismatch(headData(), dataFile(id)) == -1;
  }
}
