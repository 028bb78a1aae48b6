// SPDX-License-Identifier: Apache-2.0
package dev.errand.pageseeder.groups;

import dev.errand.operation.CancelledException;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/**
 * Has a task wait for files that requests hold, which is for moments, or that a request was moving
 * whose process was killed, until somebody has put them back.
 */
public final class Patience {

  private static final long PAUSE_NANOS = Duration.ofMillis(50).toNanos();
  private static final long LONGEST_NANOS = LeftRelocations.PAUSE.multipliedBy(3).toNanos();

  private Patience() {}

  /** Asked again and again. */
  @FunctionalInterface
  public interface Check {
    void check() throws CancelledException;
  }

  /** Needs files that may be somebody else's. */
  @FunctionalInterface
  public interface Wanting<R> {
    R take() throws Exception;
  }

  /**
   * Tries until it succeeds.
   *
   * @throws GroupRefusedException if the files are still somebody else's after a while
   * @throws CancelledException by the check
   */
  public static <R> R with(Check check, Wanting<R> wanting) throws Exception {
    long start = System.nanoTime();
    while (true) {
      try {
        return wanting.take();
      } catch (GroupRefusedException e) {
        if (e.refusal() != GroupRefusal.BUSY || System.nanoTime() - start > LONGEST_NANOS) {
          throw e;
        }
        check.check();
        LockSupport.parkNanos(PAUSE_NANOS);
      }
    }
  }
}
