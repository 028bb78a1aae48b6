// SPDX-License-Identifier: Apache-2.0
package dev.errand.programs.process;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * Whose processes are whose: each folder has an id, which stands in the environment and in the
 * cgroups of all that servers on this folder start, one after the other. Beside it lies a file for
 * each process that runs.
 *
 * @param folder that no other process uses
 * @param id random
 */
record Owner(Path folder, String id) {

  /** The variable that tells whose a process is; does not begin as our settings do. */
  static final String VARIABLE = "ATTEMPT_OF_ERRAND";

  /** Ids and starts of processes come again once the machine has started anew. */
  private static final String BOOT = boot();

  /**
   * Empty where the system does not tell; there a start is a time of day.
   *
   * @see <a href="https://man7.org/linux/man-pages/man5/proc_sys_kernel.5.html">proc_sys_kernel</a>
   */
  private static String boot() {
    try {
      return Files.readString(Path.of("/proc/sys/kernel/random/boot_id")).strip();
    } catch (IOException notLinux) {
      return "";
    }
  }

  static Owner of(Path folder) throws IOException {
    Files.createDirectories(folder.resolve("running"));
    Path file = folder.resolve("owner");
    if (!Files.exists(file)) {
      Files.writeString(file, UUID.randomUUID().toString());
    }
    return new Owner(folder, Files.readString(file).strip());
  }

  String cgroup() {
    return "errand-" + id;
  }

  /** What stands in the environment of everything of this owner. */
  String mark() {
    return VARIABLE + "=" + id + ".";
  }

  /** What stands in the environment of an attempt. */
  String token(String attempt) {
    return id + "." + attempt;
  }

  /** What finds an attempt in an environment, but not one whose name is longer. */
  String search(String attempt) {
    return VARIABLE + "=" + token(attempt) + '\0';
  }

  void note(String attempt, ProcessEntry leader) throws IOException {
    Files.writeString(note(attempt), note(leader));
  }

  void forget(String attempt) throws IOException {
    Files.deleteIfExists(note(attempt));
  }

  private Path note(String attempt) {
    return folder.resolve("running").resolve(attempt);
  }

  /** The process that was noted of an attempt, if the machine has not started anew since. */
  Optional<ProcessEntry> noted(String attempt) {
    try {
      String[] words = Files.readString(note(attempt)).split(" ", -1);
      return words.length == 3 && words[0].equals(BOOT)
          ? Optional.of(
              new ProcessEntry(
                  Long.parseLong(words[1]),
                  0,
                  Long.parseLong(words[1]),
                  Long.parseLong(words[2]),
                  false))
          : Optional.empty();
    } catch (IOException | NumberFormatException none) {
      return Optional.empty();
    }
  }

  /** What is noted of a process, and of no other. */
  static String note(ProcessEntry entry) {
    return BOOT + " " + entry.pid() + " " + entry.start();
  }

  /** All that is noted but of these attempts. */
  List<String> notes(Set<String> except) throws IOException {
    List<String> notes = new ArrayList<>();
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder.resolve("running"))) {
      for (Path file : files) {
        if (!except.contains(file.getFileName().toString())) {
          notes.add(Files.readString(file));
        }
      }
    }
    return notes;
  }

  void forgetAll(Set<String> except) throws IOException {
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder.resolve("running"))) {
      for (Path file : files) {
        if (!except.contains(file.getFileName().toString())) {
          Files.deleteIfExists(file);
        }
      }
    }
  }
}
