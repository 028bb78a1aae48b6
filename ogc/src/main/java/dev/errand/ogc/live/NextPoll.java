// SPDX-License-Identifier: Apache-2.0
package dev.errand.ogc.live;

import dev.errand.task.Task;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** When it is worth asking for a job's status again. */
final class NextPoll {

  private static final int LEAST_SECONDS = 1;
  private static final int MOST_SECONDS = 60;

  /** Of a job that may end at any time: a tenth of how long it has been there. */
  private static final int PART = 10;

  private NextPoll() {}

  /**
   * Whole seconds, from 1 to 60: until the job should end as others of its operation did; if that
   * is over or nobody knows, the longer the longer it has been there.
   *
   * @param typical how long a task of the operation usually runs
   */
  static int seconds(Task task, Optional<Duration> typical, Instant now) {
    Instant since = task.times().started().orElse(task.times().submitted());
    Duration passed = Duration.between(since, now);
    Duration left = typical.map(whole -> whole.minus(passed)).orElse(Duration.ZERO);
    Duration wait = left.isPositive() ? left : passed.dividedBy(PART);
    long seconds = wait.plusMillis(999).toSeconds();
    return (int) Math.clamp(seconds, LEAST_SECONDS, MOST_SECONDS);
  }
}
