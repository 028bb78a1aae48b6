// SPDX-License-Identifier: Apache-2.0
package dev.errand.engine;

import dev.errand.operation.ChecksStarter;
import dev.errand.operation.Inputs;
import dev.errand.operation.Operation;
import dev.errand.operation.OperationInfo;
import dev.errand.operation.OperationOutputs;
import dev.errand.operation.OperationSpec;
import dev.errand.operation.OutlivesServer;
import dev.errand.operation.ReleasesInputs;
import dev.errand.operation.TaskContext;
import dev.errand.store.NewTask;
import dev.errand.task.InvalidInputsException;
import dev.errand.task.InvalidInputsException.Problem;
import dev.errand.task.Json;
import dev.errand.task.Principal;
import dev.errand.task.Submission;
import dev.errand.task.Submitted;
import dev.errand.task.Task;
import dev.errand.task.TaskId;
import dev.errand.task.TimeLimits;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** An operation with what was derived from it once. */
final class Registered<I extends Record, R> {

  private static final Logger LOG = LoggerFactory.getLogger(Registered.class);

  private final Operation<I, R> operation;
  private final OperationSpec<I, R> spec;
  private final Inputs<I> inputs;
  private final ReleasesInputs<I> releasing;
  private final OperationInfo info;

  Registered(Operation<I, R> operation) {
    this.operation = operation;
    spec = operation.spec();
    inputs = Inputs.of(spec);
    releasing = releasing(operation);
    info =
        new OperationInfo(
            spec.name(),
            spec.about(),
            inputs.schema(),
            OperationOutputs.of(spec),
            spec.treatment());
  }

  /** An operation releases inputs of its own type, which the compiler cannot see. */
  @SuppressWarnings("unchecked")
  private static <I extends Record> ReleasesInputs<I> releasing(Operation<I, ?> operation) {
    return operation instanceof ReleasesInputs<?> releases
        ? (ReleasesInputs<I>) releases
        : (inputs, task) -> {};
  }

  OperationSpec<I, R> spec() {
    return spec;
  }

  OperationInfo info() {
    return info;
  }

  Preparation<I> preparation(Function<Preparation<?>, Submitted> door, Submission sent) {
    return new Preparation<>(door, this, sent);
  }

  Inputs.Checked<I> check(Json sent) {
    return inputs.check(sent);
  }

  /**
   * Does nothing, or refuses inputs that this principal may not start the operation with.
   *
   * @throws dev.errand.access.ForbiddenException if so
   */
  @SuppressWarnings("unchecked") // an operation checks inputs of its own type
  void checkStarter(I checked, Principal starter) {
    if (operation instanceof ChecksStarter<?> checks) {
      ((ChecksStarter<I>) checks).checkStarter(checked, starter);
    }
  }

  /** The submission in the group that its inputs name, unless it says itself where it belongs. */
  Submission inOwnGroup(Submission sent, I checked) {
    OptionalLong own = sent.group().isPresent() ? sent.group() : operation.group(checked);
    return own.isPresent() ? sent.inGroup(own.getAsLong()) : sent;
  }

  /** What is stored: the submission with what the operation says of it. */
  NewTask task(Submission sent, Inputs.Checked<I> checked, UUID key, Instant now) {
    requireOwnGroup(sent, checked.value());
    operation.check(checked.value());
    String description = sent.description().orElseGet(() -> operation.describe(checked.value()));
    Submission.Builder shown =
        sent.toBuilder()
            .inputs(checked.shown())
            .description(new Redactor(checked.secrets()).clean(description))
            .priority(priority(sent));
    if (sent.orderingKey().isEmpty()) {
      operation.orderingKey(checked.value()).ifPresent(shown::orderingKey);
    }
    NewTask task = new NewTask(key, shown.build(), checked.json(), spec.waits(), now);
    return timeLimits(sent).waiting().map(task::waitingAtMost).orElse(task);
  }

  private int priority(Submission sent) {
    long priority = (long) sent.priority() + spec.treatment().priority();
    return Math.clamp(priority, Integer.MIN_VALUE, Integer.MAX_VALUE);
  }

  /** How long a task may run and wait. */
  TimeLimits timeLimits(Submission submission) {
    return spec.treatment().timeLimits().and(submission.options().timeLimits());
  }

  /** Rights were judged by the group of the submission; the work must not be in another one. */
  private void requireOwnGroup(Submission sent, I inputs) {
    OptionalLong own = operation.group(inputs);
    if (own.isPresent() && !own.equals(sent.group())) {
      throw new InvalidInputsException(
          spec.name(), List.of(new Problem("group", "is not the group of the task")));
    }
  }

  /** Lets go of what the inputs of an ended task own, on a thread of its own. */
  void release(Json stored, TaskId task) {
    Thread.ofVirtual()
        .name("errand-release")
        .start(() -> {
          try {
            releasing.release(inputs.stored(stored).value(), task);
          } catch (Exception e) {
            LOG.warn("What the inputs of an ended {} own could not be released", spec.name(), e);
          }
        });
  }

  boolean outlivesServer() {
    return operation instanceof OutlivesServer;
  }

  /** Whether the attempt of a task can be gone on with that this process does not run. */
  boolean isLeft(Task task) {
    try {
      return operation instanceof OutlivesServer outliving
          && outliving.isLeft(task.id(), task.attempt().number());
    } catch (RuntimeException e) {
      tellLeft(task, e);
      return false;
    }
  }

  /** Ends what an attempt began that is not gone on with. */
  void end(Task task) {
    try {
      if (operation instanceof OutlivesServer outliving) {
        outliving.end(task.id(), task.attempt().number());
      }
    } catch (RuntimeException e) {
      tellLeft(task, e);
    }
  }

  /** One operation that fails must not keep the others' tasks from being decided on. */
  private static void tellLeft(Task task, RuntimeException why) {
    LOG.warn(
        "What attempt {} of task {} left may be there still; nobody goes on with it",
        task.attempt().number(),
        task.id(),
        why);
  }

  boolean ownsInputs() {
    return operation instanceof ReleasesInputs<?>;
  }

  /** The call of the operation with stored inputs, with nothing left to be done before it. */
  Callable<Optional<Json>> bind(LiveAttempt attempt, TaskContext context) {
    Inputs.Checked<I> checked = inputs.stored(attempt.claimed().inputs());
    attempt.redactWith(new Redactor(checked.secrets()));
    return () -> {
      @Nullable R result = operation.run(checked.value(), context);
      return result == null ? Optional.empty() : Optional.of(Json.of(result));
    };
  }
}
