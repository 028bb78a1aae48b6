// SPDX-License-Identifier: Apache-2.0
package dev.errand.engine;

import dev.errand.CancelRequest;
import dev.errand.LogLevel;
import dev.errand.Task;
import dev.errand.TaskId;
import dev.errand.store.AttemptRef;
import dev.errand.store.Claimed;
import dev.errand.store.Ending;
import dev.errand.store.OutputStore;
import dev.errand.store.Store;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The attempts that run on this node, from their claim until their end is durable. Safe for all
 * threads.
 */
final class Attempts {

  private static final Logger LOG = LoggerFactory.getLogger(Attempts.class);

  private final Parts parts;
  private final Map<Long, LiveAttempt> byNumber = new ConcurrentHashMap<>();
  private final Map<UUID, LiveAttempt> byKey = new ConcurrentHashMap<>();
  private final AtomicLong highest = new AtomicLong();
  private final Executor later =
      CompletableFuture.delayedExecutor(
          1, TimeUnit.SECONDS, task -> Thread.ofVirtual().start(task));

  private volatile boolean closed;

  /** What attempts need of the engine. */
  record Parts(
      Store store,
      Operations operations,
      Recorder recorder,
      OutputStore outputs,
      EngineSettings settings,
      InstantSource clock,
      Events events) {}

  /**
   * Who wants to know.
   *
   * @param changed told the number of a task whenever there is something new about it
   */
  record Events(Consumer<Task> started, Consumer<Task> settled, Consumer<Long> changed) {}

  Attempts(Parts parts) {
    this.parts = parts;
  }

  Optional<LiveAttempt> get(long number) {
    return Optional.ofNullable(byNumber.get(number));
  }

  Optional<LiveAttempt> get(UUID key) {
    return Optional.ofNullable(byKey.get(key));
  }

  Collection<LiveAttempt> all() {
    return byNumber.values();
  }

  /** The newest view of a task that was read from the store. */
  Task view(Task stored) {
    LiveAttempt attempt = byNumber.get(stored.id().number());
    return attempt != null
            && attempt.ref().equals(AttemptRef.of(stored))
            && !stored.status().isTerminal()
        ? attempt.snapshot()
        : stored;
  }

  /** Whether an attempt of the task may have run here; if not, it still waits. */
  boolean mayHaveRun(long number) {
    return number <= highest.get();
  }

  /** Takes a claimed task in; {@link #run} must follow on a worker. */
  LiveAttempt adopt(Claimed claimed, Runnable release) {
    TaskId id = claimed.task().id();
    Long number = id.number();
    Runnable changed = () -> parts.events().changed().accept(number);
    LiveAttempt attempt =
        new LiveAttempt(
            claimed,
            parts.settings().logLimit(),
            parts.clock(),
            new LiveAttempt.Hooks(release, changed));
    highest.accumulateAndGet(id.number(), Math::max);
    byNumber.put(id.number(), attempt);
    byKey.put(id.key(), attempt);
    if (claimed.task().cancelRequest().isPresent()) {
      attempt.cancellation().signal(Cancellation.Reason.CALLER);
    }
    changed.run();
    return attempt;
  }

  /** Runs an attempt on the current thread and hands its end in. */
  void run(LiveAttempt attempt) {
    Task task = attempt.claimed().task();
    parts.events().started().accept(task);
    if (task.attempt().number() == 1) {
      TaskNotes.submitted(task).ifPresent(attempt::note);
    }
    AttemptFiles files =
        new AttemptFiles(
            parts
                .settings()
                .data()
                .resolve("scratch")
                .resolve(task.id().number() + "-" + task.attempt().epoch()));
    Registered<?, ?> operation = parts.operations().get(task.operation());
    settle(
        attempt,
        new AttemptRun(attempt, operation, files, parts.outputs(), parts.recorder()).run());
  }

  /** Tells the attempt of a task, if it runs here, that somebody cancelled it. */
  void cancel(Task task) {
    LiveAttempt attempt = byNumber.get(task.id().number());
    Optional<CancelRequest> request = task.cancelRequest();
    if (attempt != null && request.isPresent()) {
      if (attempt.snapshot().cancelRequest().isEmpty()) {
        TaskNotes.cancelRequested(request.get()).ifPresent(attempt::note);
      }
      attempt.cancelRequested(request.get());
      attempt.cancellation().signal(Cancellation.Reason.CALLER);
    }
  }

  /** Stops all attempts, since others may take over what they work on: nothing of it counts. */
  void fence() {
    all().forEach(attempt -> attempt.cancellation().signal(Cancellation.Reason.FENCED));
  }

