// SPDX-License-Identifier: Apache-2.0
package dev.errand.programs;

import dev.errand.testkit.Looks;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;

/** Processes that a test can tell from all others, by a word in their command lines. */
record Marked(String mark) {

  private static final long PATIENCE_NANOS = Duration.ofSeconds(60).toNanos();

  /** The mark is a time to sleep, of about a quarter of an hour. */
  static Marked fresh() {
    return new Marked(
        "9"
            + ThreadLocalRandom.current().nextInt(10, 99)
            + "."
            + ThreadLocalRandom.current().nextInt(100_000_000, 999_999_999));
  }

  /** The ids of those that live. */
  List<Long> living() {
    List<Long> living = new ArrayList<>();
    try (DirectoryStream<Path> all = Files.newDirectoryStream(Path.of("/proc"), "[0-9]*")) {
      for (Path process : all) {
        if (line(process).contains(mark)) {
          living.add(Long.valueOf(process.getFileName().toString()));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return living;
  }

  /** Those of them that began a session: the first process of each program. */
  List<Long> leading() {
    return living().stream().filter(Marked::leads).toList();
  }

  private static boolean leads(long pid) {
    try {
      String stat = Files.readString(Path.of("/proc", Long.toString(pid), "stat"));
      String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
      return Long.parseLong(fields[3]) == pid;
    } catch (IOException gone) {
      return false;
    }
  }

  /** Nothing for one that has ended, whether or not its status was taken. */
  private static String line(Path process) {
    try {
      return new String(
          Files.readAllBytes(process.resolve("cmdline")), StandardCharsets.ISO_8859_1);
    } catch (IOException gone) {
      return "";
    }
  }

  /** Returns once none lives any more. */
  void awaitNone() {
    long begin = System.nanoTime();
    while (!living().isEmpty()) {
      if (System.nanoTime() - begin > PATIENCE_NANOS) {
        throw new AssertionError("still there are " + living());
      }
      Looks.pause();
    }
  }

  void kill() {
    living().forEach(pid -> ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly));
  }
}
