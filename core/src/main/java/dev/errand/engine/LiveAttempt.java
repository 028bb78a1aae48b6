// SPDX-License-Identifier: Apache-2.0
package dev.errand.engine;

import dev.errand.engine.EngineSettings.LogLimit;
import dev.errand.operation.TaskContext;
import dev.errand.store.AttemptRef;
import dev.errand.store.Claimed;
import dev.errand.store.Recording;
import dev.errand.store.Recording.Standing;
import dev.errand.task.AttemptUsage;
import dev.errand.task.CancelRequest;
import dev.errand.task.LogLevel;
import dev.errand.task.Progress;
import dev.errand.task.Task;
import dev.errand.task.TaskView;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;

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
  private volatile boolean goneOnWith;
  private volatile boolean left;
  private volatile Task task;
  private volatile Optional<Progress> progress = Optional.empty();
  private volatile Optional<LogLevel> remark = Optional.empty();
  private volatile Standing standing = Standing.NONE;
  private volatile boolean progressUnsaved;
  private volatile Redactor redactor = new Redactor(List.of());

  /**
   * What is called.
   *
   * @param release gives the worker's slot back
   * @param changed says that there is something new, after it can be seen; called for every line
   *     and every progress, so it must cost next to nothing
   */
  record Hooks(Runnable release, Runnable changed) {
    static final Hooks NONE = new Hooks(() -> {}, () -> {});
  }

  LiveAttempt(Claimed claimed, LogLimit logLimit, InstantSource clock, Hooks hooks) {
    this.hooks = hooks;
    this.claimed = claimed;
    this.clock = clock;
    cancellation = new Cancellation(claimed.right());
    task = claimed.task();
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

  /** Says that it began before this process did: its code is called whatever else is told of it. */
  void goOn() {
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

  /**
   * Gives the slot back, once: when the worker is done or when the end is durable, whatever comes
   * first.
   */
  void releaseSlot() {
    if (holdsSlot.getAndSet(false)) {
      hooks.release().run();
    }
  }

  /** The task as it is now. */
  Task snapshot() {
    Task shown = task.withProgress(progress, remark);
    List<AttemptUsage> usage = standing.usage();
    return usage.isEmpty() ? shown : shown.withUsage(usage);
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
      standing = new Standing(all, standing.position());
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
              standing.usage(), Optional.of(claimed.task().attempt().number() + " " + position));
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
    return new Recording(shown, remark, batch.lines(), batch.dropped(), batch.extent(), standing);
  }

  /**
   * Notes that a recording could not be stored: its progress is tried again; its lines become a gap
   * in the log.
   */
  void notSaved() {
    progressUnsaved = true;
  }
}
