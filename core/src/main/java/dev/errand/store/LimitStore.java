// SPDX-License-Identifier: Apache-2.0
package dev.errand.store;

import dev.errand.limit.Allowance;
import dev.errand.limit.LimitChange;
import dev.errand.limit.LimitRule;
import dev.errand.limit.Limits;
import dev.errand.limit.Running;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** What a store keeps of limits, and what can be counted for them. */
public interface LimitStore {

  /** What operators said, by scope. */
  List<LimitRule> rules();

  /** Changes one part of the rule of a scope; a rule that says nothing any more is not kept. */
  CompletableFuture<Boolean> change(LimitChange change);

  /** How many tasks run, in all scopes. */
  Running running();

  /**
   * How many more starts each limit of these would let in at {@code now}. It may cost a look at as
   * many rows as may wait.
   */
  List<Allowance> allowances(List<Limits.Applied> bounds, Instant now);

  /**
   * Where a waiting task stands among those that workers of its kind could start now; empty if none
   * of that number waits.
   *
   * @param most none that come before it are counted beyond
   */
  Optional<QueuePlace> place(long number, int most);
}
