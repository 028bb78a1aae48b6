// SPDX-License-Identifier: Apache-2.0
package dev.errand.limit;

import dev.errand.limit.LaneBounds.Bounded;
import dev.errand.limit.LaneBounds.Count;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Says of each waiting task whether limits let it start, given what runs and what was taken before
 * it. For one thread.
 */
public final class Selection {

  private final Limits limits;
  private final Running running;
  private final Map<Scope, Count> counts = new HashMap<>();
  private final Map<Lane, LaneBounds> lanes = new HashMap<>();

  /**
   * @param running what runs now; it stays as it is
   */
  public Selection(Limits limits, Running running) {
    this.limits = limits;
    this.running = running;
  }

  /** Whether a task of this lane may start now. */
  public boolean admits(Lane lane) {
    return bounds(lane).admits();
  }

  /** Whether any task of the operation may. */
  public boolean admits(String operation) {
    return admits(new Lane(operation, Optional.empty(), OptionalLong.empty()));
  }

  /** Counts a task of this lane as one that runs. */
  public void take(Lane lane) {
    bounds(lane).take();
  }

  private LaneBounds bounds(Lane lane) {
    return lanes.computeIfAbsent(
        lane,
        one -> {
          List<Bounded> bounded =
              limits.of(one).stream()
                  .filter(applied -> applied.limit().boundsRunning())
                  .map(applied -> new Bounded(count(applied.scope()), applied.limit()))
                  .toList();
          return new LaneBounds(limits.paused().contains(one.operation()), bounded);
        });
  }

  private Count count(Scope scope) {
    return counts.computeIfAbsent(scope, one -> new Count(running.all(one), running.here(one)));
  }
}
