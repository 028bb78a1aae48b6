// SPDX-License-Identifier: Apache-2.0
package dev.errand.engine;

import dev.errand.engine.EngineSettings.LogLimit;
import dev.errand.operation.TaskContext;
import dev.errand.store.AskedOf;
import dev.errand.store.AttemptRef;
import dev.errand.store.Claimed;
import dev.errand.store.Recording;
import dev.errand.store.Recording.Standing;
import dev.errand.task.AttemptUsage;
import dev.errand.task.CancelRequest;
import dev.errand.task.CancelSteps;
import dev.errand.task.LogLevel;
import dev.errand.task.Progress;
import dev.errand.task.Task;
import dev.errand.task.TaskView;
import dev.errand.task.TimeLimits;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;

/**
 * What is newest about an attempt that runs here: more than the store knows, since progress and log
 * lines are stored a little later. Safe for all threads.
 */
final class LiveAttempt {

  private final AttemptRef ref;
  private final Cancellation cancellation;
  private final AttemptLog log;
  private final InstantSource clock;
  private final Claimed claimed;
  private final Hooks hooks;
  private final AtomicBoolean holdsSlot = new AtomicBoolean(true);
  private final AtomicBoolean decided = new AtomicBoolean();
  private final RunClock runClock = new RunClock();
  private final KnownAnswers answers;
  private final AtomicReference<WorkerThread> thread =
      new AtomicReference<>(WorkerThread.NOT_THERE);
  private volatile boolean abandoned;
  private volatile boolean goneOnWith;
  private volatile boolean left;
  private volatile Task task;
  private volatile Optional<Progress> progress = Optional.empty();
  private volatile Optional<LogLevel> remark = Optional.empty();
  private volatile Standing standing = Standing.NONE;
  private volatile TimeLimits timeLimits = TimeLimits.NONE;
  private volatile boolean progressUnsaved;
  private volatile Optional<Expected> expected = Optional.empty();
  private volatile Redactor redactor = new Redactor(List.of());

  /** Where the thread is that runs it, or is to. */
  private enum WorkerThread {
    NOT_THERE,
    AT_IT,
    REPLACED,
    BACK
  }

  /**
   * What is called.
   *
   * @param changed says that there is something new, after it can be seen; called for every line
   *     and every progress, so it must cost next to nothing
   */
  record Hooks(Worker worker, Runnable changed) {
    static final Hooks NONE = new Hooks(Worker.NONE, () -> {});
  }

  /**
   * What runs it.
   *
   * @param release gives its slot back
   * @param replace has another thread work in the place of the one that is not waited for any more
   */
  record Worker(Runnable release, Runnable replace) {
    static final Worker NONE = new Worker(() -> {}, () -> {});
  }

  LiveAttempt(Claimed claimed, LogLimit logLimit, InstantSource clock, Hooks hooks) {
    this.hooks = hooks;
    this.claimed = claimed;
    this.clock = clock;
    task = claimed.task();
    answers = new KnownAnswers(task.asked());
    cancellation = new Cancellation(claimed.right(), clock, this::stepped);
    ref = AttemptRef.of(task);
    log = new AttemptLog(logLimit, claimed.log());
  }

  AttemptRef ref() {
    return ref;
  }

  Claimed claimed() {
    return claimed;
  }

  Cancellation cancellation() {
    return cancellation;
  }

  /** Remembers how long it should run. */
  void expect(Expected told) {
    expected = Optional.of(told);
  }

  /** How long it should have run by what was known when it started here; absent if it did not. */
  Optional<Expected> expected() {
    return expected;
  }

  /** Stops the attempt, since others may have taken over its task: nothing of it counts. */
  void fence() {
    cancellation.signal(Cancellation.Reason.FENCED);
    hooks.changed().run();
  }

  /** Whether this still is the attempt of its task, and so what others are to see of the task. */
  boolean isCurrent() {
    return !cancellation.isFenced() && claimed.right().isHeld();
  }

  Redactor redactor() {
    return redactor;
  }

  void redactWith(Redactor redactor) {
    this.redactor = redactor;
  }

  /**
   * Decides, once, what becomes of the attempt: a worker starts it, or it is given back because
   * none came to it in time. Answers whether this decided.
   */
  boolean decide() {
    // lease.pml: decide
    return decided.compareAndSet(false, true);
  }

  /**
   * Says that it began before this process did: its code is called whatever else is told of it, and
   * what it has said counts until it says something else.
   */
  void goOn() {
    progress = claimed.task().progress();
    remark = claimed.task().remark();
    goneOnWith = true;
    decided.set(true);
    cancellation.beginAgain();
  }

  boolean isGoneOnWith() {
    return goneOnWith;
  }

  /** Says that a stop of this process may leave to the next what it began. */
  void mayLeave() {
    left = true;
  }

  boolean mayBeLeft() {
    return left;
  }

  /** Says that a worker is at it now; false if nobody waits for it any more. */
  boolean cameToWork() {
    return thread.compareAndSet(WorkerThread.NOT_THERE, WorkerThread.AT_IT);
  }

  /** Waits no more for its thread, which another replaces if it is there and has not come back. */
  void abandon() {
    abandoned = true;
    if (!thread.compareAndSet(WorkerThread.NOT_THERE, WorkerThread.BACK)
        && thread.compareAndSet(WorkerThread.AT_IT, WorkerThread.REPLACED)) {
      hooks.worker().replace().run();
    }
  }

  boolean isAbandoned() {
    return abandoned;
  }

