// SPDX-License-Identifier: Apache-2.0
package dev.errand.programs.process;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The process table that Linux shows in files.
 *
 * @see <a href="https://man7.org/linux/man-pages/man5/proc_pid_stat.5.html">proc_pid_stat</a>
 */
final class LinuxProcessTable implements ProcessTable {

  private static final Path PROC = Path.of("/proc");

  /** A tick of the clock that times of processes are counted in, which all Linux systems share. */
  private static final long TICK_MILLIS = 10;

  /** What a page has on the systems that Java 25 runs on, in all but rare settings. */
  private static final long PAGE = 4_096;

  private static final int LONGEST_COMMAND = 200;

  /** With a thousand programs a look at all processes takes tens of milliseconds. */
  private static final long FRESH_NANOS = TimeUnit.MILLISECONDS.toNanos(200);

  private final ReentrantLock turn = new ReentrantLock();
  private List<ProcessEntry> seen = List.of();
  private long seenAt;

  static boolean isThere() {
    return Files.isReadable(PROC.resolve("self/stat"));
  }

  @Override
  public List<ProcessEntry> all() {
    List<ProcessEntry> all = new ArrayList<>();
    try (DirectoryStream<Path> folders = Files.newDirectoryStream(PROC, "[0-9]*")) {
      for (Path folder : folders) {
        find(Long.parseLong(folder.getFileName().toString())).ifPresent(all::add);
      }
    } catch (IOException e) {
      throw new IllegalStateException("the processes of this machine cannot be listed", e);
    }
    return all;
  }

  @Override
  public List<ProcessEntry> recent() {
    turn.lock();
    try {
      if (System.nanoTime() - seenAt > FRESH_NANOS || seen.isEmpty()) {
        seen = all();
        seenAt = System.nanoTime();
      }
      return seen;
    } finally {
      turn.unlock();
    }
  }

  @Override
  public Optional<ProcessEntry> find(long pid) {
    return stat(pid)
        .map(fields ->
            new ProcessEntry(
                pid,
                Long.parseLong(fields[1]),
                Long.parseLong(fields[3]),
                Long.parseLong(fields[19]),
                fields[0].equals("Z") || fields[0].equals("X")));
  }

  /** The fields after the name, which may hold anything: state, parent, group, session … */
  private static Optional<String[]> stat(long pid) {
    return read(pid, "stat").map(text -> text.substring(text.lastIndexOf(')') + 2).split(" ", -1));
  }

  /** Empty if it is gone, or is not for us. */
  private static Optional<String> read(long pid, String file) {
    try {
      return Optional.of(
          new String(
              Files.readAllBytes(PROC.resolve(Long.toString(pid)).resolve(file)),
              StandardCharsets.ISO_8859_1));
    } catch (IOException gone) {
      return Optional.empty();
    }
  }

  @Override
  public boolean hasAnyInEnvironment(long pid, Collection<String> texts) {
    return !texts.isEmpty()
        && read(pid, "environ")
            .filter(environment -> texts.stream().anyMatch(environment::contains))
            .isPresent();
  }

  @Override
  public String command(long pid) {
    String line = read(pid, "cmdline").orElse("").replace('\0', ' ').strip();
    String name = line.isEmpty() ? read(pid, "comm").orElse("?").strip() : line;
    return name.length() <= LONGEST_COMMAND ? name : name.substring(0, LONGEST_COMMAND) + "…";
  }

  @Override
  public Usage usage(long pid) {
    return stat(pid)
        .map(fields ->
            new Usage(
                Long.parseLong(fields[21]) * PAGE,
                ticks(fields[11], fields[12], fields[13], fields[14]),
                1,
                disk(pid)))
        .orElse(Usage.NOTHING);
  }

  /**
   * Its own and that of its children that it has waited for; nothing if it is another user's.
   *
   * @see <a href="https://man7.org/linux/man-pages/man5/proc_pid_io.5.html">proc_pid_io</a>
   */
  private static Usage.Disk disk(long pid) {
    return read(pid, "io")
        .map(text -> new Usage.Disk(number(text, "read_bytes: "), number(text, "write_bytes: ")))
        .orElse(Usage.Disk.NOTHING);
  }

  private static long number(String text, String key) {
    return text.lines()
        .filter(line -> line.startsWith(key))
        .mapToLong(line -> Long.parseLong(line.substring(key.length())))
        .findFirst()
        .orElse(0);
  }

  /** Its own time in user and system mode, and that of its children that it has waited for. */
  private static Duration ticks(String... fields) {
    long ticks = 0;
    for (String field : fields) {
      ticks += Long.parseLong(field);
    }
    return Duration.ofMillis(ticks * TICK_MILLIS);
  }
}
