// SPDX-License-Identifier: Apache-2.0
package dev.errand.engine;

import com.fasterxml.uuid.Generators;
import com.fasterxml.uuid.impl.TimeBasedEpochGenerator;
import dev.errand.limit.Allowance;
import dev.errand.limit.Lane;
import dev.errand.limit.LimitReachedException;
import dev.errand.limit.Limits;
import dev.errand.store.NewTask;
import dev.errand.store.Store;
import dev.errand.store.Tick;
import dev.errand.store.Ticked;
import dev.errand.task.Idempotency;
import dev.errand.task.IdempotencyConflictException;
import dev.errand.task.StoreException;
import dev.errand.task.StoreFullException;
import dev.errand.task.StoreUnreachableException;
import dev.errand.task.Submission;
import dev.errand.task.Submitted;
import dev.errand.task.Task;
import dev.errand.task.TickOutcome;
import dev.errand.task.UnknownOutcomeException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Stores what is submitted, once for each key of its owner's, and tells it. Safe for all threads.
 */
final class Submissions {

  private static final Logger LOG = LoggerFactory.getLogger(Submissions.class);

  private static final TimeBasedEpochGenerator KEYS = Generators.timeBasedEpochGenerator();

  private final Parts parts;
  private final InstantSource clock;

  record Parts(
      Store store,
      Attempts attempts,
      Workers workers,
      Retention retention,
      Notifications notifications,
      CurrentLimits limits,
      StoreOutage outage) {}

  /**
   * @param clock the store's
   */
  Submissions(Parts parts, InstantSource clock) {
    this.parts = parts;
    this.clock = clock;
  }

  Submitted submit(Preparation<?> preparation) {
    NewTask asked = preparation.task(KEYS.generate(), Instant.ofEpochMilli(clock.millis()));
    NewTask task = asked.within(parts.limits().now().ofStarts(Lane.of(asked.submission())));
    try {
      Submitted submitted = submit(task);
      if (!submitted.repeated()) {
        parts.outage().stores();
      }
      return submitted;
    } catch (UnknownOutcomeException unknown) {
      if (task.submission().idempotency().isPresent()) {
        throw new StoreUnreachableException(
            "Whether task "
                + task.key()
                + " was stored is not known. Submit it again with the same idempotency key; nothing"
                + " is done twice.",
            unknown);
      }
      throw UnknownOutcomeException.ofSubmission(task.key(), unknown);
    } catch (LimitReachedException limited) {
      parts.notifications().refused(limited.refused());
      throw limited;
    } catch (StoreFullException full) {
      parts.outage().failed("store a start", full);
      throw full;
    }
  }

  private Submitted submit(NewTask task) {
    while (true) {
      CompletableFuture<Task> durable = parts.store().insert(task);
      long wakeUp = parts.workers().wake(task.waits());
      Task there = Recorder.join(durable);
      if (there.id().key().equals(task.key())) {
        parts.notifications().submitted(there);
        return new Submitted(answer(there, wakeUp, task.waits()), false);
      }
      if (!parts.retention().isOver(there)) {
        return new Submitted(repeated(task.submission(), there), true);
      }
      // Nobody can see it any more, so it must not hold the key either.
      Optional<Task> _ = Recorder.join(parts.retention().delete(there.id().number()));
    }
  }

  /**
   * Takes a tick of a schedule; whoever hears that its outcome is unknown looks at the schedule.
   */
  Ticked tick(Tick tick) {
    CompletableFuture<Ticked> durable = parts.store().schedules().tick(tick);
    if (tick.outcome() instanceof Tick.Outcome.Start(NewTask task)) {
      long _ = parts.workers().wake(task.waits());
    }
    Ticked ticked = Recorder.join(durable);
    ticked.task().ifPresent(parts.notifications()::submitted);
    if (ticked.taken()) {
      parts
          .notifications()
          .ticked(
              switch (tick.outcome()) {
                case Tick.Outcome.Start _ -> TickOutcome.STARTED;
                case Tick.Outcome.Pass _ -> TickOutcome.PASSED;
                case Tick.Outcome.Refusal _ -> TickOutcome.REFUSED;
              });
    }
    return ticked;
  }

  /**
   * How many more may be started like this one; the store is asked only where a limit binds them.
   */
  List<Allowance> allowances(Task task) {
    List<Limits.Applied> bounds = parts.limits().now().ofStarts(Lane.of(task.submission()));
    if (bounds.isEmpty()) {
      return List.of();
    }
    try {
      return parts.store().limits().allowances(bounds, Instant.ofEpochMilli(clock.millis()));
    } catch (StoreException e) {
      LOG.debug("How many may be started after task {} is not told", task.id(), e);
      return List.of();
    }
  }

  /** A task that was inserted, as it is now. */
  private Task answer(Task inserted, long wakeUp, boolean waits) {
    // Usually claimed in the same commit; clients take an answer of WAITING for a busy server.
    parts.workers().answered(waits, wakeUp);
    // Numbers grow, so behind a backlog there is nothing newer to read: a store asked for every
    // start would halve how many there can be.
    if (!parts.attempts().mayHaveRun(inserted.id().number())) {
      return inserted;
    }
    Task seen = parts.attempts().view(inserted);
    return seen == inserted ? read(inserted) : seen;
  }

  /** It is stored: who hears of a store that fails now would submit it once more. */
  private Task read(Task inserted) {
    try {
      return parts.retention().current(parts.store().find(inserted.id().number())).orElse(inserted);
    } catch (StoreException e) {
      LOG.debug("Task {} is answered as it was submitted", inserted.id(), e);
      return inserted;
    }
  }

  /** The task that is there under the key of a submission. */
  private Task repeated(Submission submission, Task there) {
    if (!there.submission().idempotency().equals(submission.idempotency())) {
      throw new IdempotencyConflictException(
          submission.idempotency().map(Idempotency::key).orElse(""));
    }
    return parts.attempts().view(there);
  }

  /** The task that is there under the key of a submission. */
  Optional<Task> of(Submission submission) {
    return submission
        .idempotency()
        .flatMap(idempotency ->
            parts.retention().current(parts.store().find(submission.owner(), idempotency.key())))
        .map(there -> repeated(submission, there));
  }
}
