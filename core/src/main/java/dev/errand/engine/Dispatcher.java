// SPDX-License-Identifier: Apache-2.0
package dev.errand.engine;

import static java.util.Objects.requireNonNull;

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

/**
 * Keeps the slots of one kind of worker filled. At most one claim is on its way; it asks for the
 * free slots when the store applies it, and a wake-up that came after that leads to another claim,
 * so that none is lost.
 */
final class Dispatcher {

  /** How long a stop waits for a claim on its way. */
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final Store store;
  private final boolean waits;
  private final InstantSource clock;
  private final Consumer<Claimed> start;
  private final StoreOutage outage;
  private final AtomicInteger free;
  private final AtomicLong wakeUps = new AtomicLong();
  private final AtomicBoolean claiming = new AtomicBoolean();
  private final Executor later =
      CompletableFuture.delayedExecutor(
          1, TimeUnit.SECONDS, task -> Thread.ofVirtual().start(task));
  private volatile boolean stopped = true;
  private volatile long seen;
  private volatile long done;

  /**
   * @param start is called for each claimed task, on the store's thread, and must return at once
   */
  Dispatcher(
      Store store,
      boolean waits,
      int slots,
      InstantSource clock,
      Consumer<Claimed> start,
      StoreOutage outage) {
    this.store = store;
    this.waits = waits;
    this.clock = clock;
    this.start = start;
    this.outage = outage;
    free = new AtomicInteger(slots);
  }

  /** Claims from now on. */
  void begin() {
    stopped = false;
    wake();
  }

  /** Says that there may be something to run; answers the number of this wake-up. */
  long wake() {
    long number = wakeUps.incrementAndGet();
    claim();
    return number;
  }

  /**
   * Returns when a claim that heard this wake-up has brought its tasks, or at once if no slot is
   * free.
   */
  void answered(long wakeUp) throws InterruptedException {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    synchronized (this) {
      while (done < wakeUp && free.get() > 0 && !stopped && System.nanoTime() < deadline) {
        wait(PATIENCE.toMillis());
      }
    }
  }

  /** Gives a slot back. */
  void release() {
    free.incrementAndGet();
    wake();
  }

  /** Claims nothing any more. */
  synchronized void stop() {
    stopped = true;
    notifyAll();
  }

  /** Returns when the claim on its way, if any, has brought its tasks. */
  synchronized void settle() throws InterruptedException {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (claiming.get() && System.nanoTime() < deadline) {
      wait(PATIENCE.toMillis());
    }
  }

  private synchronized void quiet(long heard) {
    done = heard;
    claiming.set(false);
    notifyAll();
  }

  private void claim() {
    if (!stopped && free.get() > 0 && claiming.compareAndSet(false, true)) {
      // Before the claim is handed in: what woke later may be handed in later and be missed by it.
      seen = wakeUps.get();
      store.claim(new Claim(waits, this::ask, clock)).whenComplete(this::claimed);
    }
  }

  private int ask() {
    return stopped ? 0 : free.get();
  }

  private void claimed(@Nullable List<Claimed> tasks, @Nullable Throwable failed) {
    long heard = seen;
    if (tasks == null) {
      outage.failed(requireNonNull(failed));
      quiet(heard);
      later.execute(this::wake);
      return;
    }
    outage.works();
    free.addAndGet(-tasks.size());
    tasks.forEach(start);
    quiet(heard);
    if (wakeUps.get() != heard) {
      claim();
    }
  }
}
