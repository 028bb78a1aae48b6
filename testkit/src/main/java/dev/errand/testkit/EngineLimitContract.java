// SPDX-License-Identifier: Apache-2.0
package dev.errand.testkit;

import static dev.errand.task.TaskStatus.FINISHED;
import static dev.errand.task.TaskStatus.RUNNING;
import static dev.errand.task.TaskStatus.WAITING;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.errand.Errand;
import dev.errand.limit.Limit;
import dev.errand.limit.LimitReachedException;
import dev.errand.limit.Scope;
import dev.errand.limit.SharedBy;
import dev.errand.task.RefusedStart;
import dev.errand.task.Submission;
import dev.errand.task.Task;
import dev.errand.task.TaskListener;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** That no more runs than may, and nothing waits that need not. */
public abstract class EngineLimitContract extends EngineContract {

  private static final Scope WORK = new Scope.OfOperation("work");

  private final AtomicInteger running = new AtomicInteger();
  private final AtomicInteger highest = new AtomicInteger();

  private Work counted(Work.Body body) {
    return Work.of((in, context) -> {
      highest.accumulateAndGet(running.incrementAndGet(), Math::max);
      try {
        return body.run(in, context);
      } finally {
        running.decrementAndGet();
      }
    });
  }

  private static void awaitRunning(Errand errand, Task task) throws InterruptedException {
    while (status(errand, task) != RUNNING) {
      errand.await(task.id(), Duration.ofMillis(20));
    }
  }

  @Test
  void noneIsStuckAndNeverMoreRunThanMay() throws Exception {
    Work short3 =
        counted(
                (in, context) -> {
                  context.checkCancelled();
                  return new Work.Out("done");
                })
            .concurrency(3);
    Errand errand = start(builder -> builder.operation(short3).workers(8));
    Random random = new Random(3);
    List<Task> tasks = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      tasks.add(submit(errand, "x"));
      if (random.nextInt(4) == 0) {
        errand.cancel(tasks.get(random.nextInt(tasks.size())).id(), Optional.empty());
      }
    }

