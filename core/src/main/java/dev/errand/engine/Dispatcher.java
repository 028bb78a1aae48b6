// SPDX-License-Identifier: Apache-2.0
package dev.errand.engine;

import dev.errand.store.Claim;
import dev.errand.store.Claimed;
import dev.errand.store.Store;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the slots of one kind of worker filled. At most one claim is on its way; it asks for the
 * free slots when the store applies it, and a wake-up that came after that leads to another claim,
 * so that none is lost.
 */
final class Dispatcher {

  private static final Logger LOG = LoggerFactory.getLogger(Dispatcher.class);

  /** How long a stop waits for a claim on its way. */
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final Store store;
  private final boolean waits;
  private final InstantSource clock;
  private final Consumer<Claimed> start;
  private final AtomicInteger free;
  private final AtomicLong wakeUps = new AtomicLong();
  private final AtomicBoolean claiming = new AtomicBoolean();
  private final Executor later =
      CompletableFuture.delayedExecutor(
          1, TimeUnit.SECONDS, task -> Thread.ofVirtual().start(task));
  private volatile boolean stopped;
  private volatile long seen;

  /**
   * @param start is called for each claimed task, on the store's thread, and must return at once
   */
  Dispatcher(Store store, boolean waits, int slots, InstantSource clock, Consumer<Claimed> start) {
    this.store = store;
    this.waits = waits;
    this.clock = clock;
    this.start = start;
    free = new AtomicInteger(slots);
  }

  /** Says that there may be something to run; answers whether a free slot may take it. */
  boolean wake() {
    wakeUps.incrementAndGet();
    boolean open = free.get() > 0;
    claim();
    return open;
  }

  /** Gives a slot back. */
  void release() {
    free.incrementAndGet();
    wake();
  }

  /** Claims nothing any more; returns when the claim on its way, if any, has brought its tasks. */
  synchronized void stop() throws InterruptedException {
    stopped = true;
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (claiming.get() && System.nanoTime() < deadline) {
      wait(PATIENCE.toMillis());
    }
  }

  private synchronized void quiet() {
    claiming.set(false);
    notifyAll();
  }

  private void claim() {
    if (!stopped && free.get() > 0 && claiming.compareAndSet(false, true)) {
      store.claim(new Claim(waits, this::ask, clock)).whenComplete(this::claimed);
    }
  }

  private int ask() {
    seen = wakeUps.get();
    return stopped ? 0 : free.get();
  }

  private void claimed(@Nullable List<Claimed> tasks, @Nullable Throwable failed) {
    if (tasks == null) {
      LOG.error("Tasks could not be claimed; trying again in a second", failed);
      quiet();
      later.execute(this::wake);
      return;
    }
    free.addAndGet(-tasks.size());
    tasks.forEach(start);
    quiet();
    if (wakeUps.get() != seen) {
      claim();
    }
  }
}
