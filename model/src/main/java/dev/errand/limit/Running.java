// SPDX-License-Identifier: Apache-2.0
package dev.errand.limit;

import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/** How many tasks run in each scope, as counted at one moment. For one thread. */
public final class Running {

  private final Map<Scope, Count> counts = new HashMap<>();

  /** How many, and how many of them on this node. */
  private record Count(long all, long here) {

    static final Count NONE = new Count(0, 0);
  }

  /** Counts tasks of one lane that run on all nodes, and among them those on this one. */
  public Running add(Lane lane, long all, long here) {
    add(new Scope.All(), all, here);
    add(new Scope.OfOperation(lane.operation()), all, here);
    lane.owner().ifPresent(owner -> add(new Scope.OfUser(owner), all, here));
    lane.group().ifPresent(group -> add(new Scope.OfGroup(group), all, here));
    return this;
  }

  private void add(Scope scope, long all, long here) {
    counts.merge(
        scope,
        new Count(all, here),
        (before, more) -> new Count(before.all + more.all, before.here + more.here));
  }

  /** The one of these scopes of which most run; empty if nothing runs of any. */
  Optional<Scope> most(Predicate<Scope> of) {
    return counts.keySet().stream()
        .filter(of)
        .max(Comparator.comparingLong(this::all).thenComparing(Scope::text));
  }

  public long all(Scope scope) {
    return counts.getOrDefault(scope, Count.NONE).all();
  }

  public long here(Scope scope) {
    return counts.getOrDefault(scope, Count.NONE).here();
  }
}
