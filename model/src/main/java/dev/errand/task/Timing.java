// SPDX-License-Identifier: Apache-2.0
package dev.errand.task;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * When and how long tasks ran that a list holds; all bounds are included, and to the millisecond.
 *
 * <p>The duration is from the start of the newest attempt to the end of the task, or to now while
 * it is RUNNING; it is never negative. A task that has none is left out if a bound of it is given.
 */
public record Timing(
    Optional<Instant> submittedFrom,
    Optional<Instant> submittedTo,
    Optional<Duration> minDuration,
    Optional<Duration> maxDuration) {

  /** Lets all pass. */
  public static final Timing ANY =
      new Timing(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

  /** The same for tasks submitted between these times; an absent one is no bound. */
  public Timing submitted(Optional<Instant> from, Optional<Instant> to) {
    return new Timing(from, to, minDuration, maxDuration);
  }

  /** The same for tasks that ran so long; an absent one is no bound. */
  public Timing duration(Optional<Duration> min, Optional<Duration> max) {
    return new Timing(submittedFrom, submittedTo, min, max);
  }

  /** Whether the time of submission matters. */
  public boolean boundsSubmission() {
    return submittedFrom.isPresent() || submittedTo.isPresent();
  }

  /** Whether the duration matters. */
  public boolean boundsDuration() {
    return minDuration.isPresent() || maxDuration.isPresent();
  }
}
