// SPDX-License-Identifier: Apache-2.0
package dev.errand.geodata.repository;

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

/**
 * Where a repository keeps its transactions: a file for each, made when the first one begins. One
 * that was cancelled while somebody was at work in it has another name, so that nobody finds it and
 * what is in it stays.
 */
record TransactionFolder(Path path, Unfinished unfinished) {

  private static final String OPEN = ".json";
  private static final String CANCELLED = ".cancelled";

  /** Those that were begun and not ended, in no order. */
  List<Transaction> all() throws IOException {
    return read(OPEN);
  }

  /** Those that were cancelled and of which not everything is removed, in no order. */
  List<Transaction> cancelled() throws IOException {
    return read(CANCELLED);
  }

  private List<Transaction> read(String suffix) throws IOException {
    List<Transaction> all = new ArrayList<>();
    for (Path file : files(suffix)) {
      TransactionFile.read(file).ifPresent(all::add);
    }
    return all;
  }

  int count() throws IOException {
    return files(OPEN).size();
  }

  boolean hasCancelled() throws IOException {
    return !files(CANCELLED).isEmpty();
  }

  private List<Path> files(String suffix) throws IOException {
    if (!Files.isDirectory(path)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(path)) {
      return files.filter(file -> file.getFileName().toString().endsWith(suffix)).toList();
    }
  }

  Optional<Transaction> find(UUID id) {
    return TransactionFile.read(file(id));
  }

  boolean isCancelled(UUID id) {
    return Files.exists(cancelledFile(id));
  }

  /** Begins a transaction, or moves one, at once or not at all. */
  void write(Transaction transaction, Instant now) throws IOException {
    if (!Files.isDirectory(path)) {
      Files.createDirectories(path);
      Durable.syncFolder(path.resolveSibling(""));
    }
    Durable.write(file(transaction.id()), TransactionFile.bytes(transaction), unfinished);
    used(transaction.id(), now);
  }

  void remove(UUID id) throws IOException {
    Files.deleteIfExists(file(id));
    Durable.syncFolder(path);
  }

  /** Nobody finds it any more; what was committed in it stays. */
  void cancel(UUID id) throws IOException {
    Durable.move(file(id), cancelledFile(id));
    Durable.syncFolder(path);
  }

  /**
   * Forgets one that was cancelled; what was committed in it may go. The file becomes the sign that
   * there is something to sweep, so that there is always one or the other. Durable after {@link
   * #sync}.
   */
  void forget(Transaction cancelled, ChangeSign sign) throws IOException {
    if (cancelled.hasChanged()) {
      Durable.move(cancelledFile(cancelled.id()), sign.file());
    } else {
      Files.delete(cancelledFile(cancelled.id()));
    }
  }

  void sync() throws IOException {
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
    return lastUse(file(id));
  }

  private static Optional<Instant> lastUse(Path file) throws IOException {
    try {
      return Optional.of(Files.getLastModifiedTime(file).toInstant());
    } catch (NoSuchFileException none) {
      return Optional.empty();
    }
  }

  /** When the one was used last that was left alone for longest; empty if there is none. */
  Optional<Instant> oldestUse() throws IOException {
    Optional<Instant> oldest = Optional.empty();
    for (Path file : files(OPEN)) {
      Optional<Instant> used = lastUse(file);
      if (oldest.isEmpty() || used.filter(oldest.get()::isAfter).isPresent()) {
        oldest = used;
      }
    }
    return oldest;
  }

  private Path file(UUID id) {
    return path.resolve(id + OPEN);
  }

  private Path cancelledFile(UUID id) {
    return path.resolve(id + CANCELLED);
  }
}
