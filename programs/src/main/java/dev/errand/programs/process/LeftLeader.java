// SPDX-License-Identifier: Apache-2.0
package dev.errand.programs.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * One that an earlier process has started. Nobody is told of its end, so it is looked at.
 *
 * @param entry as it was noted at its start
 * @param exit where it notes its exit code
 */
record LeftLeader(ProcessTable table, ProcessEntry entry, Path exit) implements Leader {

  private static final long PAUSE_MILLIS = 10;

  /** What is told of one that was killed, and so could not note anything. */
  private static final int KILLED = 128 + 9;

  @Override
  public long pid() {
    return entry.pid();
  }

  boolean lives() {
    return table
        .find(entry.pid())
        .filter(found -> found.start() == entry.start() && !found.ended())
        .isPresent();
  }

  @Override
  public boolean waitFor(Duration atMost) throws InterruptedException {
    long begin = System.nanoTime();
    while (lives()) {
      long left = atMost.toNanos() - (System.nanoTime() - begin);
      if (left <= 0) {
        return false;
      }
      Thread.sleep(Duration.ofNanos(Math.min(left, Duration.ofMillis(PAUSE_MILLIS).toNanos())));
    }
    return true;
  }

  @Override
  public int exitCode() {
    return noted(exit).orElse(KILLED);
  }

  /** The exit code in a file; empty if none is noted, or not whole. */
  static Optional<Integer> noted(Path exit) {
    try {
      String text = Files.readString(exit);
      return text.endsWith("\n") ? Optional.of(Integer.valueOf(text.strip())) : Optional.empty();
    } catch (IOException | NumberFormatException none) {
      return Optional.empty();
    }
  }
}
