// SPDX-License-Identifier: Apache-2.0
package dev.errand.http.admin;

import dev.errand.limit.Limit;
import dev.errand.limit.LimitRule;
import dev.errand.limit.Limits;
import dev.errand.limit.Rate;
import dev.errand.limit.Scope;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What holds for a scope, as it is written.
 *
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
    Optional<String> changed,
    Optional<String> by) {

  static final Comparator<LimitDocument> BY_SCOPE = Comparator.comparing(LimitDocument::scope);

  static LimitDocument of(Scope scope, Limits now, List<LimitRule> rules) {
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
        rule.map(one -> one.changed().toString()),
        rule.flatMap(LimitRule::by));
  }
}
