// SPDX-License-Identifier: Apache-2.0
package dev.errand.mcp.task;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;

/**
 * Slows down who asks for a task too often. No client asks again after a refusal, and each gives a
 * whole call up for it; so nobody is refused, and who is fast waits. Safe for all threads.
 */
public final class PollPace {

  /** So many a second pass, and as many may come at once. */
  private static final int FREE = 5;

  private static final long EACH = TimeUnit.SECONDS.toNanos(1) / FREE;
  private static final long BURST = FREE * EACH;
  private static final long LONGEST = TimeUnit.SECONDS.toNanos(1);
  private static final int MOST_REMEMBERED = 10_000;

  private final Map<String, Long> due = new ConcurrentHashMap<>();
  private final LongSupplier nanos;

  /**
   * @param nanos tells the time, as {@link System#nanoTime}
   */
  public PollPace(LongSupplier nanos) {
    this.nanos = nanos;
  }

  /**
   * Holds the caller up, a second at the most.
   *
   * @param who asks for what
   */
  void await(String who) {
    Duration wait = delay(who);
    if (wait.isPositive()) {
      LockSupport.parkNanos(wait.toNanos());
    }
  }

  /** How long who asks now has to wait. */
  public Duration delay(String who) {
    long now = nanos.getAsLong();
    if (due.size() > MOST_REMEMBERED) {
      due.values().removeIf(time -> time - now <= 0);
    }
    long next =
        due.merge(
            who,
            now + EACH,
            (known, _) -> Math.min(Math.max(known, now) + EACH, now + BURST + LONGEST));
    return Duration.ofNanos(Math.clamp(next - now - BURST, 0, LONGEST));
  }
}
