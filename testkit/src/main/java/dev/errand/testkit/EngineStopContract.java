// SPDX-License-Identifier: Apache-2.0
package dev.errand.testkit;

import static dev.errand.task.TaskStatus.FAILED;
import static dev.errand.task.TaskStatus.FINISHED;
import static dev.errand.task.TaskStatus.WAITING;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.errand.Errand;
import dev.errand.operation.Recovery;
import dev.errand.store.Store;
import dev.errand.task.Failure;
import dev.errand.task.Json;
import dev.errand.task.StoppedException;
import dev.errand.task.Task;
import dev.errand.task.TaskId;
import dev.errand.task.TaskStatus;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What becomes of tasks that run, and of those that wait, when the engine stops. */
public abstract class EngineStopContract extends EngineContract {

  @Test
  void whatMayBeRepeatedWaitsAgainWhenTheEngineStopsAndRunsInTheNext() throws Exception {
    AtomicInteger attempts = new AtomicInteger();
    Gate begun = new Gate();
    begun.open();
    Work work =
        Work.of(
                (in, context) -> {
                  boolean firstTime = attempts.incrementAndGet() == 1;
                  begun.pass();
                  if (firstTime) {
                    new CountDownLatch(1).await();
                  }
                  return new Work.Out("attempt " + context.attempt());
                })
            .recovery(Recovery.RETRY);
    Errand first = start(work);
    Task task = submit(first, "x");
    begun.awaitReached();
    first.close();
    Errand second = start(work);
    Task ended = ended(second, task.id(), FINISHED);
    assertThat(ended.result()).contains(new Json("{\"text\":\"attempt 2\"}"));
  }

  @Test
  void whatRunsIsEndedBeforeTheCloseAndReadUntilThen() throws Exception {
    Gate begun = new Gate();
    begun.open();
    Work work =
        Work.of(
                (in, context) -> {
                  begun.pass();
                  while (true) {
                    context.checkCancelled();
                  }
                })
            .recovery(Recovery.RETRY);
    Errand first = start(work);
    Task task = submit(first, "x");
    begun.awaitReached();
    first.endRunning();
    assertThat(status(first, task)).isEqualTo(WAITING);
    assertThatThrownBy(() -> submit(first, "y")).isInstanceOf(StoppedException.class);
    first.endRunning();
    first.close();
    assertThatThrownBy(first::endRunning).isInstanceOf(StoppedException.class);
  }

  @Test
  void whatMayNotBeRepeatedFailsWhenTheEngineStopsAndSaysSo() throws Exception {
    Gate begun = new Gate();
    begun.open();
    Work work =
        Work.of((in, context) -> {
          begun.pass();
          while (true) {
            context.checkCancelled();
          }
        });
    Errand first = start(work);
    Task task = submit(first, "x");
    begun.awaitReached();
    first.close();
    Errand second = start(work);
    Failure failure = ended(second, task.id(), FAILED).failure().orElseThrow();
    assertThat(failure.type()).isEqualTo(Failure.STOPPED);
    assertThat(failure.message().orElseThrow()).startsWith("The server stopped");
    assertThat(failure.stackTrace()).isNotEmpty();
  }

  @Test
  void aStopGivesRunningAttemptsTimeAndStartsNothingNew() throws Exception {
    Gate gate = new Gate();
    AtomicInteger started = new AtomicInteger();
    Work work =
        Work.of((in, context) -> {
          started.incrementAndGet();
          gate.pass();
          return null;
        });
    Errand first =
        start(builder -> builder.workers(1).stopPatience(Duration.ofSeconds(30)).operation(work));
    Task running = submit(first, "runs");
    gate.awaitReached();
    Task waiting = submit(first, "waits");
    Thread closing = Thread.ofVirtual().start(first::close);
    while (!refuses(first)) {
      Looks.pause();
    }
    gate.open();
    closing.join();
    assertThat(started).hasValue(1);
    Errand second = start(builder -> builder.workers(1).operation(work));
    assertThat(status(second, running)).isEqualTo(FINISHED);
    ended(second, waiting.id(), FINISHED);
  }

  private static boolean refuses(Errand errand) {
    try {
      errand.cancel(new TaskId(99, UUID.randomUUID()), Optional.empty());
      return false;
    } catch (StoppedException e) {
      return true;
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = TaskStatus.class,
      names = {"WAITING", "FAILED"})
  void oneThatDoesNotListenIsAbandonedWhenTheEngineStops(TaskStatus expected) throws Exception {
    Gate gate = new Gate();
    Store store = store(data);
    Work work =
        Work.of(
                (in, context) -> {
                  gate.passDeaf();
                  return new Work.Out("too late");
                })
            .recovery(expected == WAITING ? Recovery.RETRY : Recovery.FAIL);
    Errand first =
        start(
            builder -> builder.store(store).cancelPatience(Duration.ofMillis(50)).operation(work));
    Task task = submit(first, "x");
    gate.awaitReached();
    first.close();
    Store reopened = store(data);
    reopened.open("test", java.util.Set.of());
    assertThat(reopened.find(task.id().number()).orElseThrow().status()).isEqualTo(expected);
    gate.open();
    reopened.close();
  }
}
