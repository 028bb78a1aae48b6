// SPDX-License-Identifier: Apache-2.0
package dev.errand.engine;

import dev.errand.store.Claimed;
import dev.errand.task.NodeLoad;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/**
 * The threads of attempts: platform threads for those that work, so that they do not starve
 * requests, and virtual ones for those that only wait.
 */
final class Workers {

  /** For how long a task that was claimed ahead may wait for a worker. */
  private static final long PATIENCE_MILLIS = 50;

  private final Attempts attempts;
  private final Dispatcher working;
  private final Dispatcher waiting;
  private final WorkerThreads platform;
  private final Executor soon =
      CompletableFuture.delayedExecutor(
          PATIENCE_MILLIS, TimeUnit.MILLISECONDS, task -> Thread.ofVirtual().start(task));
  private final ExecutorService virtual =
      Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("errand-waiting-", 0).factory());

  Workers(Dispatcher.Parts parts, Attempts attempts, EngineSettings settings) {
    this.attempts = attempts;
    platform = new WorkerThreads(settings.workers());
    working =
        new Dispatcher(
            parts,
            Slots.working(settings.workers()),
            new Dispatcher.Takers(this::startWorking, tasks -> refuse(tasks, false)));
    waiting =
        new Dispatcher(
            parts,
            Slots.waiting(settings.waitingWorkers()),
            new Dispatcher.Takers(
                tasks -> tasks.forEach(task -> start(task, true)), tasks -> refuse(tasks, true)));
  }

  /** What was claimed ahead, and no worker comes to soon, is for others. */
  private void startWorking(List<Claimed> claimed) {
    List<LiveAttempt> started = claimed.stream().map(task -> start(task, false)).toList();
    if (working.isAhead()) {
      soon.execute(() -> attempts.giveBack(started));
    }
  }

  /** What a claim brings that was on its way when nothing more was to be started. */
  private void refuse(List<Claimed> claimed, boolean waits) {
    attempts.giveBack(claimed.stream().map(task -> attempts.adopt(task, worker(waits))).toList());
  }

  private LiveAttempt start(Claimed claimed, boolean waits) {
    LiveAttempt attempt = attempts.adopt(claimed, worker(waits));
    Executor threads = waits ? virtual : platform;
    threads.execute(() -> {
      if (attempt.decide() && attempt.cameToWork()) {
        try {
          attempts.run(attempt);
        } finally {
          attempt.releaseSlot();
          if (attempt.cameBack() && !waits) {
            platform.shrink();
          }
        }
      }
    });
    return attempt;
  }

  private LiveAttempt.Worker worker(boolean waits) {
    return new LiveAttempt.Worker(dispatcher(waits)::release, waits ? () -> {} : platform::grow);
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

  /** Says that what limits held back may be run. */
  void wakeHeldBack() {
    working.wakeHeldBack();
    waiting.wakeHeldBack();
  }

  /** Returns when what woke has been taken, if a worker was free. */
  void answered(boolean waits, long wakeUp) {
    try {
      dispatcher(waits).answered(wakeUp);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** What this node does. */
  NodeLoad load() {
    return new NodeLoad(working.load(), waiting.load(), attempts.all().size());
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
    platform.shutdown();
    virtual.shutdownNow();
  }
}
