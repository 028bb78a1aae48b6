// SPDX-License-Identifier: Apache-2.0
package dev.errand.limit;

import java.util.Optional;
import java.util.OptionalLong;

/**
 * Says of each waiting task whether limits let it start, given what runs and what was taken before
 * it. For one thread.
 */
public final class Selection {

  private final Limits limits;
  private final Running running;
  private final Shares shares;

  /**
   * @param running what runs now; it grows with what is taken
   */
  public Selection(Limits limits, Running running, Shares shares) {
    this.limits = limits;
    this.running = running;
    this.shares = shares;
  }

  /** Whether a task of this lane may start now. */
  public boolean admits(Lane lane) {
    return Bound.of(limits, running, lane).isEmpty();
  }

  /** Whether any task of the operation may. */
  public boolean admits(String operation) {
    return admits(new Lane(operation, Optional.empty(), OptionalLong.empty()));
  }

  /** Whether who comes first matters by more than priority and the order of submission. */
  public boolean shares() {
    return limits.sharedBy() != SharedBy.NOBODY;
  }

  /** How far the share of a lane is: of tasks of one priority the least goes first. */
  public long pass(Lane lane) {
    return limits.share(lane).map(shares::pass).orElse(0L);
  }

  /** The same, to try with: what it counts, this one does not. */
  public Selection copy() {
    return new Selection(limits, running.copy(), shares);
  }

  /** Counts a task of this lane as one that runs. */
  public void count(Lane lane) {
    running.add(lane, 1, 1);
  }

  /** The same, and moves its share on. */
  public void take(Lane lane) {
    count(lane);
    limits.share(lane).ifPresent(shares::started);
  }
}
