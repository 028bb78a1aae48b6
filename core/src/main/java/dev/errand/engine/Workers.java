// SPDX-License-Identifier: Apache-2.0
package dev.errand.engine;

import dev.errand.store.Claimed;
import dev.errand.store.Store;
import java.time.InstantSource;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * The threads of attempts: platform threads for those that work, so that they do not starve
 * requests, and virtual ones for those that only wait.
 */
final class Workers {

  private final Attempts attempts;
  private final Dispatcher working;
  private final Dispatcher waiting;
  private final ExecutorService platform;
  private final ExecutorService virtual =
      Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("errand-waiting-", 0).factory());

  Workers(Store store, Attempts attempts, EngineSettings settings, InstantSource clock) {
    this.attempts = attempts;
    platform =
        Executors.newFixedThreadPool(
            settings.workers(), Thread.ofPlatform().daemon().name("errand-worker-", 0).factory());
    StoreOutage outage = new StoreOutage();
    working =
        new Dispatcher(store, false, settings.workers(), clock, task -> start(task, false), outage);
    waiting =
        new Dispatcher(
            store, true, settings.waitingWorkers(), clock, task -> start(task, true), outage);
  }

  private void start(Claimed claimed, boolean waits) {
    LiveAttempt attempt = attempts.adopt(claimed, dispatcher(waits)::release);
    (waits ? virtual : platform)
        .execute(() -> {
          try {
            attempts.run(attempt);
          } finally {
            attempt.releaseSlot();
          }
        });
  }

  /** Says that there may be something to run. */
  long wake(boolean waits) {
    return dispatcher(waits).wake();
  }

  /** Says that there may be something of either kind to run. */
  void wakeAll() {
    working.wake();
    waiting.wake();
  }

  /** Returns when what woke has been taken, if a worker was free. */
  void answered(boolean waits, long wakeUp) {
    try {
      dispatcher(waits).answered(wakeUp);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private Dispatcher dispatcher(boolean waits) {
    return waits ? waiting : working;
  }

  /** Claims from now on. */
  void begin() {
    working.begin();
    waiting.begin();
  }

  /** Claims nothing any more from now on. */
  void stop() {
    working.stop();
    waiting.stop();
  }

  /** Returns when no claim is on its way. */
  void settleClaims() throws InterruptedException {
    working.settle();
    waiting.settle();
  }

  /**
   * Interrupts what is left and lets the threads go, without waiting for operations that do not
   * listen.
   */
  void shutdown() {
    platform.shutdownNow();
    virtual.shutdownNow();
  }
}
