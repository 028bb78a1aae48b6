// SPDX-License-Identifier: Apache-2.0
package dev.errand.programs;

import dev.errand.task.TaskId;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Where attempts work that may outlive their server: each in a folder of its own, with what it
 * writes, its exit code, and what tells another server whose it is.
 */
record Outliving(Path folder) {

  private static final String OPERATION = "operation";

  /**
   * An attempt.
   *
   * @param task number of the task
   * @param attempt number of the attempt
   */
  record Key(long task, int attempt) {

    static Key of(TaskId task, int attempt) {
      return new Key(task.number(), attempt);
    }

    /** No other attempt has it, outliving or not. */
    String name() {
      return task + "-outliving-" + attempt;
    }
  }

  Path folder(Key key) {
    return folder.resolve(key.name());
  }

  Path exit(Key key) {
    return folder(key).resolve("exit");
  }

  /** Says that it is about to begin. */
  void begin(Key key, String operation) throws IOException {
    Files.createDirectories(folder(key));
    Files.writeString(folder(key).resolve(OPERATION), operation);
  }

  boolean hasBegun(Key key) {
    return operation(key).isPresent();
  }

  /** How long ago it began, by the clock of this machine. */
  Duration age(Key key) throws IOException {
    Duration age =
        Duration.between(
            Files.getLastModifiedTime(folder(key).resolve(OPERATION)).toInstant(), Instant.now());
    return age.isNegative() ? Duration.ZERO : age;
  }

  /** Of which operation it is. */
  Optional<String> operation(Key key) {
    try {
      return Optional.of(Files.readString(folder(key).resolve(OPERATION)));
    } catch (IOException none) {
      return Optional.empty();
    }
  }

  /** All that have begun and were not deleted. */
  List<Key> all() throws IOException {
    List<Key> all = new ArrayList<>();
    if (!Files.isDirectory(folder)) {
      return all;
    }
    try (DirectoryStream<Path> folders = Files.newDirectoryStream(folder, "*-outliving-*")) {
      for (Path one : folders) {
        String[] words = one.getFileName().toString().split("-outliving-", -1);
        all.add(new Key(Long.parseLong(words[0]), Integer.parseInt(words[1])));
      }
    }
    return all;
  }

  void delete(Key key) throws IOException {
    if (!Files.exists(folder(key))) {
      return;
    }
    try (Stream<Path> files = Files.walk(folder(key))) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    }
  }
}
