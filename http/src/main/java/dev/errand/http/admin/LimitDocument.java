// SPDX-License-Identifier: Apache-2.0
package dev.errand.http.admin;

import dev.errand.GuardedLimits;
import dev.errand.limit.Limit;
import dev.errand.limit.LimitRule;
import dev.errand.limit.Limits;
import dev.errand.limit.Rate;
import dev.errand.limit.Running;
import dev.errand.limit.Scope;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;

/**
 * What holds for a scope, as it is written.
 *
 * @param now what there is of it; absent for each user or group while nothing runs of any
 * @param changed when an operator said so; absent where only settings and operations do
 */
record LimitDocument(
    String scope,
    OptionalLong concurrency,
    OptionalLong concurrencyPerNode,
    OptionalLong waiting,
    Optional<String> rate,
    int weight,
    boolean paused,
    Optional<Now> now,
    Optional<String> changed,
    Optional<String> by) {

  static final Comparator<LimitDocument> BY_SCOPE = Comparator.comparing(LimitDocument::scope);

  private static final long MOST = 100_000;

  /**
   * How much of a limit is used.
   *
   * @param scope what was counted: of users or groups the one of which most run
   * @param waiting at most {@link #MOST}
   */
  record Now(String scope, long running, long waiting) {}

  /** What holds for these, in order, with what runs and waits now. */
  static List<LimitDocument> all(Stream<Scope> scopes, GuardedLimits limits) {
    Limits now = limits.now();
    List<LimitRule> rules = limits.rules();
    Running running = limits.running();
    return scopes
        .distinct()
        .map(scope -> of(scope, now, rules, used(scope, running, limits)))
        .sorted(BY_SCOPE)
        .toList();
  }

  private static Optional<Now> used(Scope scope, Running running, GuardedLimits limits) {
    return limits
        .now()
        .fullest(scope, running)
        .map(one -> new Now(one.text(), running.all(one), limits.waiting(one, MOST)));
  }

  private static LimitDocument of(
      Scope scope, Limits now, List<LimitRule> rules, Optional<Now> used) {
    Limit limit = now.of(scope);
    Optional<LimitRule> rule = rules.stream().filter(one -> one.scope().equals(scope)).findFirst();
    return new LimitDocument(
        scope.text(),
        limit.concurrency(),
        limit.concurrencyPerNode(),
        limit.waiting(),
        limit.rate().map(Rate::text),
        limit.weight(),
        scope instanceof Scope.OfOperation(String name) && now.paused().contains(name),
        used,
        rule.map(one -> one.changed().toString()),
        rule.flatMap(LimitRule::by));
  }
}
