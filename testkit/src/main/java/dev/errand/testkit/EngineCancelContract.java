// SPDX-License-Identifier: Apache-2.0
package dev.errand.testkit;

import static dev.errand.task.TaskStatus.CANCELLED;
import static dev.errand.task.TaskStatus.FAILED;
import static dev.errand.task.TaskStatus.FINISHED;
import static dev.errand.task.TaskStatus.RUNNING;
import static dev.errand.task.TaskStatus.WAITING;
import static org.assertj.core.api.Assertions.assertThat;

import dev.errand.Errand;
import dev.errand.operation.CancelledException;
import dev.errand.operation.Recovery;
import dev.errand.store.AttemptRef;
import dev.errand.store.CancelledEnd;
import dev.errand.store.LogExtent;
import dev.errand.store.Recording;
import dev.errand.store.Requeueing;
import dev.errand.store.Store;
import dev.errand.task.Json;
import dev.errand.task.Task;
import dev.errand.task.TaskId;
import dev.errand.task.TaskListener;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * That tasks stop: when somebody asks, when the engine stops, when the attempt lost its right to
 * run.
 */
public abstract class EngineCancelContract extends EngineContract {

  private static final Recording NOTHING =
      new Recording(
          Optional.empty(), Optional.empty(), List.of(), Recording.Dropped.NONE, LogExtent.EMPTY);

  /** Ways to notice a cancel. */
  enum Notice {
    ASK,
    CHECK,
    INTERRUPT,
    ACTION
  }

  private static Work.Out waitForCancel(Notice notice, dev.errand.operation.TaskContext context)
      throws Exception {
    CountDownLatch asked = new CountDownLatch(1);
    switch (notice) {
      case ASK -> {
        while (!context.isCancelled()) {
          Looks.pause();
        }
        return new Work.Out("partial");
      }
      case CHECK -> {
        while (true) {
          context.checkCancelled();
        }
      }
      case INTERRUPT -> asked.await();
      case ACTION -> {
        context.onCancel(asked::countDown);
        context.uninterrupted(() -> {
          asked.await();
          return true;
        });
        return new Work.Out("partial");
      }
    }
    throw new AssertionError("was never cancelled");
  }

  @ParameterizedTest
  @EnumSource
  void oneThatNoticesIsCancelledAndMayLeaveAPartialResult(Notice notice) throws Exception {
    CountDownLatch begun = new CountDownLatch(1);
    Errand errand =
        start(
            Work.of((in, context) -> {
              begun.countDown();
              return waitForCancel(notice, context);
            }));
    Task task = submit(errand, "x");
    assertThat(task.status()).isEqualTo(RUNNING);
    // What is cancelled before its code is called is not called at all.
    begun.await();
    Task asked = errand.cancel(task.id(), Optional.of("jo")).orElseThrow();
    assertThat(asked.cancelRequest().orElseThrow().by()).contains("jo");
    Task ended = ended(errand, task.id(), CANCELLED);
    boolean returns = notice == Notice.ASK || notice == Notice.ACTION;
    assertThat(ended.result())
        .isEqualTo(returns ? Optional.of(new Json("{\"text\":\"partial\"}")) : Optional.empty());
  }

  @Test
  void oneThatNeverNoticesIsFinished() throws Exception {
    Gate gate = new Gate();
    Errand errand =
        start(
            Work.of((in, context) -> {
              gate.passDeaf();
              return new Work.Out("whole");
            }));
    Task task = submit(errand, "x");
    gate.awaitReached();
    for (int i = 0; i < 3; i++) {
      assertThat(errand.cancel(task.id(), Optional.empty()).orElseThrow().status())
          .isEqualTo(RUNNING);
    }
    gate.open();
    assertThat(ended(errand, task.id(), FINISHED).result())
        .contains(new Json("{\"text\":\"whole\"}"));
  }

  @Test
  void oneThatThrowsSomethingElseHasFailed() throws Exception {
    CountDownLatch begun = new CountDownLatch(1);
    Errand errand =
        start(
            Work.of((in, context) -> {
              begun.countDown();
              try {
                waitForCancel(Notice.CHECK, context);
              } catch (CancelledException e) {
                throw new IllegalStateException("while stopping");
              }
              return null;
            }));
    Task task = submit(errand, "x");
    begun.await();
    errand.cancel(task.id(), Optional.empty());
    assertThat(ended(errand, task.id(), FAILED).failure().orElseThrow().message())
        .contains("while stopping");
  }

  @Test
  void oneThatClaimsToBeCancelledWithoutBeingAskedHasFailed() throws Exception {
    Errand errand =
        start(
            Work.of((in, context) -> {
              throw new CancelledException();
            }));
    ended(errand, submit(errand, "x").id(), FAILED);
  }

