// SPDX-License-Identifier: Apache-2.0
package dev.errand.bench.chaos;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Breaks things until closed, each kind on a thread of its own and at random times that depend on
 * nothing but the seed. What takes long or comes late is not waited for, so that kinds overlap and
 * the pace is kept.
 */
final class Breaking implements AutoCloseable {

  private static final long AGAIN_MILLIS = 150;

  private final Tally tally;
  private final List<Thread> threads = new ArrayList<>();
  private final CountDownLatch over = new CountDownLatch(1);

  /** Breaks something once. */
  interface Break {
    /** Returns when it has happened; false if there was nothing to break just now. */
    boolean happens(Random random) throws Exception;
  }

  Breaking(Tally tally) {
    this.tally = tally;
  }

  /** Has this be broken from now on. */
  void start(Fault fault, Plan plan, Break one) {
    Random random = new Random(plan.seed() * 31 + fault.ordinal());
    long mean = (long) (fault.interval().toNanos() / plan.pace());
    threads.add(Thread.ofPlatform().name(fault.toString()).start(() -> run(one, random, mean)));
  }

  private void run(Break one, Random random, long mean) {
    long due = System.nanoTime();
    try {
      due += mean / 2 + random.nextLong(mean);
      while (!over.await(due - System.nanoTime(), TimeUnit.NANOSECONDS)) {
        while (!one.happens(random) && !over.await(AGAIN_MILLIS, TimeUnit.MILLISECONDS)) {
          continue;
        }
        due += mean / 2 + random.nextLong(mean);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (Exception e) {
      if (over.getCount() > 0) {
        tally.violation(
            "nothing is broken any more: " + Thread.currentThread().getName() + " " + e);
      }
    }
  }

  /** Returns when all that was begun is over. */
  @Override
  public void close() throws InterruptedException {
    over.countDown();
    for (Thread thread : threads) {
      thread.join();
    }
  }
}
