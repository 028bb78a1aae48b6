// SPDX-License-Identifier: Apache-2.0
package dev.errand.engine;

import com.fasterxml.uuid.Generators;
import com.fasterxml.uuid.impl.TimeBasedEpochGenerator;
import dev.errand.access.ForbiddenException;
import dev.errand.access.Owners;
import dev.errand.access.StartRights;
import dev.errand.limit.Lane;
import dev.errand.schedule.Overlap;
import dev.errand.schedule.Schedule;
import dev.errand.store.NewTask;
import dev.errand.task.Json;
import dev.errand.task.Principal;
import dev.errand.task.Submission;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;

/** Makes the tasks that schedules start, by the same door that callers go through. */
final class TickTasks {

  private static final TimeBasedEpochGenerator KEYS = Generators.timeBasedEpochGenerator();

  private final Operations operations;
  private final Owners owners;
  private final Consumer<Submission> rule;
  private final CurrentLimits limits;

  /** A task, and by whose right it is started. */
  record Made(NewTask task, Principal owner) {}

  /**
   * @param rule refuses what may not be submitted at all
   */
  TickTasks(Operations operations, Owners owners, Consumer<Submission> rule, CurrentLimits limits) {
    this.operations = operations;
    this.owners = owners;
    this.rule = rule;
    this.limits = limits;
  }

  /** Whether this node has the operation; others may. */
  boolean knows(Schedule schedule) {
    return operations.find(schedule.submission().operation()).isPresent();
  }

  /**
   * The task of a tick, which limits may refuse as they do any start.
   *
   * @param inputs with secrets
   * @throws RuntimeException that says why there is none: the owner may not start it any more, the
   *     inputs do not fit any more
   */
  Made make(Schedule schedule, Json inputs, Instant now) {
    Submission submission = schedule.submission().withInputs(inputs).withoutIdempotency();
    Principal owner =
        owners.principal(submission.owner()).orElseThrow(() -> unknown(submission.owner()));
    Registered<?, ?> operation = operations.get(submission.operation());
    StartRights rights = new StartRights(owner, operation.info().starters());
    rights.requireSome(submission);
    rule.accept(submission);
    Preparation<?> preparation =
        operation.preparation(
            _ -> {
              throw new IllegalStateException("a tick inserts its task itself");
            },
            submission);
    rights.require(preparation);
    NewTask task = ordered(preparation.task(KEYS.generate(), now), schedule);
    return new Made(task.within(limits.now().ofStarts(Lane.of(task.submission()))), owner);
  }

  /** An operation that orders its tasks does so for these as well. */
  private static NewTask ordered(NewTask task, Schedule schedule) {
    if (schedule.plan().overlap() == Overlap.SKIP || task.submission().orderingKey().isPresent()) {
      return task;
    }
    return task.orderedBy("schedule " + schedule.id());
  }

  private static ForbiddenException unknown(Optional<String> owner) {
    return new ForbiddenException(
        owner
            .map(name -> "Access forbidden: there is no user '" + name + "' any more.")
            .orElse(
                "Access forbidden: the schedule belongs to nobody, which is enough only as long as"
                    + " there are no accounts. Make it anew as one of the users."));
  }
}
