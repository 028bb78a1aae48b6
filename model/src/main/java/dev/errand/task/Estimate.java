// SPDX-License-Identifier: Apache-2.0
package dev.errand.task;

import java.time.Instant;
import java.util.Optional;

/**
 * When a task should start and end, judged by how long others of its operation ran that FINISHED.
 * No promise: how often such ranges held is told beside them.
 *
 * @param start of a task that waits; absent where nothing can be said of it
 * @param end of a task that runs or waits, if it ends as those did; absent where too few did
 * @param held how often the ranges of the operation held
 */
public record Estimate(Optional<Span> start, Optional<Span> end, Held held) {

  /**
   * A time between two, by the clock of the store's nodes.
   *
   * @param from not before the moment when it was asked
   * @param to not before {@code from}; absent where nobody knows how late it may be
   */
  public record Span(Instant from, Optional<Instant> to) {}

  /**
   * How often tasks of an operation ran as long as was to be expected when they started, on one
   * node since its process began.
   *
   * @param times how many did
   * @param of how many were looked at: those that FINISHED, with enough others known at their start
   */
  public record Held(long times, long of) {

    /** None was looked at. */
    public static final Held NONE = new Held(0, 0);
  }
}
