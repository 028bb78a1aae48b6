// SPDX-License-Identifier: Apache-2.0
package dev.errand.engine;

import dev.errand.store.FailedEnd;
import dev.errand.store.Retentions;
import dev.errand.store.Store;
import dev.errand.task.Failure;
import dev.errand.task.Json;
import dev.errand.task.NotPossibleException;
import dev.errand.task.Prepared;
import dev.errand.task.Submission;
import dev.errand.task.Task;
import dev.errand.task.TaskControl;
import dev.errand.task.TaskId;
import dev.errand.task.TaskStatus;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

/** Does to tasks what operators want. */
final class OperatorTasks implements TaskControl {

  private final Parts parts;
  private final InstantSource clock;

  /**
   * What it needs of the engine.
   *
   * @param prepare the door for submissions
   * @param settled told of each task that so ended
   */
  record Parts(
      Store store,
      Operations operations,
      Function<Submission, Prepared> prepare,
      Attempts attempts,
      Watches watches,
      Workers workers,
      Consumer<Task> settled) {}

  /**
   * @param clock the store's
   */
  OperatorTasks(Parts parts, InstantSource clock) {
    this.parts = parts;
    this.clock = clock;
  }

  @Override
  public Optional<Task> prioritize(TaskId id, int priority) {
    Submission.requirePriority(priority);
    Optional<Task> changed = Recorder.join(parts.store().prioritize(id.number(), priority));
    changed.ifPresent(_ -> {
      parts.watches().changed(id.number());
      parts.workers().wakeAll();
    });
    return changed;
  }

  @Override
  public Optional<Task> fail(TaskId id, String why, Optional<String> by) {
    Optional<Task> found = parts.store().find(id.number());
    if (found.isEmpty()) {
      return found;
    }
    Task seen = found.get();
    if (seen.status().isTerminal()) {
      throw new NotPossibleException(
          "Task %s has ended already: it is %s.".formatted(id, seen.status()));
    }
    Instant now = Instant.ofEpochMilli(clock.millis());
    String message = "It was ended by hand: " + why;
    // Not everybody who reads the failure may know who that was.
    String note = by.map(name -> message + " (" + name + ")").orElse(message);
    Retentions retentions = parts.operations().retentions();
    FailedEnd end =
        new FailedEnd(
            seen,
            Failures.without(Failure.BY_HAND, message),
            now,
            retentions.end(seen.submission(), now),
            TaskNotes.ended(seen, note));
    Task failed =
        Recorder.join(parts.store().fail(end))
            .orElseThrow(() ->
                new NotPossibleException(
                    "Task %s has changed just now. Look at it, and say it again if it still must end."
                        .formatted(id)));
    parts.attempts().cancel(failed);
    parts.settled().accept(failed);
    return Optional.of(failed);
  }

  @Override
  public Optional<Task> runAgain(TaskId id) {
    return parts.store().find(id.number()).map(this::again);
  }

  private Task again(Task old) {
    if (old.status() != TaskStatus.FAILED && old.status() != TaskStatus.CANCELLED) {
      throw new NotPossibleException(
          "Only what failed or was cancelled is run again; task %s is %s."
              .formatted(old.id(), old.status().name().toLowerCase(Locale.ROOT)));
    }
    if (parts.operations().find(old.operation()).filter(Registered::ownsInputs).isPresent()) {
      throw new NotPossibleException(
          "What task %s worked on was sent with it and went with its end. Start it anew."
              .formatted(old.id()));
    }
    Json inputs =
        parts
            .store()
            .inputs(old.id().number())
            .map(Json::new)
            .orElseThrow(() -> new NotPossibleException("Task %s is gone.".formatted(old.id())));
    // Whatever its own bounds were, it is an operator who wants it now.
    Submission.Builder submission = old.submission().withoutIdempotency().toBuilder();
    submission.inputs(inputs).priority(0).options(old.submission().options().again(old.id().key()));
    return parts.prepare().apply(submission.build()).submit().task();
  }
}
