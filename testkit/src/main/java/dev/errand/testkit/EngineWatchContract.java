// SPDX-License-Identifier: Apache-2.0
package dev.errand.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.errand.Errand;
import dev.errand.operation.TaskContext;
import dev.errand.store.Store;
import dev.errand.task.LogLevel;
import dev.errand.task.StoppedException;
import dev.errand.task.Task;
import dev.errand.task.TaskId;
import dev.errand.task.TaskStatus;
import dev.errand.task.TaskView;
import dev.errand.task.Watch;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** That who watches a task is woken by everything about it, and by nothing else. */
public abstract class EngineWatchContract extends EngineContract {

  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final TaskId UNKNOWN = new TaskId(4711, new UUID(1, 2));

  /** What the task is to do next. */
  private final LinkedBlockingQueue<Step> steps = new LinkedBlockingQueue<>();

  /** That it did it. */
  private final SynchronousQueue<Boolean> done = new SynchronousQueue<>();

  private interface Step {
    void in(TaskContext context);
  }

  private Work stepping() {
    return Work.of((in, context) -> {
      while (!context.isCancelled()) {
        Step step = steps.poll(30, TimeUnit.SECONDS);
        if (step == null) {
          return null;
        }
        step.in(context);
        done.put(true);
        if (step == END) {
          return null;
        }
      }
      return null;
    });
  }

  private static final Step END = context -> {};

  private void step(Step step) throws InterruptedException {
    steps.add(step);
    assertThat(done.poll(30, TimeUnit.SECONDS)).as("the task took its step").isTrue();
  }

  private static TaskView view(Watch watch) {
    return watch.view().orElseThrow();
  }

  private static void awaitChange(Watch watch) throws InterruptedException {
    assertThat(watch.await(PATIENCE)).as("something changed").isTrue();
  }

  private static void awaitNothing(Watch watch) throws InterruptedException {
    assertThat(watch.await(Duration.ZERO)).as("something changed").isFalse();
  }

  /** Views until the task is in that state; a change must come before each view. */
  private static TaskView until(Watch watch, TaskStatus status) throws InterruptedException {
    TaskView seen = view(watch);
    while (seen.task().status() != status) {
      awaitChange(watch);
      seen = view(watch);
    }
    return seen;
  }

  @Test
  void everythingThatAnAttemptSaysWakes() throws Exception {
    Errand errand = start(stepping());
    Task task = submit(errand, "x");
    try (Watch watch = errand.watch(task.id())) {
      until(watch, TaskStatus.RUNNING);
      step(context -> {});
      view(watch);
      awaitNothing(watch);

      step(context -> context.progress("half", 1, 2));
      awaitChange(watch);
      assertThat(view(watch).task().progress().orElseThrow().text()).isEqualTo("half");
      awaitNothing(watch);

      long before = view(watch).lastLine();
      step(context -> context.info("line"));
      awaitChange(watch);
      assertThat(view(watch).lastLine()).isEqualTo(before + 1);

      step(context -> context.warn("look"));
      awaitChange(watch);
      assertThat(view(watch).task().remark()).contains(LogLevel.WARN);

      step(context -> {
        for (int i = 0; i < 1_000; i++) {
          context.progress("n", i);
        }
      });
      awaitChange(watch);
      assertThat(view(watch).task().progress().orElseThrow().amount()).isEqualTo(999);
      awaitNothing(watch);

      step(END);
      assertThat(until(watch, TaskStatus.FINISHED).lastLine()).isEqualTo(before + 2);
    }
  }

  @Test
  void theFirstLookIsAChange() throws Exception {
    Errand errand = start(stepping());
    try (Watch watch = errand.watch(submit(errand, "x").id())) {
      assertThat(watch.await(Duration.ZERO)).isTrue();
      assertThat(watch.await(Duration.ZERO)).as("until it is viewed").isTrue();
    }
    step(END);
  }

  @Test
  void startsAndCancelsWake() throws Exception {
    Errand errand = start(builder -> builder.workers(1).operation(stepping()));
    Task first = submit(errand, "first");
    Task second = submit(errand, "second");
    Task third = submit(errand, "third");
    try (Watch starting = errand.watch(second.id());
        Watch cancelled = errand.watch(third.id());
        Watch asked = errand.watch(first.id())) {
      assertThat(view(starting).task().status()).isEqualTo(TaskStatus.WAITING);
      assertThat(view(cancelled).task().status()).isEqualTo(TaskStatus.WAITING);

      errand.cancel(third.id(), Optional.empty());
      awaitChange(cancelled);
      assertThat(view(cancelled).task().status()).isEqualTo(TaskStatus.CANCELLED);

      until(asked, TaskStatus.RUNNING);
      errand.cancel(first.id(), Optional.empty());
      awaitChange(asked);
      until(asked, TaskStatus.CANCELLED);
      until(starting, TaskStatus.RUNNING);
      step(END);
    }
  }

