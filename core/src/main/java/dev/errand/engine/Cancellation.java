// SPDX-License-Identifier: Apache-2.0
package dev.errand.engine;

import dev.errand.operation.TaskContext.Registration;
import dev.errand.store.Right;
import dev.errand.task.CancelSteps;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whether one attempt should stop, why, and whether it noticed. The signal is a flag, the
 * registered actions, and an interrupt of the attempt's thread outside uninterrupted sections.
 */
final class Cancellation {

  private static final Logger LOG = LoggerFactory.getLogger(Cancellation.class);

  /**
   * Why an attempt should stop; a later reason does not replace an earlier one, except {@link
   * #FENCED}.
   */
  enum Reason {
    /** Somebody cancelled the task. */
    CALLER,
    /** The engine stops. */
    STOP,
    /** It ran as long as its operation allows. */
    TIME_LIMIT,
    /** The attempt lost its right to run; nothing it does counts any more. */
    FENCED
  }

  private final Right right;
  private final InstantSource clock;
  private final Runnable stepped;
  private final List<Runnable> actions = new ArrayList<>();
  private @Nullable Reason reason;
  private boolean noticed;
  private boolean begun;
  private boolean over;
  private @Nullable Thread thread;
  private int sections;
  private boolean interruptDue;
  private CancelSteps steps = CancelSteps.NONE;
  private long told;

  /**
   * @param right what the attempt runs by; an attempt that lost it is fenced when it next asks
   * @param clock for the times of steps
   * @param stepped called after each step of a caller's cancel; must cost next to nothing
   */
  Cancellation(Right right, InstantSource clock, Runnable stepped) {
    this.right = right;
    this.clock = clock;
    this.stepped = stepped;
  }

  /**
   * Binds the thread that is to run the operation, whose code may be called now and not later; or
   * says why it must not be called any more. The right to run is looked at last of all.
   */
  Optional<Reason> begin(Thread running) {
    // lease.pml: begin
    if (!right.isHeld()) {
      signal(Reason.FENCED);
    }
    // Whatever was told until here keeps the code from being called, and after it interrupts it.
    synchronized (this) {
      if (reason != null && !begun) {
        return Optional.of(reason);
      }
      thread = running;
      begun = true;
      return Optional.empty();
    }
  }

  /** Says that the code was called by an earlier process: it is called again whatever was told. */
  synchronized void beginAgain() {
    begun = true;
  }

  /** Whether the operation's code may have been called; of an attempt told to stop, for good. */
  synchronized boolean hasBegun() {
    // lease.pml: abandon
    return begun;
  }

  /** Unbinds the thread, so that no late interrupt hits whatever it does next. */
  synchronized void end() {
    thread = null;
    over = true;
    Thread.interrupted();
  }

  /**
   * Signals the attempt. Actions run on a thread of their own, since the caller may be a request or
   * the store's writer.
   */
  void signal(Reason why) {
    List<Runnable> due;
    synchronized (this) {
      boolean first = reason == null;
      if (first || why == Reason.FENCED) {
        reason = why;
      }
      if (!first) {
        return;
      }
      told = System.nanoTime();
      due = List.copyOf(actions);
      actions.clear();
      // What its code left registered after it returned tells nothing of it.
      if (!due.isEmpty() && !over) {
        noticed();
      }
      interrupt();
    }
    if (!due.isEmpty()) {
      Thread.ofVirtual().name("errand-cancel").start(() -> due.forEach(Cancellation::run));
    }
  }

  private static void run(Runnable action) {
    try {
      action.run();
    } catch (RuntimeException e) {
      LOG.warn("An action that an operation registered for a cancel failed", e);
    }
  }

  private void interrupt() {
    if (thread == null || sections > 0) {
      interruptDue = true;
    } else {
      interrupt(thread);
    }
  }

  private void interrupt(Thread running) {
    running.interrupt();
    step(CancelSteps::interrupted);
  }

  private void noticed() {
    noticed = true;
    step(CancelSteps::noticed);
  }

  /** Notes how far a caller's cancel has come. */
  synchronized void step(BiFunction<CancelSteps, Instant, CancelSteps> step) {
    if (reason != Reason.CALLER) {
      return;
    }
    CancelSteps next = step.apply(steps, Instant.ofEpochMilli(clock.millis()));
    if (!next.equals(steps)) {
      steps = next;
      stepped.run();
    }
  }

  /** How far a caller's cancel has come; empty if there is none, or it has reached nothing. */
  synchronized Optional<CancelSteps> steps() {
    return Optional.of(steps).filter(known -> known != CancelSteps.NONE);
  }

  /**
   * Why it should have stopped by now, if its code runs on though it was told so long ago. What it
   * asked not to be interrupted in may take as long as it takes.
   */
  synchronized Optional<Reason> toldFor(Duration patience) {
    Duration since = Duration.ofNanos(System.nanoTime() - told);
    boolean late = begun && !over && sections == 0 && since.compareTo(patience) >= 0;
    return late ? Optional.ofNullable(reason) : Optional.empty();
  }

  /** Whether the attempt is to stop; looks at its right to run as well. */
  boolean ask() {
    // lease.pml: ask
    if (!right.isHeld()) {
      signal(Reason.FENCED);
    }
    synchronized (this) {
      notice();
      return reason != null;
    }
  }

  /** Says that the attempt reacted to the signal in another way, such as to an interrupt. */
  synchronized void notice() {
    if (reason != null && !noticed) {
      noticed();
    }
  }

  /** The reason, if there is one and the attempt noticed it. */
  synchronized Optional<Reason> noticedReason() {
    return noticed ? Optional.ofNullable(reason) : Optional.empty();
  }

  synchronized Optional<Reason> reason() {
    return Optional.ofNullable(reason);
  }

  synchronized boolean isFenced() {
    return reason == Reason.FENCED;
  }

  Registration onCancel(Runnable action) {
    synchronized (this) {
      if (reason == null) {
        actions.add(action);
        return () -> {
          synchronized (this) {
            actions.remove(action);
          }
        };
      }
      notice();
    }
    Thread.ofVirtual().name("errand-cancel").start(() -> run(action));
    return () -> {};
  }

  <T> T uninterrupted(Callable<T> section) throws Exception {
    synchronized (this) {
      sections++;
      if (thread == Thread.currentThread()) {
        interruptDue |= Thread.interrupted();
      }
    }
    try {
      return section.call();
    } finally {
      synchronized (this) {
        sections--;
        if (sections == 0 && interruptDue && thread != null) {
          interruptDue = false;
          interrupt(thread);
        }
      }
    }
  }
}
