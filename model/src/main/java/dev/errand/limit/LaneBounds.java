// SPDX-License-Identifier: Apache-2.0
package dev.errand.limit;

import java.util.List;

/** What bounds tasks of one lane, looked up once, with what is counted of it. For one thread. */
final class LaneBounds {

  private final boolean paused;
  private final List<Bounded> bounded;

  /** How many run of a scope, with those that were taken. */
  static final class Count {
    private long all;
    private long here;

    Count(long all, long here) {
      this.all = all;
      this.here = here;
    }
  }

  /** A count and how far it may go. */
  record Bounded(Count count, Limit limit) {

    private boolean admits() {
      return (limit.concurrency().isEmpty() || count.all < limit.concurrency().getAsLong())
          && (limit.concurrencyPerNode().isEmpty()
              || count.here < limit.concurrencyPerNode().getAsLong());
    }
  }

  LaneBounds(boolean paused, List<Bounded> bounded) {
    this.paused = paused;
    this.bounded = bounded;
  }

  boolean admits() {
    if (paused) {
      return false;
    }
    for (Bounded one : bounded) {
      if (!one.admits()) {
        return false;
      }
    }
    return true;
  }

  /** Counts one more that runs here. */
  void take() {
    for (Bounded one : bounded) {
      one.count().all++;
      one.count().here++;
    }
  }
}
