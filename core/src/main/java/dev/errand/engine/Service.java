// SPDX-License-Identifier: Apache-2.0
package dev.errand.engine;

import dev.errand.folder.Folders;
import dev.errand.operation.Recovery;
import dev.errand.store.OutputStore;
import dev.errand.store.Store;
import dev.errand.store.StoreEvent;
import dev.errand.task.ErrandException;
import dev.errand.task.StoppedException;
import dev.errand.task.StoreException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Starts and stops the engine's parts in the right order. */
final class Service {

  private static final Logger LOG = LoggerFactory.getLogger(Service.class);
  private static final long RECORD_MILLIS = 500;
  private static final long SWEEP_MILLIS = 1_000;
  private static final long ORPHANS_MILLIS = 600_000;

  /** Two chores may take long, and must not keep the others waiting. */
  private static final int TIMERS = 4;

  private final Store store;
  private final EngineSettings settings;
  private final Parts parts;
  private final LostAttempts recovery;
  private final ScheduledExecutorService timer =
      Executors.newScheduledThreadPool(
          TIMERS, Thread.ofPlatform().daemon().name("errand-timer-", 0).factory());
  private volatile State state = State.NEW;
  private volatile boolean draining;

  /** What ran has ended, or was given up. */
  private boolean ended;

  record Parts(
      Operations operations,
      Attempts attempts,
      Workers workers,
      Recorder recorder,
      Retention retention,
      DueTasks due,
      Answering answering,
      DeafAttempts deaf,
      CurrentLimits limits,
      Ticker ticker,
      OutputStore outputs,
      StoreOutage outage) {}

  private enum State {
    NEW,
    RUNNING,
    STOPPED
  }

  Service(Store store, EngineSettings settings, Parts parts) {
    this.store = store;
    this.settings = settings;
    this.parts = parts;
    this.recovery = new LostAttempts(store, parts.operations(), parts.attempts());
  }

  void requireRunning() {
    switch (state) {
      case RUNNING -> {}
      case NEW ->
          throw new StoppedException("The engine has not been started; call start() first.");
      case STOPPED -> throw new StoppedException("The server stops and takes nothing new.");
    }
  }

  /** Submissions are refused earlier than anything else. */
  void requireTaking() {
    requireRunning();
    if (draining) {
      throw new StoppedException("The server is about to stop and starts nothing new.");
    }
  }

  boolean isDraining() {
    return draining;
  }

  /** Claims nothing and takes nothing new from now on; returns when no claim is on its way. */
  void drain() throws InterruptedException {
    requireRunning();
    draining = true;
    parts.workers().stop();
    parts.workers().settleClaims();
  }

  synchronized void start() {
    if (state != State.NEW) {
      throw new ErrandException("An engine is started once; this one is " + state + ".");
    }
    store.onEvent(this::follow);
    store.open(settings.node(), parts.operations().names());
    try {
      deleteScratch();
      Files.createDirectories(settings.data().resolve("scratch"));
      boolean _ = parts.limits().load();
      recovery.recover();
      parts.due().look();
    } catch (IOException e) {
      closeStores();
      throw new StoreException(
          "The data folder %s cannot be used: %s".formatted(settings.data(), e), e);
    } catch (RuntimeException e) {
      closeStores();
      throw e;
    }
    TaskLogCapture.begin();
    state = State.RUNNING;
    timer.scheduleWithFixedDelay(
        () -> guarded("store progress", () -> parts.recorder().saveAll(parts.attempts().all())),
        RECORD_MILLIS,
        RECORD_MILLIS,
        TimeUnit.MILLISECONDS);
    timer.scheduleWithFixedDelay(
        () -> {
          guarded("prune", parts.retention()::sweep);
          parts.outage().look();
        },
        SWEEP_MILLIS,
        SWEEP_MILLIS,
        TimeUnit.MILLISECONDS);
    timer.scheduleWithFixedDelay(
        () -> guarded("abandon what does not stop", parts.deaf()::look),
        RECORD_MILLIS,
        RECORD_MILLIS,
        TimeUnit.MILLISECONDS);
    timer.scheduleWithFixedDelay(
        () -> guarded("let waiting tasks go", parts.due()::look),
        SWEEP_MILLIS,
        SWEEP_MILLIS,
        TimeUnit.MILLISECONDS);
    timer.scheduleWithFixedDelay(
        () -> guarded("start what is scheduled", this::tick),
        SWEEP_MILLIS,
        SWEEP_MILLIS,
        TimeUnit.MILLISECONDS);
    timer.scheduleWithFixedDelay(
        () -> guarded("look for orphaned outputs", parts.retention()::deleteOrphans),
        0,
        ORPHANS_MILLIS,
        TimeUnit.MILLISECONDS);
    parts.workers().begin();
  }

