// SPDX-License-Identifier: Apache-2.0
package dev.errand.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The processor time of a PostgreSQL server, as Linux tells it. */
final class ServerCpu {

  /** Linux counts in hundredths of a second, whatever its kernel does inside. */
  private static final long NANOS_PER_TICK = TimeUnit.SECONDS.toNanos(1) / 100;

  /** Where proc(5) has the time in user and kernel mode, counted from the state of the process. */
  private static final int OWN = 11;

  /** The same of children that have ended. */
  private static final int OF_ENDED = 13;

  private ServerCpu() {}

  /** Of the server with its files there: its first process, its children, and those that ended. */
  static long nanos(Path data) throws IOException {
    List<String> lines = Files.readAllLines(data.resolve("postmaster.pid"));
    long first = Long.parseLong(lines.getFirst().strip());
    long ticks = ticks(first, OWN) + ticks(first, OF_ENDED);
    List<ProcessHandle> children = ProcessHandle.of(first).orElseThrow().children().toList();
    for (ProcessHandle child : children) {
      ticks += ticks(child.pid(), OWN);
    }
    return ticks * NANOS_PER_TICK;
  }

  /** 0 of a process that is gone, and where there is no Linux. */
  private static long ticks(long pid, int field) throws IOException {
    Path stat = Path.of("/proc", Long.toString(pid), "stat");
    if (!Files.exists(stat)) {
      return 0;
    }
    String text = Files.readString(stat);
    // The name of the process, in parentheses, may hold anything.
    String[] fields = text.substring(text.lastIndexOf(')') + 2).split(" ", -1);
    return Long.parseLong(fields[field]) + Long.parseLong(fields[field + 1]);
  }
}