  @Test
  void whatIsGoneWakesAndHasNoView() throws Exception {
    Errand errand = start(Work.of((in, context) -> null));
    Task pruned = submit(errand, "a");
    Task expired = submit(errand, "b");
    ended(errand, pruned.id());
    ended(errand, expired.id());
    try (Watch watchPruned = errand.watch(pruned.id());
        Watch watchExpired = errand.watch(expired.id())) {
      view(watchPruned);
      view(watchExpired);

      errand.prune(pruned.id());
      awaitChange(watchPruned);
      assertThat(watchPruned.view()).isEmpty();

      clock.advance(Duration.ofMinutes(10));
      awaitChange(watchExpired);
      assertThat(watchExpired.view()).isEmpty();
    }
  }

  @Test
  void whatIsNotThereHasNoView() throws Exception {
    Errand errand = start(Work.of((in, context) -> null));
    try (Watch watch = errand.watch(UNKNOWN)) {
      assertThat(watch.view()).isEmpty();
      awaitNothing(watch);
    }
  }

  @Test
  void whoWaitsIsWokenAtOnceWhenTheEngineStops() throws Exception {
    Errand errand =
        start(builder -> builder.operation(stepping()).stopPatience(Duration.ofSeconds(5)));
    Task task = submit(errand, "x");
    step(context -> {});
    Watch watch = errand.watch(task.id());
    view(watch);
    CompletableFuture<Boolean> waiting = waiting(watch);

    Thread.ofVirtual().start(errand::close);

    assertThatThrownBy(() -> waiting.get(4, TimeUnit.SECONDS))
        .isInstanceOf(ExecutionException.class)
        .hasCauseInstanceOf(StoppedException.class);
    assertThatThrownBy(() -> watch.await(PATIENCE)).isInstanceOf(StoppedException.class);
    step(END);
  }

  private static CompletableFuture<Boolean> waiting(Watch watch) {
    return CompletableFuture.supplyAsync(
        () -> {
          try {
            return watch.await(PATIENCE);
          } catch (InterruptedException e) {
            throw new IllegalStateException(e);
          }
        },
        Thread::startVirtualThread);
  }

  @Test
  void anInterruptEndsTheWait() {
    Errand errand = start(Work.of((in, context) -> null));
    try (Watch watch = errand.watch(UNKNOWN)) {
      watch.view();
      Thread.currentThread().interrupt();
      assertThatThrownBy(() -> watch.await(PATIENCE)).isInstanceOf(InterruptedException.class);
    }
  }

  @Test
  void whatAnotherNodeDoesIsSeenByReadingAgain() throws Exception {
    Store store = store(data);
    Errand errand =
        start(builder -> builder.store(store).operation(Work.of((in, context) -> null)));
    Task task = submit(errand, "x");
    ended(errand, task.id());
    try (Watch watch = errand.watch(task.id())) {
      view(watch);

      store.delete(task.id().number()).join();

      awaitChange(watch);
      assertThat(watch.view()).isEmpty();
    }
  }

  @Test
  void watchingATaskThatRunsHereReadsNoStore() throws Exception {
    ReadCounts counts = new ReadCounts();
    Errand errand = start(builder -> builder.store(counts.of(store(data))).operation(stepping()));
    Task task = submit(errand, "x");
    step(context -> {});
    long before = counts.ofTasks();
    try (Watch watch = errand.watch(task.id())) {
      for (int i = 0; i < 50; i++) {
        int amount = i;
        view(watch);
        step(context -> context.progress("n", amount));
        awaitChange(watch);
      }
      assertThat(counts.ofTasks()).isEqualTo(before);
    }
    step(END);
  }

  @Test
  void theTypicalDurationIsTheMedianOfTheNewestThatFinished() throws Exception {
    ReadCounts counts = new ReadCounts();
    Work work =
        Work.of((in, context) -> {
          clock.advance(Duration.parse(in.name()));
          if (in.name().equals("PT99S")) {
            throw new IllegalStateException("fails");
          }
          return null;
        });
    Errand errand = start(builder -> builder.store(counts.of(store(data))).operation(work));
    assertThat(errand.typicalDuration("work")).isEmpty();
    for (String duration : new String[] {"PT50S", "PT1S", "PT99S", "PT3S"}) {
      ended(errand, submit(errand, duration).id());
    }

    assertThat(errand.typicalDuration("work")).contains(Duration.ofSeconds(3));
    assertThat(errand.typicalDuration("nothing")).isEmpty();
    for (int i = 0; i < 20; i++) {
      ended(errand, submit(errand, "PT7S").id());
    }
    assertThat(errand.typicalDuration("work")).contains(Duration.ofSeconds(7));
    assertThat(counts.of("durations")).as("one question for each operation").isEqualTo(2);
    errand.close();

    Errand again = start(work);
    assertThat(again.typicalDuration("work")).contains(Duration.ofSeconds(7));
  }
}
