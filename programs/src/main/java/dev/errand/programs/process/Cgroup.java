// SPDX-License-Identifier: Apache-2.0
package dev.errand.programs.process;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A cgroup of version 2, by its folder.
 *
 * @see <a href="https://docs.kernel.org/admin-guide/cgroup-v2.html">Control Group v2</a>
 */
record Cgroup(Path folder) {

  private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(5);
  private static final long PAUSE_MILLIS = 2;

  /** Makes it, if it is not there. */
  static Cgroup make(Path folder) throws IOException {
    Files.createDirectories(folder);
    return new Cgroup(folder);
  }

  /** The ids of its processes and of those in groups below it. */
  List<Long> processes() {
    List<Long> processes = new ArrayList<>();
    try {
      for (Path group : withThoseBelow()) {
        Files.readAllLines(group.resolve("cgroup.procs")).stream()
            .map(Long::valueOf)
            .forEach(processes::add);
      }
    } catch (IOException gone) {
      return processes; // a group below was taken away by who made it
    }
    return processes;
  }

  /** Deepest last. */
  private List<Path> withThoseBelow() throws IOException {
    List<Path> groups = new ArrayList<>(List.of(folder));
    for (int i = 0; i < groups.size(); i++) {
      try (DirectoryStream<Path> below =
          Files.newDirectoryStream(groups.get(i), Files::isDirectory)) {
        below.forEach(groups::add);
      }
    }
    return groups;
  }

  /** Kills all that is in it, and returns when nothing lives in it or patience is at its end. */
  void kill() throws IOException, InterruptedException {
    long begin = System.nanoTime();
    beginKill();
    boolean _ = awaitEmpty(begin + PATIENCE_NANOS);
  }

  /** Kills all that is in it, without waiting for it. */
  void beginKill() throws IOException {
    write("cgroup.kill", "1");
  }

  /**
   * Whether nothing lives in it, at once or before the deadline.
   *
   * @param deadline of {@link System#nanoTime}
   */
  boolean awaitEmpty(long deadline) throws IOException, InterruptedException {
    while (isPopulated()) {
      if (System.nanoTime() - deadline > 0) {
        return false;
      }
      Thread.sleep(PAUSE_MILLIS);
    }
    return true;
  }

  private boolean isPopulated() throws IOException {
    return Files.readAllLines(folder.resolve("cgroup.events")).contains("populated 1");
  }

  void write(String file, String text) throws IOException {
    Files.writeString(folder.resolve(file), text);
  }

  /** Sets a limit if this system lets this group have it; says whether it does. */
  boolean limit(String file, long value) {
    try {
      write(file, Long.toString(value));
      return true;
    } catch (IOException noSuchController) {
      return false;
    }
  }

  /** What a file says that holds one number; empty where there is no such file. */
  OptionalLong number(String file) {
    try {
      return OptionalLong.of(Long.parseLong(Files.readString(folder.resolve(file)).strip()));
    } catch (IOException | NumberFormatException unknown) {
      return OptionalLong.empty();
    }
  }

  /** The time on processors of all that is or was in it. */
  Duration cpu() {
    return Duration.ofNanos(1_000 * entry("cpu.stat", "usage_usec"));
  }

  /** What all that is or was in it moved from and to disks; empty where that is not counted. */
  Optional<Usage.Disk> disk() {
    try {
      return Optional.of(
          Files.readAllLines(folder.resolve("io.stat")).stream()
              .map(line -> new Usage.Disk(member(line, "rbytes"), member(line, "wbytes")))
              .reduce(Usage.Disk.NOTHING, Usage.Disk::plus));
    } catch (IOException noSuchController) {
      return Optional.empty();
    }
  }

  /** A number of a line such as {@code 8:0 rbytes=4096 wbytes=0}. */
  private static long member(String line, String key) {
    return Stream.of(line.split(" ", -1))
        .filter(word -> word.startsWith(key + "="))
        .mapToLong(word -> Long.parseLong(word.substring(key.length() + 1)))
        .findFirst()
        .orElse(0);
  }

  /** How often processes in it were killed because it was over its limit of memory. */
  long killedForMemory() {
    return entry("memory.events", "oom_kill");
  }

  private long entry(String file, String key) {
    try {
      return Files.readAllLines(folder.resolve(file)).stream()
          .filter(line -> line.startsWith(key + " "))
          .mapToLong(line -> Long.parseLong(line.substring(key.length() + 1)))
          .findFirst()
          .orElse(0);
    } catch (IOException unknown) {
      return 0;
    }
  }

  /**
   * Takes it away with those below it. What was killed a moment ago may still hold it.
   *
   * @throws IOException if something lives in it
   */
  void delete() throws IOException, InterruptedException {
    long begin = System.nanoTime();
    while (true) {
      try {
        for (Path group : withThoseBelow().reversed()) {
          Files.deleteIfExists(group);
        }
        return;
      } catch (NoSuchFileException gone) {
        return;
      } catch (FileSystemException busy) {
        if (System.nanoTime() - begin > PATIENCE_NANOS) {
          throw busy;
        }
        Thread.sleep(PAUSE_MILLIS);
      }
    }
  }
}