  /** Says that its thread has come back; answers whether that was replaced. */
  boolean cameBack() {
    return thread.getAndSet(WorkerThread.BACK) == WorkerThread.REPLACED;
  }

  /**
   * Gives the slot back, once: when the worker is done or when the end is durable, whatever comes
   * first.
   */
  void releaseSlot() {
    if (holdsSlot.getAndSet(false)) {
      hooks.worker().release().run();
    }
  }

  /** The task as it is now. */
  Task snapshot() {
    Task shown = task.with(answers.asked()).withProgress(progress, remark);
    Optional<CancelRequest> request = shown.cancelRequest();
    Optional<CancelSteps> steps = cancellation.steps();
    if (request.isPresent() && steps.isPresent()) {
      shown = shown.withCancelRequest(request.get().with(steps.get()));
    }
    List<AttemptUsage> usage = standing.usage();
    return usage.isEmpty() ? shown : shown.with(shown.attempt().withUsage(usage));
  }

  private void stepped() {
    progressUnsaved = true;
    hooks.changed().run();
  }

  /** What a watch sees. */
  TaskView view() {
    synchronized (log) {
      return new TaskView(snapshot(), log.last());
    }
  }

  void cancelRequested(CancelRequest request) {
    task = task.withCancelRequest(request);
    hooks.changed().run();
  }

  KnownAnswers answers() {
    return answers;
  }

  /** Takes in what its task has asked and was answered; may come late. */
  void learn(AskedOf known) {
    answers.learn(known);
    hooks.changed().run();
  }

  Optional<Progress> progress() {
    return progress;
  }

  Optional<LogLevel> remark() {
    return remark;
  }

  void progress(Progress newest) {
    progress = Optional.of(newest);
    progressUnsaved = true;
    hooks.changed().run();
  }

  /** What this attempt used, in the place of what it said before. */
  void used(AttemptUsage used) {
    List<AttemptUsage> all = new ArrayList<>(claimed.task().attempt().usage());
    all.removeIf(one -> one.attempt() == used.attempt());
    all.add(used);
    synchronized (log) {
      standing = new Standing(all, standing.position(), Optional.empty(), Optional.empty());
    }
    progressUnsaved = true;
    hooks.changed().run();
  }

  /**
   * Adds lines and remembers a position with them: the store gets both or neither.
   *
   * @return whether the store should be written to before the next
   */
  boolean log(List<TaskContext.Line> lines, String position) {
    boolean crowded;
    synchronized (log) {
      for (TaskContext.Line line : lines) {
        mark(line.marks() ? Optional.of(line.level()) : Optional.empty());
        log.add(Instant.ofEpochMilli(clock.millis()), line.level(), redactor.clean(line.text()));
      }
      // The row keeps it until another attempt says one.
      standing =
          new Standing(
              standing.usage(),
              Optional.of(claimed.task().attempt().number() + " " + position),
              Optional.empty(),
              Optional.empty());
      progressUnsaved = true;
      crowded = log.isCrowded();
    }
    hooks.changed().run();
    return crowded;
  }

  private void mark(Optional<LogLevel> mark) {
    if (!remark.equals(mark)) {
      remark = mark;
      progressUnsaved = true;
    }
  }

  /**
   * Adds a line and sets or takes back the mark; says whether the store should be written to before
   * the next.
   */
  boolean log(LogLevel level, String text, Optional<LogLevel> mark) {
    String shown = redactor.clean(text);
    mark(mark);
    boolean crowded;
    synchronized (log) {
      log.add(Instant.ofEpochMilli(clock.millis()), level, shown);
      crowded = log.isCrowded();
    }
    hooks.changed().run();
    return crowded;
  }

  /** Adds a line about the task that leaves the mark as it is. */
  void note(String text) {
    note(LogLevel.INFO, text);
  }

  /** The same of another level. */
  void note(LogLevel level, String text) {
    log(level, text, remark);
  }

  boolean isUnsaved() {
    if (progressUnsaved) {
      return true;
    }
    synchronized (log) {
      return log.isDirty();
    }
  }

  /**
   * Takes everything that the store does not know yet. Whoever takes must hand it in before the
   * next takes.
   */
  Recording take() {
    synchronized (log) {
      progressUnsaved = false;
      return recording(progress);
    }
  }

  /** Takes only what was logged, so that much logging does not write progress more often. */
  Recording takeLog() {
    synchronized (log) {
      return recording(Optional.empty());
    }
  }

  private Recording recording(Optional<Progress> shown) {
    AttemptLog.Batch batch = log.take();
    return new Recording(shown, remark, batch.lines(), batch.dropped(), batch.extent(), standing());
  }

  private Standing standing() {
    Optional<Duration> ran = ran();
    Optional<CancelSteps> steps = cancellation.steps();
    return ran.isEmpty() && steps.isEmpty()
        ? standing
        : new Standing(standing.usage(), standing.position(), ran, steps);
  }

  /**
   * Says how long it may run, from now on.
   *
   * @param resumed called whenever it has waited for answers and goes on
   */
  void runWithin(TimeLimits limits, Runnable resumed) {
    runClock.begin(resumed);
    timeLimits = limits;
  }

  RunClock runClock() {
    return runClock;
  }

  TimeLimits timeLimits() {
    return timeLimits;
  }

  private Optional<Duration> ran() {
    Duration before = claimed.task().attempt().ran();
    return timeLimits.total().map(_ -> before.plusMillis(runClock.ran().toMillis()));
  }

  /**
   * Notes that a recording could not be stored: its progress is tried again; its lines become a gap
   * in the log.
   */
  void notSaved() {
    progressUnsaved = true;
  }
}
