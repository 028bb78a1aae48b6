// SPDX-License-Identifier: Apache-2.0
package dev.errand.testkit;

import static dev.errand.task.TaskStatus.CANCELLED;
import static dev.errand.task.TaskStatus.FAILED;
import static dev.errand.task.TaskStatus.FINISHED;
import static dev.errand.task.TaskStatus.RUNNING;
import static dev.errand.task.TaskStatus.WAITING;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.errand.Errand;
import dev.errand.task.ErrandException;
import dev.errand.task.Failure;
import dev.errand.task.InvalidInputsException;
import dev.errand.task.Json;
import dev.errand.task.LogEntry;
import dev.errand.task.LogLevel;
import dev.errand.task.Page;
import dev.errand.task.StoppedException;
import dev.errand.task.Submission;
import dev.errand.task.Task;
import dev.errand.task.TaskFilter;
import dev.errand.task.TaskId;
import dev.errand.task.TaskStatus;
import dev.errand.task.UnknownOperationException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** That tasks run: when, in which order, on which threads, to which end. */
public abstract class EngineRunContract extends EngineContract {

  @Test
  void aTaskRunsToItsResult() throws InterruptedException {
    Errand errand = start(Work.of((in, context) -> new Work.Out("done " + in.name())));
    Task first = submit(errand, "x");
    assertThat(first.id().number()).isEqualTo(1);
    assertThat(first.id().key().version()).isEqualTo(7);
    Task task = ended(errand, first.id(), FINISHED);
    assertThat(task.result()).contains(new Json("{\"text\":\"done x\"}"));
    assertThat(task.description()).isEqualTo("work x");
    assertThat(task.attempt().number()).isEqualTo(1);
    assertThat(task.times().submitted()).isEqualTo(clock.instant());
    assertThat(errand.task(first.id().key())).contains(task);
  }

  /** With its trace, as who may read the log may read that. */
  @Test
  void theLogOfATaskThatFailsEndsWithWhatWasThrown() throws InterruptedException {
    Errand errand =
        start(
            Work.of((in, context) -> {
              context.info("begins");
              throw new IllegalStateException("the parcel is open", new IOException("no tape"));
            }));
    Task failed = ended(errand, submit(errand, "x").id(), FAILED);

    assertThat(errand.log(failed.id(), 2, 10))
        .containsExactly(
            new LogEntry.Line(
                2,
                clock.instant(),
                LogLevel.ERROR,
                failed.failure().orElseThrow().stackTrace().stripTrailing()));
    assertThat(failed.failure().orElseThrow().stackTrace())
        .startsWith("java.lang.IllegalStateException: the parcel is open\n\tat ")
        .contains("Caused by: java.io.IOException: no tape");
  }

  @Test
  void theStartIsAnsweredRunningWhileAWorkerIsFree() throws InterruptedException {
    Gate gate = new Gate();
    Errand errand =
        start(
            Work.of((in, context) -> {
              gate.pass();
              return null;
            }));
    assertThat(submit(errand, "a").status()).isEqualTo(RUNNING);
    assertThat(submit(errand, "b").status()).isEqualTo(RUNNING);
    assertThat(submit(errand, "c").status()).isEqualTo(WAITING);
    gate.open();
  }

  @Test
  void theStartOfSomethingQuickIsNeverAnsweredWaitingWhileAWorkerIsFree() throws Exception {
    Errand errand = start(Work.of((in, context) -> null));
    for (int i = 0; i < 200; i++) {
      Task task = submit(errand, "x");
      assertThat(task.status()).isIn(RUNNING, FINISHED);
      ended(errand, task.id(), FINISHED);
    }
  }

  @Test
  void runningIsDurableBeforeTheCodeStarts() throws InterruptedException {
    Map<Long, TaskStatus> seen = new ConcurrentHashMap<>();
    var store = store(data);
    Errand errand =
        start(builder ->
            builder
                .store(store)
                .operation(
                    Work.of((in, context) -> {
                      long number = context.task().number();
                      seen.put(number, store.find(number).orElseThrow().status());
                      return null;
                    })));
    for (int i = 0; i < 20; i++) {
      ended(errand, submit(errand, "x").id(), FINISHED);
    }
    assertThat(seen).hasSize(20);
    assertThat(seen.values()).containsOnly(RUNNING);
  }

