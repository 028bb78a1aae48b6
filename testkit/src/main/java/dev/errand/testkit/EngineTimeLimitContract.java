// SPDX-License-Identifier: Apache-2.0
package dev.errand.testkit;

import static dev.errand.task.TaskStatus.CANCELLED;
import static dev.errand.task.TaskStatus.FAILED;
import static dev.errand.task.TaskStatus.FINISHED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.errand.Errand;
import dev.errand.operation.Recovery;
import dev.errand.task.Failure;
import dev.errand.task.Json;
import dev.errand.task.LogEntry;
import dev.errand.task.LogLevel;
import dev.errand.task.Submission;
import dev.errand.task.Task;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** That attempts run as long as their operation allows and no longer. */
public abstract class EngineTimeLimitContract extends EngineContract {

  private static final Duration SHORT = Duration.ofMillis(50);
  private static final Duration LONG = Duration.ofDays(200_000);

  private static Work.Out waitForever() throws InterruptedException {
    new CountDownLatch(1).await();
    throw new AssertionError("was never told to stop");
  }

  @Test
  void oneThatRunsTooLongFailsAndSaysSo() throws Exception {
    Errand errand = start(Work.of((in, context) -> waitForever()).timeLimit(SHORT));

    Task task = ended(errand, submit(errand, "x").id(), FAILED);

    assertThat(task.failure().orElseThrow().type()).isEqualTo(Failure.TIME_LIMIT);
    assertThat(task.failure().orElseThrow().message())
        .contains("Attempt 1 ran longer than the time limit of 50ms, and was stopped");
    assertThat(errand.log(task.id(), 1, 10))
        .contains(
            new LogEntry.Line(
                1,
                clock.instant(),
                LogLevel.WARN,
                "The time limit of 50ms is over; attempt 1 is told to stop"));
  }

  @Test
  void oneWhoseResultComesTooLateFailsIfItWasTold() throws Exception {
    Errand errand =
        start(
            Work.of(
                    (in, context) -> {
                      while (!context.isCancelled()) {
                        Looks.pause();
                      }
                      assertThat(context.isStopping()).isFalse();
                      return new Work.Out("half");
                    })
                .timeLimit(SHORT));

    Task task = ended(errand, submit(errand, "x").id(), FAILED);

    assertThat(task.failure().orElseThrow().type()).isEqualTo(Failure.TIME_LIMIT);
  }

  @Test
  void isNotTriedAgain() throws Exception {
    AtomicInteger calls = new AtomicInteger();
    Errand errand =
        start(
            Work.of(
                    (in, context) -> {
                      calls.incrementAndGet();
                      return waitForever();
                    })
                .recovery(Recovery.RETRY)
                .timeLimit(SHORT));

    ended(errand, submit(errand, "x").id(), FAILED);

    assertThat(calls).hasValue(1);
  }

  /** Another attempt used up the same limit while this one waited for its turn. */
  @Test
  void waitingDoesNotCount() throws Exception {
    Duration limit = Duration.ofSeconds(1);
    Gate gate = new Gate();
    Work holding =
        Work.of(
            "hold",
            (in, context) -> {
              gate.pass();
              return new Work.Out("held");
            });
    Work slow = Work.of("slow", (in, context) -> waitForever()).timeLimit(limit);
    Work quick =
        Work.of(
                (in, context) -> {
                  context.checkCancelled();
                  return new Work.Out("quick");
                })
            .timeLimit(limit);
    Errand errand = start(builder -> builder.operation(holding).operation(slow).operation(quick));
    errand.submit(of("hold").orderingKey("one by one").build());
    gate.awaitReached();
    Task waiting = submit(errand, of("work").orderingKey("one by one"));
    ended(errand, errand.submit(of("slow").build()).id(), FAILED);
    gate.open();

    assertThat(ended(errand, waiting.id(), FINISHED).result()).isPresent();
  }

  private static Submission.Builder of(String operation) {
    return Submission.builder(operation).inputs(Json.of(Work.In.named("x")));
  }

  @Test
  void aCancelIsACancelWhateverTheLimit() throws Exception {
    CountDownLatch begun = new CountDownLatch(1);
    Errand errand =
        start(
            Work.of(
                    (in, context) -> {
                      begun.countDown();
                      return waitForever();
                    })
                .timeLimit(LONG));
    Task task = submit(errand, "x");
    begun.await();

    errand.cancel(task.id(), Optional.empty());

    ended(errand, task.id(), CANCELLED);
  }

  @Test
  void oneThatDoesNotHeedItFinishes() throws Exception {
    CountDownLatch told = new CountDownLatch(1);
    Errand errand =
        start(
            Work.of(
                    (in, context) -> {
                      boolean interrupted = false;
                      while (!interrupted) {
                        interrupted = Thread.currentThread().isInterrupted();
                      }
                      told.countDown();
                      Thread.interrupted();
                      return new Work.Out("whole");
                    })
                .timeLimit(SHORT));

    Task task = ended(errand, submit(errand, "x").id(), FINISHED);

    assertThat(told.getCount()).isZero();
    assertThat(task.result()).isPresent();
  }

  @Test
  void nothingIsNoLimit() {
    assertThatThrownBy(() -> Work.of((in, context) -> waitForever()).timeLimit(Duration.ZERO))
        .hasMessage("a time limit is 1 ms or longer, not PT0S");
  }
}
