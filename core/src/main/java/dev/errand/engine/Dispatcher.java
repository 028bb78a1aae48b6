// SPDX-License-Identifier: Apache-2.0
package dev.errand.engine;

import static java.util.Objects.requireNonNull;

import dev.errand.limit.Terms;
import dev.errand.store.Claim;
import dev.errand.store.Claimed;
import dev.errand.store.Store;
import dev.errand.task.NodeLoad;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
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
  private final Slots slots;
  private final InstantSource clock;
  private final Takers takers;
  private final StoreOutage outage;
  private final CurrentLimits limits;
  private final AtomicBoolean heldBack = new AtomicBoolean();
  private final AtomicLong wakeUps = new AtomicLong();
  private final AtomicBoolean claiming = new AtomicBoolean();
  private final Executor later =
      CompletableFuture.delayedExecutor(
          1, TimeUnit.SECONDS, task -> Thread.ofVirtual().start(task));
  private volatile boolean stopped = true;

  /** From a claim that failed until it is tried again, whatever wakes meanwhile. */
  private volatile boolean resting;

  private volatile long seen;
  private volatile long done;

  /**
   * Who takes the tasks of each claim, on the store's thread; both must return at once.
   *
   * @param start starts them
   * @param refuse gives them back, since nothing is started any more
   */
  record Takers(Consumer<List<Claimed>> start, Consumer<List<Claimed>> refuse) {}

  /**
   * What it needs of the engine.
   *
   * @param clock the store's
   */
  record Parts(Store store, InstantSource clock, StoreOutage outage, CurrentLimits limits) {}

  Dispatcher(Parts parts, Slots slots, Takers takers) {
    this.store = parts.store();
    this.slots = slots;
    this.takers = takers;
    clock = parts.clock();
    outage = parts.outage();
    limits = parts.limits();
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

  /** Says that there may be something to run if limits kept it from the last claim. */
  void wakeHeldBack() {
    if (heldBack.get()) {
      wake();
    }
  }

  /**
   * Returns when a claim that heard this wake-up has brought its tasks, or at once if no slot is
   * free or the store fails.
   */
  void answered(long wakeUp) throws InterruptedException {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    synchronized (this) {
      while (done < wakeUp
          && slots.anyFree()
          && !stopped
          && !resting
          && System.nanoTime() < deadline) {
        wait(PATIENCE.toMillis());
      }
    }
  }

  /** Gives a slot back. */
  void release() {
    slots.release();
    wake();
  }

  /** How many workers have something to do, and how many there are. */
  NodeLoad.Workers load() {
    return slots.load();
  }

  /** Whether more is claimed than there are workers for. */
  boolean isAhead() {
    return slots.isAhead();
  }

  /** Claims nothing any more. */
  synchronized void stop() {
    // lease.pml: stop
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
    if (!stopped && !resting && slots.open() > 0 && claiming.compareAndSet(false, true)) {
      // Before the claim is handed in: what woke later may be handed in later and be missed by it.
      seen = wakeUps.get();
      Terms terms = new Terms(limits::now, limits.shares(), heldBack);
      Claim claim = new Claim(slots.waits(), this::ask, clock, terms);
      store.claim(claim).whenComplete(this::claimed);
    }
  }

  private int ask() {
    return stopped ? 0 : slots.ask();
  }

  private void claimed(@Nullable List<Claimed> tasks, @Nullable Throwable failed) {
    // lease.pml: claim-late
    long heard = seen;
    if (tasks == null) {
      outage.failed("claim tasks", requireNonNull(failed));
      resting = true;
      quiet(heard);
      later.execute(this::rested);
      return;
    }
    if (tasks.isEmpty()) {
      outage.answers();
    } else {
      outage.stores();
    }
    slots.taken(tasks.size());
    (stopped ? takers.refuse() : takers.start()).accept(tasks);
    quiet(heard);
    if (wakeUps.get() != heard) {
      claim();
    }
  }

  private void rested() {
    resting = false;
    wake();
  }
}
