// SPDX-License-Identifier: Apache-2.0
package dev.errand.engine;

import dev.errand.store.AttemptRef;
import dev.errand.store.CancelledEnd;
import dev.errand.store.Ending;
import dev.errand.store.Recording;
import dev.errand.store.Requeueing;
import dev.errand.store.Retentions;
import dev.errand.store.Store;
import dev.errand.task.Task;
import dev.errand.task.UnknownOutcomeException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * Writes down what attempts come to; again every second while the store fails, since the work is
 * done and must count. Safe for all threads.
 */
final class Settling {

  private static final Logger LOG = LoggerFactory.getLogger(Settling.class);

  private final Store store;
  private final Supplier<Retentions> retentions;
  private final InstantSource clock;
  private final Listeners listeners;
  private final StoreOutage outage;
  private final Executor later =
      CompletableFuture.delayedExecutor(
          1, TimeUnit.SECONDS, task -> Thread.ofVirtual().start(task));
  private volatile boolean closed;

  /**
   * Who wants to know.
   *
   * @param over told of each attempt that is over here, whatever became of it
   * @param settled told of each task that so ended or went back, once that is durable
   */
  record Listeners(Consumer<LiveAttempt> over, Consumer<Task> settled) {}

  /** A change of the store that a verdict asks for; the same each time it is tried. */
  private record Change(LiveAttempt attempt, Supplier<CompletableFuture<Optional<Task>>> write) {}

  Settling(
      Store store,
      Supplier<Retentions> retentions,
      InstantSource clock,
      Listeners listeners,
      StoreOutage outage) {
    this.store = store;
    this.retentions = retentions;
    this.clock = clock;
    this.listeners = listeners;
    this.outage = outage;
  }

  /** Hands a verdict in. */
  void settle(LiveAttempt attempt, Verdict verdict) {
    if (verdict instanceof Verdict.Nothing) {
      // In an outage, or at the end of a lease, they are counted.
      LOG.atLevel(outage.tellsOfStops() ? Level.DEBUG : Level.WARN)
          .log(
              "Attempt {} of task {} lost it; what it did does not count",
              attempt.claimed().task().attempt().number(),
              attempt.ref().number());
      listeners.over().accept(attempt);
      return;
    }
    if (verdict instanceof Verdict.Leave) {
      leave(attempt);
      return;
    }
    synchronized (attempt) {
      write(change(attempt, verdict), false);
    }
  }

  /** What cannot be stored is read again by the process that goes on with it. */
  private void leave(LiveAttempt attempt) {
    CompletableFuture<Boolean> last;
    synchronized (attempt) {
      last = store.record(attempt.ref(), attempt.take());
    }
    CompletableFuture<Boolean> _ =
        last.whenComplete((_, failed) -> {
          if (failed != null) {
            LOG.debug("The newest of task {} is not stored", attempt.ref().number(), failed);
          }
          listeners.over().accept(attempt);
        });
  }

  /**
   * Hands a verdict in on an attempt that is not run here; returns when it is durable.
   *
   * @throws dev.errand.task.StoreException if the store fails; if the end was stored all the same,
   *     those who want to know are told later
   */
  void settleNow(LiveAttempt attempt, Verdict verdict) {
    try {
      Recorder.join(change(attempt, verdict).write().get()).ifPresent(listeners.settled());
    } catch (UnknownOutcomeException e) {
      later.execute(() -> lookUp(attempt));
      throw e;
    }
  }

  /** Gives up what is still tried: the store is closed. */
  void close() {
    closed = true;
  }

  private Change change(LiveAttempt attempt, Verdict verdict) {
    AttemptRef ref = attempt.ref();
    return switch (verdict) {
      case Verdict.End end -> {
        Ending ending = ending(attempt, end);
        yield new Change(attempt, () -> store.end(ref, ending));
      }
      case Verdict.Requeue requeue -> {
        Recording last = attempt.take();
        Optional<Instant> due =
            requeue.delay().isPositive()
                ? Optional.of(now().plus(requeue.delay()))
                : Optional.empty();
        Requeueing requeueing =
            new Requeueing(
                last, requeue.counts(), due, requeue.failed(), cancelled(attempt), Set.of());
        yield new Change(attempt, () -> store.requeue(ref, requeueing));
      }
      case Verdict.Park(Set<String> keys) -> {
        Requeueing parking =
            new Requeueing(
                attempt.take(),
                false,
                Optional.empty(),
                Optional.empty(),
                cancelled(attempt),
                keys);
        yield new Change(attempt, () -> store.requeue(ref, parking));
      }
      case Verdict.GiveBack _ -> {
        CancelledEnd cancelled = cancelled(attempt);
        yield new Change(attempt, () -> store.giveBack(ref, cancelled));
      }
      case Verdict.Nothing _, Verdict.Leave _ ->
          new Change(attempt, () -> CompletableFuture.completedFuture(Optional.empty()));
    };
  }

  private Ending ending(LiveAttempt attempt, Verdict.End end) {
    Instant now = now();
    return new Ending(
        end.status(), end.outcome(), end.outputs(), attempt.take(), now, gone(attempt, now));
  }

  /** A cancel that the attempt has heard of stands in its log already. */
  private CancelledEnd cancelled(LiveAttempt attempt) {
    Instant now = now();
    return new CancelledEnd(
        now,
        gone(attempt, now),
        task ->
            attempt.snapshot().cancelRequest().isPresent()
                ? List.of()
                : TaskNotes.cancelledWhileWaiting(task));
  }

  private Instant gone(LiveAttempt attempt, Instant ended) {
    return retentions.get().end(attempt.claimed().task().submission(), ended);
  }

  private Instant now() {
    return Instant.ofEpochMilli(clock.millis());
  }

  private static CompletableFuture<Optional<Task>> handIn(Change change) {
    try {
      return change.write().get();
    } catch (RuntimeException e) {
      // A store that is closed says so at once.
      return CompletableFuture.failedFuture(e);
    }
  }

  private void write(Change change, boolean again) {
    handIn(change)
        .whenComplete((task, failed) -> {
          if (failed == null) {
            outage.stores();
            written(change.attempt(), task, again);
          } else if (closed) {
            LOG.warn(
                "Task {} ended after the engine stopped; that does not count",
                change.attempt().ref().number());
            listeners.over().accept(change.attempt());
          } else {
            outage.failed("store the end of task " + change.attempt().ref().number(), failed);
            later.execute(() -> write(change, true));
          }
        });
  }

  /** The outputs of an end that was refused go with all that no task refers to. */
  private void written(LiveAttempt attempt, Optional<Task> task, boolean again) {
    if (task.isEmpty() && again) {
      // After a failure, an earlier try may have been the one that counted.
      Thread.ofVirtual().name("errand-settling").start(() -> lookUp(attempt));
      return;
    }
    listeners.over().accept(attempt);
    task.ifPresentOrElse(
        changed -> {
          attempt.expected().ifPresent(expected -> expected.judge(changed));
          listeners.settled().accept(changed);
        },
        () -> LOG.warn("Attempt {} lost its task; its end does not count", attempt.ref()));
  }

  private void lookUp(LiveAttempt attempt) {
    try {
      Optional<Task> ended =
          store
              .find(attempt.ref().number())
              .filter(task -> task.status().isTerminal())
              .filter(task -> AttemptRef.of(task).equals(attempt.ref()));
      written(attempt, ended, false);
    } catch (RuntimeException e) {
      if (closed) {
        listeners.over().accept(attempt);
      } else {
        outage.failed("read what became of " + attempt.ref(), e);
        later.execute(() -> lookUp(attempt));
      }
    }
  }
}
