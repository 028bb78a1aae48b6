// SPDX-License-Identifier: Apache-2.0
package dev.errand.programs;

import dev.errand.folder.Folders;
import dev.errand.task.TaskId;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where attempts work that may outlive their server: each in a folder of its own, with what it
 * writes, its exit code, and what tells another server whose it is.
 */
record Outliving(Path folder) {

  private static final String OPERATION = "operation";

  private static final Pattern NAME =
      Pattern.compile(
          "(\\p{XDigit}{8}(?:-\\p{XDigit}{4}){3}-\\p{XDigit}{12})-outliving-(\\d{1,9})");

  /**
   * An attempt.
   *
   * @param task key of the task: another database may give its number again
   * @param attempt number of the attempt
   */
  record Key(UUID task, int attempt) {

    static Key of(TaskId task, int attempt) {
      return new Key(task.key(), attempt);
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

  /** All that have begun and were not deleted; nothing else that lies there. */
  List<Key> all() throws IOException {
    List<Key> all = new ArrayList<>();
    if (!Files.isDirectory(folder)) {
      return all;
    }
    try (DirectoryStream<Path> folders = Files.newDirectoryStream(folder)) {
      for (Path one : folders) {
        Matcher name = NAME.matcher(one.getFileName().toString());
        if (name.matches()) {
          all.add(new Key(UUID.fromString(name.group(1)), Integer.parseInt(name.group(2))));
        }
      }
    }
    return all;
  }

  /**
   * @throws IOException if some of it cannot be deleted
   */
  void delete(Key key) throws IOException {
    Folders.delete(folder(key));
  }
}
