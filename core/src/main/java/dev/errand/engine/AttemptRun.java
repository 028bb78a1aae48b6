// SPDX-License-Identifier: Apache-2.0
package dev.errand.engine;

import dev.errand.operation.CancelledException;
import dev.errand.store.AttemptKey;
import dev.errand.store.OutputStore;
import dev.errand.task.ErrandException;
import dev.errand.task.Failure;
import dev.errand.task.Json;
import dev.errand.task.LogLevel;
import dev.errand.task.Outcome;
import dev.errand.task.StoreException;
import dev.errand.task.Task;
import dev.errand.task.TaskStatus;
import dev.errand.task.TimeLimits;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.channels.ClosedByInterruptException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/** Calls the operation once and turns whatever happens into a verdict. */
final class AttemptRun {

  private static final Logger LOG = LoggerFactory.getLogger(AttemptRun.class);

  /** The attempt that the current thread runs, for lines that reach it through SLF4J. */
  static final ScopedValue<Context> CURRENT = ScopedValue.newInstance();

  /** The key under which SLF4J's MDC holds the number of the running task. */
  static final String MDC_TASK = "task";

  /** A result is kept in the task's row and read with it; what is larger belongs into a file. */
  private static final int MAX_RESULT = 16 << 20;

  private final LiveAttempt attempt;
  private final Registered<?, ?> operation;
  private final AttemptFiles files;
  private final OutputStore outputs;
  private final Context context;

  /** What attempts use of the engine. */
  record Services(OutputStore outputs, Recorder recorder, Asking asking) {}

  AttemptRun(
      LiveAttempt attempt, Registered<?, ?> operation, AttemptFiles files, Services services) {
    this.attempt = attempt;
    this.operation = operation;
    this.files = files;
    this.outputs = services.outputs();
    context =
        new Context(
            attempt,
            files,
            services.recorder(),
            questions ->
                services.asking().ask(attempt, operation.spec().treatment().asks(), questions));
  }

  /** Runs on the current thread. Never throws. */
  Verdict run() {
    Task task = attempt.claimed().task();
    Thread thread = Thread.currentThread();
    String name = thread.getName();
    thread.setName("errand-task-" + task.id().number());
    MDC.put(MDC_TASK, task.id().toString());
    try {
      return verdict();
    } finally {
      MDC.remove(MDC_TASK);
      thread.setName(name);
    }
  }

  private Verdict verdict() {
    Callable<Optional<Json>> call;
    try {
      call = operation.bind(attempt, context);
    } catch (RuntimeException e) {
      return failed(e);
    }
    Cancellation cancellation = attempt.cancellation();
    Optional<Cancellation.Reason> refused = cancellation.begin(Thread.currentThread());
    return refused.isPresent() ? notBegun(refused.get()) : verdict(call);
  }

  /** Of an attempt whose code was not called. */
  private static Verdict notBegun(Cancellation.Reason reason) {
    // lease.pml: begin
    return switch (reason) {
      case CALLER -> new Verdict.End(TaskStatus.CANCELLED, Outcome.NOTHING, List.of());
      case STOP, TIME_LIMIT, FENCED -> new Verdict.GiveBack();
    };
  }

  private Verdict verdict(Callable<Optional<Json>> call) {
    Optional<Json> result = Optional.empty();
    @Nullable Throwable thrown = null;
    Cancellation cancellation = attempt.cancellation();
    TimeLimits limits = operation.timeLimits(attempt.claimed().task().submission());
    try (TimeLimit _ = TimeLimit.of(attempt, limits)) {
      result = ScopedValue.where(CURRENT, context).call(call::call);
    } catch (Throwable e) {
      thrown = e;
      if (isReactionToCancel(e)) {
        cancellation.notice();
      }
    } finally {
      cancellation.end();
    }
    try {
      return judge(result, thrown);
    } finally {
      discardFiles();
    }
  }

  private Verdict judge(Optional<Json> result, @Nullable Throwable thrown) {
    // lease.pml: judge
    Optional<Cancellation.Reason> noticed = attempt.cancellation().noticedReason();
    if (attempt.cancellation().reason().equals(Optional.of(Cancellation.Reason.FENCED))) {
      return new Verdict.Nothing();
    }
    Set<String> parkedFor = attempt.answers().parkedFor();
    if (!parkedFor.isEmpty() && (thrown == null || isReactionToCancel(thrown))) {
      return new Verdict.Park(parkedFor);
    }
    boolean reacted = noticed.isPresent() && (thrown == null || isReactionToCancel(thrown));
    if (reacted && context.isLeaving() && operation.isLeft(attempt.claimed().task())) {
      return new Verdict.Leave();
    }
    if (reacted && noticed.get() == Cancellation.Reason.STOP) {
      return Recoveries.stopped(attempt, operation.spec().recovery());
    }
    if (reacted && noticed.get() == Cancellation.Reason.TIME_LIMIT) {
      return TimeLimit.passed(attempt);
    }
    if (thrown != null && !reacted) {
      Optional<Verdict> again = Retries.of(attempt, operation.spec(), thrown);
      return again.isPresent() ? again.get() : failed(thrown);
    }
    if (result.isPresent() && result.get().text().length() > MAX_RESULT) {
      return failed(
          new ErrandException(
              "The result has %d characters and a result may have %d; leave it as an output instead"
                  .formatted(result.get().text().length(), MAX_RESULT)));
    }
    try {
      return new Verdict.End(
          reacted ? TaskStatus.CANCELLED : TaskStatus.FINISHED,
          new Outcome.Returned(result),
          files.keep(outputs, AttemptKey.of(attempt.claimed().task())));
    } catch (IOException | StoreException e) {
      return failed(e);
    }
  }

  /** Whoever reads the log sees how it went on and how it ended, in one place. */
  private Verdict failed(Throwable thrown) {
    Failure failure = Failures.of(thrown, attempt.redactor());
    attempt.note(LogLevel.ERROR, failure.stackTrace().stripTrailing());
    return new Verdict.End(TaskStatus.FAILED, new Outcome.Failed(failure), List.of());
  }

  /** An interrupt reaches an operation as one of these, often wrapped. */
  private static boolean isReactionToCancel(Throwable thrown) {
    int depth = 0;
    for (Throwable link = thrown; link != null && depth < 20; link = link.getCause(), depth++) {
      if (link instanceof CancelledException
          || link instanceof InterruptedException
          || link instanceof InterruptedIOException
          || link instanceof ClosedByInterruptException) {
        return true;
      }
    }
    return false;
  }

  private void discardFiles() {
    try {
      files.discard();
    } catch (IOException e) {
      LOG.warn(
          "The scratch files of task {} could not be deleted and stay until the next start",
          attempt.ref().number(),
          e);
    }
  }
}