  @Test
  void cancellingOneThatEndedChangesNothing() throws Exception {
    Errand errand = start(Work.of((in, context) -> null));
    Task ended = ended(errand, submit(errand, "x").id(), FINISHED);
    assertThat(errand.cancel(ended.id(), Optional.empty())).contains(ended);
    assertThat(errand.task(ended.id().number())).contains(ended);
  }

  @Test
  void thereIsNothingToCancelOrPruneWhereThereIsNoTask() throws Exception {
    Errand errand = start(Work.of((in, context) -> null));
    TaskId unknown = new TaskId(99, UUID.randomUUID());
    assertThat(errand.cancel(unknown, Optional.empty())).isEmpty();
    assertThat(errand.prune(unknown)).isEmpty();
    assertThat(errand.await(unknown, Duration.ofSeconds(9))).isEmpty();
    assertThat(errand.log(unknown, 1, 10)).isEmpty();
    assertThat(errand.outputs(unknown)).isEmpty();
  }

  @Test
  void cancellingTheHeadOfAKeyLetsTheNextRun() throws Exception {
    Gate gate = new Gate();
    Errand errand =
        start(builder ->
            builder
                .workers(1)
                .operation(
                    Work.of((in, context) -> {
                      if (in.name().equals("busy")) {
                        gate.pass();
                      }
                      return null;
                    })));
    submit(errand, "busy");
    gate.awaitReached();
    Task head = submit(errand, Work.submission("head").orderingKey("k"));
    Task next = submit(errand, Work.submission("next").orderingKey("k"));
    assertThat(errand.cancel(head.id(), Optional.empty()).orElseThrow().status())
        .isEqualTo(CANCELLED);
    gate.open();
    ended(errand, next.id(), FINISHED);
  }

  @Test
  void oneThatWaitsForAnotherAttemptIsCancelledLikeAnyThatWaits() throws Exception {
    Gates gates = new Gates();
    Work work =
        Work.of(
                (in, context) -> {
                  gates.get(in.name() + context.attempt()).pass();
                  return null;
                })
            .recovery(Recovery.RETRY);
    Errand first = start(builder -> builder.workers(1).operation(work));
    Task repeated = submit(first, "repeated");
    gates.get("repeated1").awaitReached();
    submit(first, Work.submission("urgent").priority(9));
    first.close();

    Set<TaskId> told = ConcurrentHashMap.newKeySet();
    TaskListener listener =
        new TaskListener() {
          @Override
          public void ended(Task task) {
            told.add(task.id());
          }
        };
    Errand second = start(builder -> builder.workers(1).listener(listener).operation(work));
    gates.get("urgent1").awaitReached();
    assertThat(status(second, repeated)).isEqualTo(WAITING);
    Thread waiting = Thread.ofVirtual().start(() -> awaitEnd(second, repeated.id()));
    assertThat(second.cancel(repeated.id(), Optional.empty()).orElseThrow().status())
        .isEqualTo(CANCELLED);
    waiting.join();
    assertThat(told).containsExactly(repeated.id());
    gates.get("urgent1").open();
  }

  private static void awaitEnd(Errand errand, TaskId id) {
    try {
      ended(errand, id, CANCELLED);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void waitingForATaskEndsWhenItIsCancelledBeforeItRan() throws Exception {
    Gate gate = new Gate();
    Errand errand =
        start(builder ->
            builder
                .workers(1)
                .operation(
                    Work.of((in, context) -> {
                      gate.pass();
                      return null;
                    })));
    submit(errand, "busy");
    Task waiting = submit(errand, "x");
    Thread canceller =
        Thread.ofVirtual().start(() -> errand.cancel(waiting.id(), Optional.empty()));
    ended(errand, waiting.id(), CANCELLED);
    canceller.join();
    gate.open();
  }

  @Test
  void anAttemptThatLostItsTaskIsToldToStopAndItsEndDoesNotCount() throws Exception {
    Store store = store(data);
    AtomicInteger attempts = new AtomicInteger();
    Gate second = new Gate();
    Gate first = new Gate();
    Errand errand =
        start(builder ->
            builder
                .store(store)
                .operation(
                    Work.of((in, context) -> {
                      if (attempts.incrementAndGet() == 1) {
                        context.progress("first", 1);
                        first.passDeaf();
                        return new Work.Out("late");
                      }
                      second.pass();
                      return new Work.Out("second");
                    })));
    Task task = submit(errand, "x");
    first.awaitReached();
    assertThat(
            store
                .requeue(
                    AttemptRef.of(task),
                    new Requeueing(
                        NOTHING,
                        true,
                        Optional.empty(),
                        new CancelledEnd(Instant.EPOCH, Instant.EPOCH, _ -> List.of())))
                .join())
        .isPresent();
    Task other = submit(errand, "wakes the dispatcher");
    second.awaitReached();
    first.open();
    second.open();
    Task ended = ended(errand, task.id(), FINISHED);
    assertThat(ended.result()).contains(new Json("{\"text\":\"second\"}"));
    assertThat(ended.attempt().number()).isEqualTo(2);
    ended(errand, other.id());
  }
}
