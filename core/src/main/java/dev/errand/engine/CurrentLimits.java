// SPDX-License-Identifier: Apache-2.0
package dev.errand.engine;

import dev.errand.limit.Limit;
import dev.errand.limit.LimitChange;
import dev.errand.limit.LimitRule;
import dev.errand.limit.Limits;
import dev.errand.limit.Running;
import dev.errand.limit.Scope;
import dev.errand.limit.Shares;
import dev.errand.operation.OperationInfo;
import dev.errand.store.Store;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The limits that hold now: what is set, and what operators said instead. Safe for all threads. */
final class CurrentLimits {

  private final Store store;
  private final LimitSettings settings;
  private final Shares shares = new Shares();
  private volatile List<LimitRule> rules = List.of();
  private Limits set;
  private volatile Limits now;

  CurrentLimits(Store store, LimitSettings settings, Collection<OperationInfo> operations) {
    this.store = store;
    this.settings = settings;
    set = settings.of(operations);
    now = set;
  }

  Limits now() {
    return now;
  }

  /** Whose turn it is on this node. */
  Shares shares() {
    return shares;
  }

  /** What operators said, as it was last read. */
  List<LimitRule> rules() {
    return rules;
  }

  /**
   * Reads what operators said.
   *
   * @return whether something else holds now
   */
  synchronized boolean load() {
    rules = List.copyOf(store.limits().rules());
    Limits before = now;
    now = merged(set, rules);
    return !now.equals(before);
  }

  /** Has limits that operations say hold from now on. */
  synchronized void follow(Collection<OperationInfo> operations) {
    set = settings.of(operations);
    now = merged(set, rules);
  }

  Running running() {
    return store.limits().running();
  }

  /** Counted as for a limit that lets so many wait. */
  long waiting(Scope scope, long most, Instant now) {
    Limits.Applied bound = new Limits.Applied(scope, Limit.NONE.waiting(most));
    return most - store.limits().allowances(List.of(bound), now).getFirst().left();
  }

  /** Keeps what an operator says, for all nodes; it holds here when this returns. */
  void change(LimitChange change) {
    boolean _ = Recorder.join(store.limits().change(change));
    load();
  }

  private static Limits merged(Limits set, List<LimitRule> rules) {
    Map<Scope, Limit> all = new HashMap<>(set.set());
    Set<String> paused = new HashSet<>();
    for (LimitRule rule : rules) {
      rule.limit().ifPresent(limit -> all.put(rule.scope(), limit));
      if (rule.paused() && rule.scope() instanceof Scope.OfOperation(String name)) {
        paused.add(name);
      }
    }
    return new Limits(set.sharedBy(), all, paused);
  }
}
