// SPDX-License-Identifier: Apache-2.0
package dev.errand.engine;

import dev.errand.operation.Recovery;
import dev.errand.store.AttemptRef;
import dev.errand.store.Lost;
import dev.errand.store.Store;
import java.time.Duration;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Compares what the store says that this node runs with what it runs, and applies the recovery rule
 * to what nobody runs: processes that are gone were running it, or the answer to its claim never
 * came. So no task is RUNNING for long without an attempt.
 */
final class LostAttempts {

  private static final Logger LOG = LoggerFactory.getLogger(LostAttempts.class);

  private final Store store;
  private final Operations operations;
  private final Attempts attempts;
  private final ReentrantLock turn = new ReentrantLock();
  private volatile boolean stopped;

  LostAttempts(Store store, Operations operations, Attempts attempts) {
    this.store = store;
    this.operations = operations;
    this.attempts = attempts;
  }

  /**
   * Returns when what is to become of them is durable, or at once if another thread is at it, which
   * a store that does not answer may keep for long.
   */
  void recover() {
    // lease.pml: compare
    if (!turn.tryLock()) {
      return;
    }
    try {
      if (stopped) {
        return;
      }
      List<LiveAttempt> running = List.copyOf(attempts.all());
      List<AttemptRef> held = Recorder.join(store.held());
      fenceUnknown(running, new HashSet<>(held));
      // What was claimed before the store answered has been taken in by now. It may be refused and
      // over before it is looked at below: then it was given back too late for the take-over.
      List<LiveAttempt> known = List.copyOf(attempts.all());
      List<Lost> lost =
          store.lost(held.stream().filter(one -> !attempts.runs(one)).toList()).stream()
              // One that is gone on with is the store's to tell of as long as it runs.
              .filter(one -> !attempts.runs(AttemptRef.of(one.task())))
              .toList();
      if (stopped) {
        // The store may have taken longer to answer than a stop waits.
        return;
      }
      List<Lost> settled = lost.stream().filter(one -> !goesOn(one)).toList();
      settled.forEach(one -> settle(one, known));
      long gone = settled.stream().filter(one -> one.way() == Lost.Way.GONE).count();
      if (gone > 0) {
        LOG.info(
            "Tasks that were running when their server went away, and are settled now: {}", gone);
      }
    } finally {
      turn.unlock();
    }
  }

  /**
   * Takes up and decides on nothing more: what a stop leaves to the next process would seem lost.
   *
   * @param patience how long to wait for what another thread is at
   */
  void stop(Duration patience) throws InterruptedException {
    stopped = true;
    if (turn.tryLock(patience.toNanos(), TimeUnit.NANOSECONDS)) {
      turn.unlock();
    } else {
      LOG.debug("The engine stops while lost attempts are looked at");
    }
  }

  /**
   * Stops attempts that the store does not know, or not any more: one that a failover forgot.
   *
   * @param running from before the store was asked; those that have ended since are no matter
   */
  private static void fenceUnknown(Collection<LiveAttempt> running, Set<AttemptRef> held) {
    // lease.pml: fence-unknown
    for (LiveAttempt attempt : running) {
      if (!held.contains(attempt.ref()) && attempt.isCurrent()) {
        attempt.fence();
      }
    }
  }

  /** Whether an attempt outlived its process and is gone on with; what is not has ended then. */
  private boolean goesOn(Lost lost) {
    Optional<Registered<?, ?>> operation = operations.find(lost.task().operation());
    if (operation.isEmpty()) {
      return false;
    }
    if (lost.task().cancelRequest().isPresent()) {
      operation.get().end(lost.task());
      return false;
    }
    if (!operation.get().isLeft(lost.task())) {
      return false;
    }
    LOG.info("Attempt {} of task {} goes on", lost.task().attempt().number(), lost.task().id());
    attempts.goOn(lost.claimed());
    return true;
  }

  private void settle(Lost lost, Collection<LiveAttempt> known) {
    Recovery recovery = operations.recovery(lost.task().operation());
    if (attempts.isCertainNotToBegin(lost.found(), known)) {
      LOG.debug("Task {} was claimed too late to be begun and waits again", lost.task().id());
      attempts.settleLost(lost.claimed(), new Verdict.GiveBack());
      return;
    }
    Verdict verdict = Recoveries.lost(lost, recovery);
    LOG.debug(
        "Task {} was running when its server went away and {}",
        lost.task().id(),
        verdict instanceof Verdict.Requeue ? "waits again" : "has ended by that");
    attempts.settleLost(lost.claimed(), verdict, TaskNotes.lost(lost, recovery));
    attempts.tellLost(lost.task());
  }
}
