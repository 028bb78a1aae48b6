// SPDX-License-Identifier: Apache-2.0
package dev.errand.engine;

import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** A fixed number of platform threads, and one more for each that does not come back. */
final class WorkerThreads implements Executor {

  private final ThreadPoolExecutor threads;

  WorkerThreads(int count) {
    threads =
        new ThreadPoolExecutor(
            count,
            count,
            0,
            TimeUnit.MILLISECONDS,
            new LinkedBlockingQueue<>(),
            Thread.ofPlatform().daemon().name("errand-worker-", 0).factory());
  }

  @Override
  public void execute(Runnable work) {
    threads.execute(work);
  }

  /** Replaces a thread that does not come back. */
  synchronized void grow() {
    int more = threads.getCorePoolSize() + 1;
    threads.setMaximumPoolSize(more);
    threads.setCorePoolSize(more);
  }

  /** Lets one go, since one that was replaced has come back after all. */
  synchronized void shrink() {
    int fewer = threads.getCorePoolSize() - 1;
    threads.setCorePoolSize(fewer);
    threads.setMaximumPoolSize(fewer);
  }

  /** How many may work at once. */
  synchronized int size() {
    return threads.getMaximumPoolSize();
  }

  /** Interrupts all and takes nothing any more. */
  void shutdown() {
    threads.shutdownNow();
  }
}
