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
    working = new Dispatcher(store, false, settings.workers(), clock, task -> start(task, false));
    waiting =
        new Dispatcher(store, true, settings.waitingWorkers(), clock, task -> start(task, true));
  }

  private void start(Claimed claimed, boolean waits) {
    LiveAttempt attempt = attempts.adopt(claimed);
    (waits ? virtual : platform)
        .execute(() -> {
          try {
            attempts.run(attempt);
          } finally {
            dispatcher(waits).release();
          }
        });
  }

  /** Says that there may be something to run; answers whether a free worker may take it at once. */
  boolean wake(boolean waits) {
    return dispatcher(waits).wake();
  }

  private Dispatcher dispatcher(boolean waits) {
    return waits ? waiting : working;
  }

  /** Claims nothing any more; returns when no claim is on its way. */
  void stopClaims() throws InterruptedException {
    working.stop();
    waiting.stop();
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
