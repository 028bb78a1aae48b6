// SPDX-License-Identifier: Apache-2.0
package dev.errand.engine;

import dev.errand.store.AttemptRef;
import dev.errand.store.Claimed;
import dev.errand.store.OutputStore;
import dev.errand.store.Store;
import dev.errand.task.CancelRequest;
import dev.errand.task.LogLevel;
import dev.errand.task.Task;
import dev.errand.task.TaskId;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.stream.Stream;
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
  private final Settling settling;
  private final AttemptRun.Services services;
  private final Map<Long, LiveAttempt> byNumber = new ConcurrentHashMap<>();
  private final Map<UUID, LiveAttempt> byKey = new ConcurrentHashMap<>();

  /** Fenced, and out of the map because their task is run again here. */
  private final Set<LiveAttempt> displaced = ConcurrentHashMap.newKeySet();

  private final AtomicLong highest = new AtomicLong();

  /** What attempts need of the engine. */
  record Parts(
      Store store,
      Operations operations,
      TypicalDurations durations,
      Recorder recorder,
      OutputStore outputs,
      EngineSettings settings,
      InstantSource clock,
      Events events,
      StoreOutage outage) {}

  /**
   * Who wants to know.
   *
   * @param changed told the number of a task whenever there is something new about it
   */
  record Events(
      Consumer<Task> started,
      Consumer<Task> lost,
      Consumer<Task> settled,
      Consumer<Long> changed) {}

  Attempts(Parts parts) {
    this.parts = parts;
    services =
        new AttemptRun.Services(
            parts.outputs(),
            parts.recorder(),
            new Asking(parts.store(), parts.clock(), parts.outage()));
    settling =
        new Settling(
            parts.store(),
            parts.operations()::retentions,
            parts.clock(),
            new Settling.Listeners(this::forget, parts.events().settled()),
            parts.outage());
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

  /**
   * The attempt of a task as far as it is what others are to see: one that lost its task is no view
   * of it.
   */
  Optional<LiveAttempt> current(long number) {
    return get(number).filter(LiveAttempt::isCurrent);
  }

  /** The same of the task with that key. */
  Optional<LiveAttempt> current(UUID key) {
    return get(key).filter(LiveAttempt::isCurrent);
  }

  /** The newest view of a task that was read from the store. */
  Task view(Task stored) {
    return current(stored.id().number())
        .filter(_ -> !stored.status().isTerminal())
        .filter(attempt -> attempt.ref().equals(AttemptRef.of(stored)))
        .map(LiveAttempt::snapshot)
        .orElse(stored);
  }

  /** Whether this very attempt is run here, or its end is being written. */
  boolean runs(AttemptRef attempt) {
    return get(attempt.number()).filter(live -> live.ref().equals(attempt)).isPresent();
  }

  /** Whether an attempt of the task may have run here; if not, it still waits. */
  boolean mayHaveRun(long number) {
    return number <= highest.get();
  }

  /** Takes a claimed task in; {@link #run} must follow on a worker. */
  LiveAttempt adopt(Claimed claimed, LiveAttempt.Worker worker) {
    // lease.pml: claim-answered
    TaskId id = claimed.task().id();
    Long number = id.number();
    Runnable changed = () -> parts.events().changed().accept(number);
    LiveAttempt attempt =
        new LiveAttempt(
            claimed,
            parts.settings().logLimit(),
            parts.clock(),
            new LiveAttempt.Hooks(worker, changed));
    highest.accumulateAndGet(id.number(), Math::max);
    @Nullable LiveAttempt before = byNumber.put(id.number(), attempt);
    byKey.put(id.key(), attempt);
    if (before != null) {
      // The store gave the task away twice: it forgot, as after a failover, or the other is lost.
      before.fence();
      displaced.add(before);
    }
    if (claimed.task().cancelRequest().isPresent()) {
      attempt.cancellation().signal(Cancellation.Reason.CALLER);
    }
    changed.run();
    return attempt;
  }

  /** Runs an attempt on the current thread and hands its end in. */
  void run(LiveAttempt attempt) {
    Task task = attempt.claimed().task();
    if (!attempt.isGoneOnWith()) {
      attempt.expect(parts.durations().expected(task.operation()));
      parts.events().started().accept(task);
    }
    if (attempt.claimed().log().last() == 0) {
      TaskNotes.submitted(task).ifPresent(attempt::note);
    }
    AttemptFiles files =
        new AttemptFiles(
            parts
                .settings()
                .data()
                .resolve("scratch")
                .resolve(task.id().number() + "-" + task.attempt().epoch()));
    Optional<Registered<?, ?>> operation = parts.operations().find(task.operation());
    if (!parts.store().isShared() && operation.filter(Registered::outlivesServer).isPresent()) {
      attempt.mayLeave();
    }
    // One that was taken away since the claim waits again, for whoever can run it.
    Verdict verdict =
        operation.isEmpty()
            ? new Verdict.GiveBack()
            : new AttemptRun(attempt, operation.get(), files, services).run();
    if (attempt.isAbandoned()) {
      LOG.info("Attempt {} came back after it was abandoned", attempt.ref());
    } else {
      settle(attempt, verdict);
    }
  }

  /**
   * Goes on with an attempt that outlived the process that began it. It holds no worker's slot: it
   * runs already.
   */
  void goOn(Claimed left) {
    LiveAttempt attempt = adopt(left, LiveAttempt.Worker.NONE);
    attempt.goOn();
    attempt.note(TaskNotes.goneOnWith(left.task()));
    Thread.ofVirtual().name("errand-outliving").start(() -> run(attempt));
  }

  /**
   * Tells the attempt of a task, if it runs here, that somebody cancelled it; of a task that was
   * ended meanwhile nobody waits for the attempt any more.
   */
  void cancel(Task task) {
    // lease.pml: heard
    LiveAttempt attempt = byNumber.get(task.id().number());
    if (attempt != null && task.status().isTerminal()) {
      drop(attempt);
      return;
    }
    Optional<CancelRequest> request = task.cancelRequest();
    if (attempt != null && request.isPresent()) {
      if (attempt.snapshot().cancelRequest().isEmpty()) {
        TaskNotes.cancelRequested(request.get()).ifPresent(attempt::note);
      }
      attempt.cancelRequested(request.get());
      attempt.cancellation().signal(Cancellation.Reason.CALLER);
    }
  }

  /** Waits no more for an attempt of which nothing counts any more; its worker is replaced. */
  void abandon(LiveAttempt attempt) {
    attempt.fence();
    attempt.abandon();
    attempt.releaseSlot();
    displaced.remove(attempt);
  }

  /** The same of one whose end is another's to write, or written. */
  void drop(LiveAttempt attempt) {
    abandon(attempt);
    forget(attempt);
  }

  /** All that may still hold a worker. */
  Collection<LiveAttempt> atWork() {
    return Stream.concat(byNumber.values().stream(), displaced.stream())
        .filter(attempt -> !attempt.isAbandoned())
        .toList();
  }

  /** Stops all attempts, since others may take over what they work on: nothing of it counts. */
  void fence() {
    // lease.pml: lease-ends
    List<LiveAttempt> running = List.copyOf(all());
    long untold = running.stream().filter(attempt -> !attempt.cancellation().isFenced()).count();
    if (untold > 0) {
      // First, so that none of them is told of by itself.
      parts.outage().stopped(untold);
    }
    running.forEach(LiveAttempt::fence);
  }

  /**
   * Whether a task that this node has taken over from itself, as which it was registered before,
   * was claimed here and its code is not called: whatever its recovery rule says, it has not begun.
   *
   * @param known attempts that were here before it was taken over, if they are over or not
   */
  boolean isCertainNotToBegin(AttemptRef lost, Collection<LiveAttempt> known) {
    Optional<LiveAttempt> live = get(lost.number());
    live.ifPresent(LiveAttempt::fence);
    return Stream.concat(live.stream(), known.stream())
        .filter(attempt -> attempt.ref().equals(lost))
        .anyMatch(attempt -> !attempt.cancellation().hasBegun());
  }

  /**
   * Writes down what a task comes to that nobody runs; returns when that is durable.
   *
   * @param why lines for its log
   */
  void settleLost(Claimed lost, Verdict verdict, String... why) {
    // lease.pml: settle
    LiveAttempt attempt =
        new LiveAttempt(lost, parts.settings().logLimit(), parts.clock(), LiveAttempt.Hooks.NONE);
    for (String line : why) {
      attempt.log(LogLevel.WARN, line, Optional.empty());
    }
    settling.settleNow(attempt, verdict);
  }

  /** Says that an attempt was lost. */
  void tellLost(Task task) {
    parts.events().lost().accept(task);
  }

  /** Writes down what an attempt has come to. */
  void settle(LiveAttempt attempt, Verdict verdict) {
    settling.settle(attempt, verdict);
  }

  /**
   * Puts the tasks of attempts that no worker has come to back into the queue, as if they had not
   * been claimed.
   */
  void giveBack(Collection<LiveAttempt> claimed) {
    // lease.pml: ahead
    claimed.stream()
        .filter(LiveAttempt::decide)
        .forEach(attempt -> settle(attempt, new Verdict.GiveBack()));
  }

  /** Gives up what still runs: the store is closed. */
  void close() {
    settling.close();
  }

  private synchronized void forget(LiveAttempt attempt) {
    attempt.releaseSlot();
    byNumber.remove(attempt.ref().number(), attempt);
    byKey.remove(attempt.claimed().task().id().key(), attempt);
    displaced.remove(attempt);
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
