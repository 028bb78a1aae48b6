// SPDX-License-Identifier: Apache-2.0
package dev.errand.store;

import dev.errand.task.AttemptUsage;
import dev.errand.task.CancelSteps;
import dev.errand.task.LogEntry;
import dev.errand.task.LogLevel;
import dev.errand.task.Progress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What an attempt has to say since the last time.
 *
 * @param progress the newest; absent if there is none
 * @param remark the mark to show; absent takes an earlier one back
 * @param lines new log lines in order
 * @param dropped lines already stored with sequence numbers in this range are to go
 * @param extent what the log holds afterwards
 * @param standing what else is to be remembered
 */
public record Recording(
    Optional<Progress> progress,
    Optional<LogLevel> remark,
    List<LogEntry.Line> lines,
    Dropped dropped,
    LogExtent extent,
    Standing standing) {

  /** A range of sequence numbers, both ends included; empty if {@code first > last}. */
  public record Dropped(long first, long last) {
    public static final Dropped NONE = new Dropped(1, 0);

    public boolean isEmpty() {
      return first > last;
    }
  }

  /**
   * What an attempt seldom has to say.
   *
   * @param usage what all attempts used, this one among them; empty if it has not said what it used
   * @param position up to where the lines tell what the operation read; absent if it does not say
   * @param ran how long all attempts ran, this one until now; absent where nothing depends on it
   * @param cancelSteps how far a cancel has come; absent where it has reached nothing
   */
  public record Standing(
      List<AttemptUsage> usage,
      Optional<String> position,
      Optional<Duration> ran,
      Optional<CancelSteps> cancelSteps) {
    public static final Standing NONE =
        new Standing(List.of(), Optional.empty(), Optional.empty(), Optional.empty());

    public Standing {
      usage = List.copyOf(usage);
    }

    public boolean isNone() {
      return equals(NONE);
    }
  }

  public Recording {
    lines = List.copyOf(lines);
  }

  /** One with nothing else to be remembered. */
  public Recording(
      Optional<Progress> progress,
      Optional<LogLevel> remark,
      List<LogEntry.Line> lines,
      Dropped dropped,
      LogExtent extent) {
    this(progress, remark, lines, dropped, extent, Standing.NONE);
  }
}
