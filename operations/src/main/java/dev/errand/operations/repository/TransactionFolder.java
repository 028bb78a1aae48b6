// SPDX-License-Identifier: Apache-2.0
package dev.errand.operations.repository;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

/** Where a repository keeps its transactions: a file for each, made when the first one begins. */
record TransactionFolder(Path path) {

  /** Those that were begun and not ended, in no order. */
  List<Transaction> all() throws IOException {
    List<Transaction> all = new ArrayList<>();
    for (Path file : files()) {
      TransactionFile.read(file).ifPresent(all::add);
    }
    return all;
  }

  int count() throws IOException {
    return files().size();
  }

  private List<Path> files() throws IOException {
    if (!Files.isDirectory(path)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(path)) {
      return files.filter(file -> file.getFileName().toString().endsWith(".json")).toList();
    }
  }

  Optional<Transaction> find(UUID id) {
    return TransactionFile.read(file(id));
  }

  /** Begins a transaction, or moves one, at once or not at all. */
  void write(Transaction transaction, Instant now) throws IOException {
    if (!Files.isDirectory(path)) {
      Files.createDirectories(path);
      Durable.syncFolder(path.resolveSibling(""));
    }
    Durable.write(file(transaction.id()), TransactionFile.bytes(transaction));
    used(transaction.id(), now);
  }

  void remove(UUID id) throws IOException {
    Files.deleteIfExists(file(id));
    Durable.syncFolder(path);
  }

  /** Notes that it was used; one that was removed meanwhile stays so. */
  void used(UUID id, Instant now) throws IOException {
    try {
      Files.setLastModifiedTime(file(id), FileTime.from(now));
    } catch (NoSuchFileException removed) {
      return;
    }
  }

  /** When it was used last; empty if it is not there. */
  Optional<Instant> lastUse(UUID id) throws IOException {
    try {
      return Optional.of(Files.getLastModifiedTime(file(id)).toInstant());
    } catch (NoSuchFileException none) {
      return Optional.empty();
    }
  }

  private Path file(UUID id) {
    return path.resolve(id + ".json");
  }
}