  @Test
  void twoOfSixRunAndTheOthersWaitInOrderAndACancelledOneNeverStarts() throws Exception {
    Gates gates = new Gates();
    List<String> order = Collections.synchronizedList(new ArrayList<>());
    Errand errand =
        start(
            Work.of((in, context) -> {
              order.add(in.name());
              gates.get(in.name()).pass();
              return null;
            }));
    List<Task> tasks = new ArrayList<>();
    for (int i = 1; i <= 6; i++) {
      tasks.add(submit(errand, Integer.toString(i)));
    }
    gates.get("1").awaitReached();
    gates.get("2").awaitReached();
    assertThat(errand.tasks(TaskFilter.ALL, Page.oldest(10)))
        .extracting(Task::status)
        .containsExactly(RUNNING, RUNNING, WAITING, WAITING, WAITING, WAITING);

    assertThat(errand.cancel(tasks.get(3).id(), Optional.of("jo")).orElseThrow().status())
        .isEqualTo(CANCELLED);
    gates.get("1").open();
    gates.get("3").awaitReached();
    gates.get("2").open();
    gates.get("5").awaitReached();
    gates.get("3").open();
    gates.get("6").awaitReached();
    gates.get("5").open();
    gates.get("6").open();
    for (Task task : tasks) {
      ended(errand, task.id(), task.id().number() == 4 ? CANCELLED : FINISHED);
    }
    assertThat(gates.get("4").isReached()).isFalse();
    assertThat(order.subList(2, 5)).containsExactly("3", "5", "6");
    assertThat(errand.task(4).orElseThrow().cancelRequest().orElseThrow().by()).contains("jo");
  }

  @Test
  void aHigherPriorityStartsSooner() throws InterruptedException {
    Gate gate = new Gate();
    List<String> order = Collections.synchronizedList(new ArrayList<>());
    Errand errand =
        start(builder ->
            builder
                .workers(1)
                .operation(
                    Work.of((in, context) -> {
                      if (in.name().equals("first")) {
                        gate.pass();
                      }
                      order.add(in.name());
                      return null;
                    })));
    submit(errand, "first");
    gate.awaitReached();
    submit(errand, "low");
    Task usual = submit(errand, Work.submission("usual").priority(5));
    submit(errand, Work.submission("high").priority(9));
    submit(errand, Work.submission("usual too").priority(5));
    Task last = submit(errand, Work.submission("last").priority(-1));
    gate.open();
    ended(errand, last.id(), FINISHED);
    assertThat(usual.submission().priority()).isEqualTo(5);
    assertThat(order).containsExactly("first", "high", "usual", "usual too", "low", "last");
  }

  @Test
  void tasksWithOneOrderingKeyRunInOrderAndThoseThatWaitHoldNoWorker() throws Exception {
    Gates gates = new Gates();
    List<String> order = Collections.synchronizedList(new ArrayList<>());
    Errand errand =
        start(
            Work.of((in, context) -> {
              order.add(in.name());
              gates.get(in.name()).pass();
              return null;
            }));
    Task a1 = submit(errand, Work.submission("a1").orderingKey("a"));
    Task a2 = submit(errand, Work.submission("a2").orderingKey("a").priority(9));
    Task b1 = submit(errand, Work.submission("b1").orderingKey("b"));
    gates.get("a1").awaitReached();
    gates.get("b1").awaitReached();
    assertThat(status(errand, a2)).isEqualTo(WAITING);
    gates.get("b1").open();
    ended(errand, b1.id(), FINISHED);
    assertThat(status(errand, a2)).isEqualTo(WAITING);
    gates.get("a1").open();
    ended(errand, a1.id(), FINISHED);
    gates.get("a2").awaitReached();
    gates.get("a2").open();
    ended(errand, a2.id(), FINISHED);
    assertThat(order).containsSubsequence("a1", "a2");
  }

  @Test
  void workRunsOnPlatformThreadsAndWaitingOnVirtualOnesBesideIt() throws InterruptedException {
    Gate gate = new Gate();
    CountDownLatch waiting = new CountDownLatch(50);
    Map<String, Boolean> virtual = new ConcurrentHashMap<>();
    Errand errand =
        start(builder ->
            builder
                .operation(
                    Work.of((in, context) -> {
                      virtual.put("work", Thread.currentThread().isVirtual());
                      return null;
                    }))
                .operation(
                    Work.of(
                            "wait",
                            (in, context) -> {
                              virtual.put("wait", Thread.currentThread().isVirtual());
                              waiting.countDown();
                              gate.pass();
                              return null;
                            })
                        .waiting()));
    for (int i = 0; i < 50; i++) {
      assertThat(errand.submit(Submission.of("wait", Json.EMPTY_OBJECT)).status())
          .isEqualTo(RUNNING);
    }
    waiting.await();
    ended(errand, submit(errand, "x").id(), FINISHED);
    gate.open();
    assertThat(virtual).isEqualTo(Map.of("work", false, "wait", true));
  }