  /** What stays of it is in nobody's way: no later attempt on this store has the same folder. */
  private void deleteScratch() {
    Path scratch = settings.data().resolve("scratch");
    try {
      Folders.delete(scratch);
    } catch (IOException e) {
      LOG.warn(
          "Not all that an earlier process left in {} can be deleted; delete it by hand, or the next"
              + " start tries again: {}",
          scratch,
          e.toString());
    }
  }

  private void tick() {
    if (state == State.RUNNING && !draining) {
      parts.ticker().look();
    }
  }

  /**
   * Has the store hear again what can be run here: another node may take over what this one was
   * named for only as long as it ran it.
   */
  void confirmOperations() {
    later(
        "say which operations there are",
        () -> parts.operations().confirm(names -> Recorder.join(store.register(names))));
  }

  /** Looks for work that operations which came have made possible. */
  void exchanged() {
    later("look for lost attempts", recovery::recover);
    parts.workers().wakeAll();
  }

  /**
   * Does what an event of a store that others share asks for; what takes a while, on another
   * thread.
   */
  private void follow(StoreEvent event) {
    if (state != State.RUNNING) {
      return;
    }
    switch (event) {
      case StoreEvent.WorkWaits _ -> parts.workers().wakeAll();
      case StoreEvent.LimitsChanged _ -> later("read limits", this::readLimits);
      case StoreEvent.LeaseEnds _ -> parts.attempts().fence();
      case StoreEvent.CancelRequested(long number) -> {
        if (parts.attempts().get(number).isPresent()) {
          later("pass on a cancel", () -> store.find(number).ifPresent(parts.attempts()::cancel));
        }
      }
      case StoreEvent.QuestionsAnswered(long number) -> {
        if (parts.attempts().get(number).filter(live -> live.snapshot().isAsking()).isPresent()) {
          later("pass on an answer", () -> parts.answering().lookAt(number));
        }
      }
      case StoreEvent.RegisteredAnew _ -> confirmOperations();
      case StoreEvent.AttemptsLost _ -> later("look for lost attempts", recovery::recover);
    }
  }

  private void readLimits() {
    if (parts.limits().load()) {
      parts.workers().wakeAll();
    }
  }

  private void later(String what, Chore chore) {
    try {
      timer.execute(() -> guarded(what, chore));
    } catch (RejectedExecutionException e) {
      LOG.debug("The engine stops and does not {} any more", what, e);
    }
  }

  /** Claims nothing and takes nothing new, and ends what runs as a stop does; goes on otherwise. */
  void endRunning() {
    // lease.pml: stop
    requireRunning();
    draining = true;
    parts.workers().stop();
    endAttempts();
  }

  private synchronized void endAttempts() {
    if (ended) {
      return;
    }
    ended = true;
    try {
      parts.workers().settleClaims();
      recovery.stop(settings.stop().cancelPatience());
      parts.attempts().giveBack(parts.attempts().all());
      parts.attempts().all().stream()
          .filter(LiveAttempt::mayBeLeft)
          .forEach(live -> live.cancellation().signal(Cancellation.Reason.STOP));
      if (!parts.attempts().drained(settings.stop().patience())) {
        tellToStop();
        if (!parts.attempts().drained(settings.stop().cancelPatience())) {
          abandon();
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      tellToStop();
      abandon();
    }
  }

  synchronized void stop() {
    // lease.pml: stop
    State before = state;
    parts.workers().stop();
    state = State.STOPPED;
    if (before != State.RUNNING) {
      timer.shutdownNow();
      return;
    }
    endAttempts();
    timer.shutdownNow();
    parts.workers().shutdown();
    closeStores();
    parts.attempts().close();
    TaskLogCapture.end();
  }

  private void closeStores() {
    parts.outputs().close();
    store.close();
  }

  private void tellToStop() {
    parts.attempts().all().forEach(live -> live.cancellation().signal(Cancellation.Reason.STOP));
  }

  /** Decides for attempts that did not react; what they still write is fenced. */
  private void abandon() {
    // lease.pml: abandon
    for (LiveAttempt attempt : parts.attempts().all()) {
      LOG.warn("Task {} does not stop and is abandoned", attempt.ref().number());
      Recovery recovery = parts.operations().recovery(attempt.snapshot().operation());
      parts
          .attempts()
          .settle(
              attempt,
              attempt.cancellation().hasBegun()
                  ? Recoveries.stopped(attempt, recovery)
                  : new Verdict.GiveBack());
    }
  }

  /** A chore that fails is tried again at its next turn. */
  private void guarded(String what, Chore chore) {
    try {
      chore.run();
    } catch (StoreException e) {
      if (state == State.STOPPED) {
        LOG.debug("The engine stopped before it could {}", what, e);
      } else {
        parts.outage().failed(what, e);
      }
    } catch (IOException | RuntimeException e) {
      LOG.warn("Could not {}; trying again", what, e);
    }
  }

  private interface Chore {
    void run() throws IOException;
  }
}
