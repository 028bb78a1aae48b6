// SPDX-License-Identifier: Apache-2.0
package dev.errand.limit;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * All limits at one moment.
 *
 * @param sharedBy between whom workers are shared
 * @param set what is said of each scope
 * @param paused operations of which nothing is started
 */
public record Limits(SharedBy sharedBy, Map<Scope, Limit> set, Set<String> paused) {

  public static final Limits NONE = new Limits(SharedBy.NOBODY, Map.of(), Set.of());

  private static final Scope ALL = new Scope.All();
  private static final Scope EACH_USER = new Scope.EachUser();
  private static final Scope EACH_GROUP = new Scope.EachGroup();

  public Limits {
    set = Map.copyOf(set);
    paused = Set.copyOf(paused);
  }

  /** A limit with the scope that it counts. */
  public record Applied(Scope scope, Limit limit) {}

  /** Whether tasks may have to wait for other reasons than that no worker is free. */
  public boolean boundRunning() {
    return sharedBy != SharedBy.NOBODY
        || !paused.isEmpty()
        || set.values().stream().anyMatch(Limit::boundsRunning);
  }

  /**
   * So many tasks may run in all, whatever they are, before any limit can keep one back; 0 where
   * more than numbers decides.
   */
  public long narrowest() {
    return sharedBy == SharedBy.NOBODY && paused.isEmpty()
        ? set.values().stream().mapToLong(Limit::narrowest).min().orElse(Long.MAX_VALUE)
        : 0;
  }

  /** Whether the end of a task of this lane may let another one go. */
  public boolean boundRunning(Lane lane) {
    return of(lane).stream().anyMatch(applied -> applied.limit().boundsRunning());
  }

  /** What bounds tasks of this lane; the narrowest scope comes first. */
  public List<Applied> of(Lane lane) {
    if (set.isEmpty()) {
      return List.of();
    }
    List<Applied> applied = new ArrayList<>(4);
    Scope operation = new Scope.OfOperation(lane.operation());
    set(operation).ifPresent(limit -> applied.add(new Applied(operation, limit)));
    lane.owner().map(Scope.OfUser::new).ifPresent(user -> add(user, EACH_USER, applied));
    lane.group().ifPresent(number -> add(new Scope.OfGroup(number), EACH_GROUP, applied));
    set(ALL).ifPresent(limit -> applied.add(new Applied(ALL, limit)));
    return applied;
  }

  /** What may refuse the start of a task of this lane. */
  public List<Applied> ofStarts(Lane lane) {
    return of(lane).stream().filter(applied -> applied.limit().boundsStarts()).toList();
  }

  private void add(Scope scope, Scope otherwise, List<Applied> applied) {
    set(scope).or(() -> set(otherwise)).ifPresent(limit -> applied.add(new Applied(scope, limit)));
  }

  /** What holds for a scope: for a user or group of whom nothing is said, what is said of each. */
  public Limit of(Scope scope) {
    return set(scope)
        .or(() ->
            switch (scope) {
              case Scope.OfUser _ -> set(EACH_USER);
              case Scope.OfGroup _ -> set(EACH_GROUP);
              case Scope.OfOperation _, Scope.All _, Scope.EachUser _, Scope.EachGroup _ ->
                  Optional.empty();
            })
        .orElse(Limit.NONE);
  }

  /**
   * What is counted for what is said of a scope. For each user or group that is the one of which
   * most run, among those of whom nothing else is said; empty if nothing runs of any.
   */
  public Optional<Scope> fullest(Scope scope, Running running) {
    return switch (scope) {
      case Scope.EachUser _ ->
          running.most(one -> one instanceof Scope.OfUser && !set.containsKey(one));
      case Scope.EachGroup _ ->
          running.most(one -> one instanceof Scope.OfGroup && !set.containsKey(one));
      case Scope.All _, Scope.OfOperation _, Scope.OfUser _, Scope.OfGroup _ -> Optional.of(scope);
    };
  }

  /** Which part of what may run of a scope does; 0 where that has no limit. */
  public double used(Scope scope, Running running) {
    OptionalLong most = of(scope).concurrency();
    long runs = fullest(scope, running).map(running::all).orElse(0L);
    return most.isPresent() ? (double) runs / most.getAsLong() : 0;
  }

  private Optional<Limit> set(Scope scope) {
    return Optional.ofNullable(set.get(scope));
  }

  /** Whose share a task of this lane counts against, and how heavy that is. */
  public Optional<Share> share(Lane lane) {
    return sharedBy.of(lane).map(scope -> new Share(scope, weight(scope)));
  }

  private int weight(Scope scope) {
    return of(scope).weight();
  }

  /** A share of the workers. */
  public record Share(Scope scope, int weight) {}
}
