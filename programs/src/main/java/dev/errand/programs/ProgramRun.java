// SPDX-License-Identifier: Apache-2.0
package dev.errand.programs;

import dev.errand.operation.CancelledException;
import dev.errand.operation.TaskContext;
import dev.errand.programs.declaration.Declaration;
import dev.errand.programs.declaration.Ending;
import dev.errand.programs.process.Remains;
import dev.errand.programs.process.RunningProcess;
import dev.errand.programs.process.Signal;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;

/**
 * Watches one program from its start to its end. Nothing in here waits for the program's pipes, so
 * neither a full one nor one that somebody holds open stops it. For one thread.
 */
final class ProgramRun {

  private static final Duration SHORTEST_PAUSE = Duration.ofMillis(2);
  private static final Duration LONGEST_PAUSE = Duration.ofMillis(50);

  /** A server that stops gives operations no longer than a few seconds. */
  private static final Duration LONGEST_GRACE_AT_STOP = Duration.ofSeconds(2);

  private final Declaration declaration;
  private final TaskContext context;
  private final RunningProcess process;
  private final Written written;
  private final Intake intake;
  private final LimitWatch watch;
  private boolean ended;

  /**
   * What a run needs to know.
   *
   * @param process that has been started
   * @param already how long that is ago
   */
  record Started(RunningProcess process, Duration already) {}

  ProgramRun(
      Declaration declaration,
      TaskContext context,
      Started started,
      Written written,
      Intake intake) {
    this.declaration = declaration;
    this.context = context;
    this.process = started.process();
    this.written = written;
    this.intake = intake;
    this.watch =
        new LimitWatch(declaration.execution().limits(), started.process(), started.already());
  }

  /**
   * Returns when the program has succeeded and nothing of it is left.
   *
   * @throws ProgramFailedException if it did not
   * @throws CancelledException if it was to stop
   */
  void toItsEnd() throws Exception {
    // The program must not outlive the one who watches it. A resource, since what its end throws
    // must not hide why it was ended.
    try (AutoCloseable _ = this::endIfItWasNot) {
      intake.begin();
      Cause cause = causeOfItsEnd();
      if (context.isLeaving()) {
        leave();
      }
      Remains remains = context.uninterrupted(() -> end(cause));
      EndReport.write(context, remains, watch.elapsed(), exitCode());
      judge(cause, remains);
    }
  }

  /** The next server goes on with it. */
  private void leave() throws CancelledException, InterruptedException {
    ended = true;
    process.leave();
    throw new CancelledException();
  }

  private void endIfItWasNot() throws Exception {
    if (!ended) {
      Remains _ = context.uninterrupted(this::endAll);
    }
  }

  private Remains endAll() throws IOException, InterruptedException {
    ended = true;
    return process.end();
  }

  private Cause causeOfItsEnd() throws IOException {
    try {
      return watch();
    } catch (InterruptedException e) {
      return new Cause.Cancelled();
    }
  }

  private Cause watch() throws IOException, InterruptedException {
    Duration pause = SHORTEST_PAUSE;
    while (!process.waitFor(pause)) {
      pause = intake.take() > 0 ? SHORTEST_PAUSE : longer(pause);
      if (context.isCancelled()) {
        return new Cause.Cancelled();
      }
      Optional<String> over = watch.look();
      if (over.isPresent()) {
        return new Cause.OverLimit(over.get());
      }
    }
    return new Cause.Exited();
  }

  private static Duration longer(Duration pause) {
    Duration twice = pause.multipliedBy(2);
    return twice.compareTo(LONGEST_PAUSE) < 0 ? twice : LONGEST_PAUSE;
  }

  private Remains end(Cause cause) throws IOException, InterruptedException {
    boolean byItself = cause instanceof Cause.Exited;
    if (!byItself) {
      askToStop();
    }
    boolean forced = !byItself && !process.waitFor(Duration.ZERO);
    Remains remains = endAll();
    if (forced || !byItself && !remains.ended().isEmpty()) {
      context.killed();
    }
    boolean _ = process.waitFor(LONGEST_GRACE_AT_STOP);
    intake.finish();
    return remains;
  }

  private void askToStop() throws IOException, InterruptedException {
    Ending ending = declaration.execution().ending();
    if (ending.signal() == Signal.KILL) {
      return;
    }
    Duration grace =
        context.isStopping() && ending.grace().compareTo(LONGEST_GRACE_AT_STOP) > 0
            ? LONGEST_GRACE_AT_STOP
            : ending.grace();
    process.signal(ending.signal());
    long begin = System.nanoTime();
    while (!process.waitFor(SHORTEST_PAUSE) && System.nanoTime() - begin < grace.toNanos()) {
      int _ = intake.take();
    }
  }

  private Optional<Integer> exitCode() throws InterruptedException {
    return process.waitFor(Duration.ZERO) ? Optional.of(process.exitCode()) : Optional.empty();
  }

  private void judge(Cause cause, Remains remains) throws CancelledException, InterruptedException {
    switch (cause) {
      case Cause.Cancelled() -> throw new CancelledException();
      case Cause.OverLimit(String words) ->
          throw new OverLimitException("The program " + words + ", and was ended.");
      case Cause.Exited() -> {
        int code = exitCode().orElseThrow();
        if (!declaration.execution().ending().success().contains(code)) {
          throw ExitFailure.of(
              code, remains, declaration.execution().limits(), written.lastError());
        }
      }
    }
  }
}
