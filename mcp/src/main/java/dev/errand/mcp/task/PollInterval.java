// SPDX-License-Identifier: Apache-2.0
package dev.errand.mcp.task;

import dev.errand.task.Task;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** When it is worth asking for a task again, by how long others of its operation took. */
final class PollInterval {

  private static final long LEAST = 500;
  private static final long MOST = 10_000;
  private static final long UNKNOWN = 1_000;

  /** So often is asked in the time that is left. */
  private static final int TIMES = 4;

  private PollInterval() {}

  /**
   * Milliseconds, from 500 to 10,000. How long people think nobody knows.
   *
   * @param typical how long a task of the operation usually runs
   */
  static long millis(Task task, Optional<Duration> typical, Instant now) {
    if (task.cancelRequest().isPresent()) {
      return LEAST;
    }
    if (typical.isEmpty() || task.isAsking()) {
      return UNKNOWN;
    }
    Instant until = task.times().ended().orElse(now);
    Duration passed =
        task.times().started().map(at -> Duration.between(at, until)).orElse(Duration.ZERO);
    return Math.clamp(typical.get().minus(passed).toMillis() / TIMES, LEAST, MOST);
  }
}