    for (Task task : tasks) {
      ended(errand, task.id());
    }
    assertThat(highest.get()).isBetween(1, 3);
  }

  @Test
  void asManyRunAsMay() throws Exception {
    Semaphore go = new Semaphore(0);
    Work held =
        counted((in, context) -> {
          go.acquire();
          return new Work.Out("done");
        });
    Errand errand =
        start(builder -> builder.operation(held).workers(8).limit(WORK, Limit.NONE.concurrency(2)));
    Task first = submit(errand, "a");
    Task second = submit(errand, "b");
    Task third = submit(errand, "c");

    awaitRunning(errand, first);
    awaitRunning(errand, second);
    assertThat(status(errand, third)).isEqualTo(WAITING);
    go.release();
    awaitRunning(errand, third);
    go.release(2);
    ended(errand, third.id(), FINISHED);
    assertThat(highest).hasValue(2);
  }

  @Test
  void listenersAreToldOfStartsThatAreRefused() {
    List<RefusedStart> told = new CopyOnWriteArrayList<>();
    TaskListener listener =
        new TaskListener() {
          @Override
          public void refused(RefusedStart start) {
            told.add(start);
          }
        };
    Work work = counted((in, context) -> new Work.Out("done"));
    Errand errand =
        start(builder ->
            builder.operation(work).listener(listener).limit(WORK, Limit.NONE.waiting(1)));
    errand.limits().pause("work", Optional.empty());
    submit(errand, "a");
    assertThat(told).isEmpty();

    assertThatThrownBy(() -> submit(errand, "b")).isInstanceOf(LimitReachedException.class);

    assertThat(told).containsExactly(new RefusedStart(RefusedStart.Whose.OPERATION, false));
    assertThat(errand.limits().waiting(WORK, 10)).isEqualTo(1);
    assertThat(errand.limits().running().all(WORK)).isZero();
  }

  @Test
  void limitsChangeWhileTasksWait() throws Exception {
    Semaphore go = new Semaphore(0);
    Work held =
        counted(
                (in, context) -> {
                  go.acquire();
                  return new Work.Out("done");
                })
            .concurrency(1);
    Errand errand = start(builder -> builder.operation(held).workers(8));
    Task first = submit(errand, "a");
    Task second = submit(errand, "b");
    Task third = submit(errand, "c");
    awaitRunning(errand, first);
    assertThat(status(errand, second)).isEqualTo(WAITING);

    errand.limits().set(WORK, Limit.NONE.concurrency(3), Optional.of("jo"));
    awaitRunning(errand, second);
    awaitRunning(errand, third);
    errand.limits().reset(WORK, Optional.of("jo"));
    Task fourth = submit(errand, "d");
    go.release(2);

    ended(errand, first.id());
    assertThat(status(errand, fourth)).isEqualTo(WAITING);
    go.release(2);
    ended(errand, fourth.id(), FINISHED);
  }

  @Test
  void whatIsPausedWaitsOverARestart() throws Exception {
    Work work = counted((in, context) -> new Work.Out("done"));
    Errand errand = start(work);
    errand.limits().pause("work", Optional.of("jo"));
    Task task = submit(errand, "a");
    assertThat(task.status()).isEqualTo(WAITING);
    errand.close();

    Errand again = start(work);
    assertThat(status(again, task)).isEqualTo(WAITING);
    assertThat(again.limits().now().paused()).containsExactly("work");
    again.limits().resume("work", Optional.of("jo"));

    ended(again, task.id(), FINISHED);
    assertThat(again.limits().rules()).isEmpty();
  }

  @Test
  void twoUsersGetTheRunsByTheirWeights() throws Exception {
    List<String> order = new ArrayList<>();
    Semaphore go = new Semaphore(0);
    Work noted =
        Work.of((in, context) -> {
          go.acquire();
          synchronized (order) {
            order.add(in.name());
          }
          return new Work.Out("done");
        });
    Errand errand =
        start(builder ->
            builder
                .operation(noted)
                .workers(1)
                .sharedBy(SharedBy.USER)
                .limit(new Scope.OfUser("bob"), Limit.NONE.weight(3)));
    Task last = submit(errand, Work.submission("first"));
    for (int i = 0; i < 20; i++) {
      last = submit(errand, Work.submission("ada").owner("ada"));
    }
    for (int i = 0; i < 20; i++) {
      last = submit(errand, Work.submission("bob").owner("bob"));
    }

    go.release(1_000);
    ended(errand, last.id(), FINISHED);
    synchronized (order) {
      assertThat(order.subList(1, 21).stream().filter("bob"::equals)).hasSize(15);
    }
  }

  @Test
  void aLimitOfAnUnknownOperationIsRefused() {
    assertThatThrownBy(() -> start(builder -> builder.limit(WORK, Limit.NONE.concurrency(1))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("a limit is set for 'work', and there is no such operation");
    Errand errand = start(counted((in, context) -> new Work.Out("done")));
    assertThatThrownBy(() -> errand.limits().pause("other", Optional.empty()))
        .isInstanceOf(dev.errand.task.UnknownOperationException.class);
  }

  /** The end of one lets the other go, though a worker of another kind came free. */
  @Test
  void oneOfAnotherKindGoesWhenItsUserMay() throws Exception {
    Semaphore go = new Semaphore(0);
    Work working =
        Work.of((in, context) -> {
          go.acquire();
          return new Work.Out("done");
        });
    Work waiting = Work.of("waiting", (in, context) -> new Work.Out("done")).waiting();
    Errand errand =
        start(builder ->
            builder
                .operation(working)
                .operation(waiting)
                .limit(new Scope.EachUser(), Limit.NONE.concurrency(1)));
    Task first = submit(errand, Work.submission("a").owner("ada"));
    awaitRunning(errand, first);
    Task second =
        submit(errand, Submission.builder("waiting").inputs(Work.In.named("b")).owner("ada"));
    assertThat(second.status()).isEqualTo(WAITING);

    go.release();

    ended(errand, second.id(), FINISHED);
  }
}