  /**
   * Writes down what becomes of a task that a process which is gone was running; returns when that
   * is durable.
   */
  void settleLost(Claimed lost, Verdict verdict) {
    LiveAttempt attempt =
        new LiveAttempt(lost, parts.settings().logLimit(), parts.clock(), LiveAttempt.Hooks.NONE);
    attempt.log(LogLevel.WARN, "The server went away during this attempt", Optional.empty());
    CompletableFuture<Optional<Task>> durable =
        switch (verdict) {
          case Verdict.End end -> parts.store().end(attempt.ref(), ending(attempt, end));
          case Verdict.Requeue requeue -> parts.store().requeue(attempt.ref(), attempt.take());
          case Verdict.Nothing nothing -> CompletableFuture.completedFuture(Optional.empty());
        };
    Recorder.join(durable).ifPresent(parts.events().settled());
  }

  private Ending ending(LiveAttempt attempt, Verdict.End end) {
    Instant now = Instant.ofEpochMilli(parts.clock().millis());
    return new Ending(
        end.status(),
        end.outcome(),
        end.outputs(),
        attempt.take(),
        now,
        now.plus(parts.settings().retention()));
  }

  /**
   * Writes a verdict down; again every second while the store fails, since the work is done and
   * must count.
   */
  void settle(LiveAttempt attempt, Verdict verdict) {
    switch (verdict) {
      case Verdict.End end -> {
        synchronized (attempt) {
          end(attempt, ending(attempt, end));
        }
      }
      case Verdict.Requeue requeue -> {
        synchronized (attempt) {
          parts
              .store()
              .requeue(attempt.ref(), attempt.take())
              .whenComplete(
                  (task, failed) -> settled(attempt, task, failed, () -> settle(attempt, requeue)));
        }
      }
      case Verdict.Nothing nothing -> {
        Task task = attempt.claimed().task();
        LOG.warn(
            "Attempt {} of task {} lost it; what it did does not count",
            task.attempt().number(),
            task.id());
        forget(attempt);
      }
    }
  }

  /**
   * Puts the tasks of attempts that no worker has come to back into the queue, as if they had not
   * been claimed.
   */
  void giveBack(Collection<LiveAttempt> claimed) {
    claimed.stream().filter(LiveAttempt::decide).forEach(this::giveBack);
  }

  private void giveBack(LiveAttempt attempt) {
    parts
        .store()
        .giveBack(attempt.ref())
        .whenComplete((task, failed) -> {
          settled(attempt, task, failed, () -> giveBack(attempt));
          Optional.ofNullable(task).flatMap(given -> given).ifPresent(this::cancelGivenBack);
        });
  }

  /** A cancel that came while the task was claimed was left to the attempt, which never was. */
  private void cancelGivenBack(Task task) {
    task.cancelRequest()
        .ifPresent(request ->
            parts
                .store()
                .cancel(
                    task.id().number(),
                    request,
                    request.time().plus(parts.settings().retention()),
                    TaskNotes::cancelledWhileWaiting)
                .thenAccept(cancelled ->
                    cancelled
                        .filter(after -> after.status().isTerminal())
                        .ifPresent(parts.events().settled())));
  }

  private void end(LiveAttempt attempt, Ending ending) {
    parts
        .store()
        .end(attempt.ref(), ending)
        .whenComplete((task, failed) ->
            // The outputs of an end that was refused go with all that no task refers to: after a
            // failure, an earlier try may have been the one that counted.
            settled(attempt, task, failed, () -> end(attempt, ending)));
  }

  private void settled(
      LiveAttempt attempt,
      @Nullable Optional<Task> task,
      @Nullable Throwable failed,
      Runnable again) {
    if (task == null && closed) {
      LOG.warn(
          "Task {} ended after the engine stopped; that does not count", attempt.ref().number());
      forget(attempt);
      return;
    }
    if (task == null) {
      LOG.error(
          "The end of task {} could not be stored; trying again", attempt.ref().number(), failed);
      later.execute(again);
      return;
    }
    forget(attempt);
    task.ifPresentOrElse(
        parts.events().settled(),
        () -> LOG.warn("Attempt {} lost its task; its end does not count", attempt.ref()));
  }

  /** Gives up what still runs: the store is closed. */
  void close() {
    closed = true;
  }

  private synchronized void forget(LiveAttempt attempt) {
    attempt.releaseSlot();
    byNumber.remove(attempt.ref().number(), attempt);
    byKey.remove(attempt.claimed().task().id().key(), attempt);
    parts.events().changed().accept(attempt.ref().number());
    notifyAll();
  }

  /** Waits until nothing runs any more, at most so long; says whether that came true. */
  synchronized boolean drained(Duration atMost) throws InterruptedException {
    long deadline = System.nanoTime() + atMost.toNanos();
    while (!byNumber.isEmpty()) {
      long left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
      if (left <= 0) {
        return false;
      }
      wait(left);
    }
    return true;
  }
}
