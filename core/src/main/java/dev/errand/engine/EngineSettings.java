// SPDX-License-Identifier: Apache-2.0
package dev.errand.engine;

import java.nio.file.Path;
import java.time.Duration;

/**
 * How an engine behaves.
 *
 * @param data the folder for outputs and scratch files
 * @param node the name of this server process
 * @param workers how many attempts run at once on platform threads
 * @param waitingWorkers how many attempts of waiting operations run at once on virtual threads
 * @param retention how long tasks stay readable after their end
 * @param stop how a stop treats running attempts
 * @param logLimit how much of a task's log is kept
 * @param limits how many tasks may run and wait
 */
public record EngineSettings(
    Path data,
    String node,
    int workers,
    int waitingWorkers,
    RetentionSettings retention,
    Stop stop,
    LogLimit logLimit,
    LimitSettings limits) {

  /**
   * @param patience how long running attempts may go on when the engine stops
   * @param cancelPatience how long they then have to notice that they are cancelled
   * @param abandonAfter how long an attempt that was told to stop, by a caller or because its time
   *     was over, may go on while the engine runs
   */
  public record Stop(Duration patience, Duration cancelPatience, Duration abandonAfter) {

    public static final Stop DEFAULT =
        new Stop(Duration.ofSeconds(20), Duration.ofSeconds(5), Duration.ofHours(1));
  }

  /**
   * Of a log that grows beyond either limit the first and the last half stay.
   *
   * @param lines at the most
   * @param bytes of text at the most, as UTF-8
   */
  public record LogLimit(long lines, long bytes) {

    public static final LogLimit DEFAULT = new LogLimit(10_000, 8L << 20);

    public LogLimit {
      if (lines < 2 || bytes < 2) {
        throw new IllegalArgumentException("a log keeps at least two lines of one byte");
      }
    }
  }

  public EngineSettings {
    if (workers < 1 || waitingWorkers < 1) {
      throw new IllegalArgumentException(
          "at least one worker of each kind is needed, not %d and %d"
              .formatted(workers, waitingWorkers));
    }
  }
}