  @Test
  void aFailureLeavesTypeMessageTraceAndCauses() throws InterruptedException {
    Errand errand =
        start(
            Work.of((in, context) -> {
              throw new IllegalStateException(
                  "outer", new IOException("inner", new RuntimeException()));
            }));
    Task task = ended(errand, submit(errand, "x").id(), FAILED);
    Failure failure = task.failure().orElseThrow();
    assertThat(failure.type()).isEqualTo("java.lang.IllegalStateException");
    assertThat(failure.message()).contains("outer");
    assertThat(failure.stackTrace())
        .startsWith("java.lang.IllegalStateException: outer\n\tat ")
        .contains("Caused by: java.io.IOException: inner");
    assertThat(failure.causes())
        .containsExactly(
            new Failure.Cause("java.io.IOException", Optional.of("inner")),
            new Failure.Cause("java.lang.RuntimeException", Optional.empty()));
    ended(errand, submit(errand, "the worker goes on").id(), FAILED);
  }

  @Test
  void evenAnErrorOrAnEndlessRecursionOnlyFailsItsTask() throws InterruptedException {
    Errand errand =
        start(
            Work.of((in, context) -> {
              if (in.name().equals("deep")) {
                throw new StackOverflowError();
              }
              throw new AssertionError("no");
            }));
    assertThat(ended(errand, submit(errand, "deep").id(), FAILED).failure().orElseThrow().type())
        .isEqualTo("java.lang.StackOverflowError");
    assertThat(ended(errand, submit(errand, "x").id(), FAILED).failure().orElseThrow().message())
        .contains("no");
  }

  @Test
  void aResultThatIsTooLargeFailsTheTask() throws InterruptedException {
    Errand errand = start(Work.of((in, context) -> new Work.Out("x".repeat(17 << 20))));
    Task task = ended(errand, submit(errand, "x").id(), FAILED);
    assertThat(task.failure().orElseThrow().message().orElseThrow())
        .contains("leave it as an output");
  }

  @Test
  void whatCannotBeSubmittedLeavesNoTask() {
    Errand errand = start(Work.of((in, context) -> null));
    assertThatExceptionOfType(UnknownOperationException.class)
        .isThrownBy(() -> errand.submit(Submission.of("nope", Json.EMPTY_OBJECT)))
        .withMessage("There is no operation 'nope'. Known operations: work");
    assertThatExceptionOfType(InvalidInputsException.class)
        .isThrownBy(() -> errand.submit(Submission.of("work", new Json("{\"nam\":1}"))))
        .withMessageContaining("nam");
    assertThat(errand.tasks(TaskFilter.ALL, Page.oldest(10))).isEmpty();
  }

  @Test
  void severalEnginesLiveInOneProcess() throws InterruptedException {
    Path other = data.resolve("other");
    Errand one = start(Work.of((in, context) -> new Work.Out("one")));
    Errand two =
        start(builder ->
            builder
                .store(store(other))
                .data(other)
                .operation(Work.of((in, context) -> new Work.Out("two"))));
    assertThat(ended(one, submit(one, "x").id()).result()).contains(new Json("{\"text\":\"one\"}"));
    assertThat(ended(two, submit(two, "x").id()).result()).contains(new Json("{\"text\":\"two\"}"));
  }

  @Test
  void anEngineStartsOnceAndTakesNothingBeforeAndAfter() {
    Errand errand =
        Errand.builder()
            .store(store(data))
            .data(data)
            .operation(Work.of((in, context) -> null))
            .build();
    assertThatExceptionOfType(StoppedException.class).isThrownBy(() -> submit(errand, "x"));
    errand.start();
    assertThatExceptionOfType(ErrandException.class).isThrownBy(errand::start);
    errand.close();
    errand.close();
    assertThatExceptionOfType(StoppedException.class).isThrownBy(() -> submit(errand, "x"));
  }

  @Test
  void manyCallersAtOnceLeaveNothingWaiting() throws InterruptedException {
    AtomicInteger runs = new AtomicInteger();
    Errand errand =
        start(
            Work.of((in, context) -> {
              runs.incrementAndGet();
              return null;
            }));
    Queue<TaskId> submitted = new ConcurrentLinkedQueue<>();
    List<Thread> callers = new ArrayList<>();
    for (int caller = 0; caller < 16; caller++) {
      callers.add(
          Thread.ofVirtual()
              .start(() -> {
                for (int i = 0; i < 200; i++) {
                  submitted.add(submit(errand, "x").id());
                }
              }));
    }
    for (Thread caller : callers) {
      caller.join();
    }
    for (TaskId id : submitted) {
      ended(errand, id, FINISHED);
    }
    assertThat(runs).hasValue(3_200);
  }

  @Test
  void waitingForTheEndIsBounded() throws InterruptedException {
    Gate gate = new Gate();
    Errand errand =
        start(
            Work.of((in, context) -> {
              gate.pass();
              return null;
            }));
    Task task = submit(errand, "x");
    assertThat(errand.await(task.id(), Duration.ofMillis(20)).orElseThrow().status())
        .isEqualTo(RUNNING);
    gate.open();
    ended(errand, task.id(), FINISHED);
    assertThat(errand.await(task.id(), Duration.ZERO).orElseThrow().status()).isEqualTo(FINISHED);
  }
}
