// SPDX-License-Identifier: Apache-2.0
package dev.errand.limit;

import java.util.HashMap;
import java.util.Map;

/**
 * Who has had how much of the workers, so that those who wait get theirs by weight: stride
 * scheduling after Waldspurger and Weihl, 1995. Each start moves its share on by one over its
 * weight, and the share that is least far goes first. Who did not wait for a while begins where the
 * others are, so that nothing is saved up and what is not used is lent.
 *
 * <p>Kept by each node for itself, in memory: an order among those who wait, not a limit. Safe for
 * all threads.
 */
public final class Shares {

  /** A multiple of all usual weights. */
  private static final long STRIDE = 1_000_000_000L;

  private static final int MOST = 10_000;

  private final Map<Scope, Long> passed = new HashMap<>();
  private long now;

  /** How far a share is; the least goes first. */
  public synchronized long pass(Limits.Share share) {
    return Math.max(now, passed.getOrDefault(share.scope(), 0L));
  }

  /** Says that a task of this share is started. */
  public synchronized void started(Limits.Share share) {
    now = pass(share);
    passed.put(share.scope(), now + STRIDE / share.weight());
    if (passed.size() > MOST) {
      passed.values().removeIf(pass -> pass <= now);
    }
  }
}
