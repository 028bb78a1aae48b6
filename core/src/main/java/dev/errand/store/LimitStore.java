// SPDX-License-Identifier: Apache-2.0
package dev.errand.store;

import dev.errand.limit.LimitRule;
import dev.errand.limit.Running;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** What a store keeps of limits, and what can be counted for them. */
public interface LimitStore {

  /** What operators said, by scope. */
  List<LimitRule> rules();

  /** Keeps a rule instead of what was kept for its scope; nothing if it {@code isEmpty}. */
  CompletableFuture<Boolean> put(LimitRule rule);

  /** How many tasks run, in all scopes. */
  Running running();

  /**
   * Where a waiting task stands among those that workers of its kind could start now; empty if none
   * of that number waits.
   *
   * @param most none that come before it are counted beyond
   */
  Optional<QueuePlace> place(long number, int most);
}
