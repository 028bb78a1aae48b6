// SPDX-License-Identifier: Apache-2.0
package dev.errand.testkit;

import static dev.errand.task.TaskStatus.CANCELLED;
import static dev.errand.task.TaskStatus.FINISHED;
import static org.assertj.core.api.Assertions.assertThat;

import dev.errand.Errand;
import dev.errand.operation.Recovery;
import dev.errand.task.Submission;
import dev.errand.task.Task;
import dev.errand.task.TaskListener;
import java.time.Duration;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** That an operation is not called any more once it is known that its task should not run. */
public abstract class EngineNotBegunContract extends EngineContract {

  private final Gate about = new Gate();
  private final Queue<String> calls = new ConcurrentLinkedQueue<>();

  /** The worker of the first attempt stays away when it is about to begin. */
  private final TaskListener away =
      new TaskListener() {
        @Override
        public void started(Task task) {
          if (task.operation().equals("work")) {
            about.passDeaf();
          }
        }
      };

  /** For subclasses. */
  protected EngineNotBegunContract() {}

  @AfterEach
  final void open() {
    about.open();
  }

  private Work work(String engine) {
    return Work.of((in, context) -> {
      calls.add("attempt " + context.attempt() + " in the " + engine);
      return null;
    });
  }

  @Test
  void whatIsCancelledBeforeItBeganIsNotCalled() throws Exception {
    Errand errand = start(builder -> builder.operation(work("first")).listener(away));
    Task task = submit(errand, "x");
    about.awaitReached();
    errand.cancel(task.id(), Optional.of("jo"));
    about.open();

    assertThat(ended(errand, task.id(), CANCELLED).result()).isEmpty();
    assertThat(calls).isEmpty();
  }

  /** It need not be of an operation that may be repeated. */
  @Test
  void whatIsToldToStopBeforeItBeganWaitsForTheNextStart() throws Exception {
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch told = new CountDownLatch(1);
    Work another =
        Work.of(
            "another",
            (in, context) -> {
              context.onCancel(told::countDown);
              begun.countDown();
              told.await();
              return null;
            });
    Errand first =
        start(builder -> builder.operation(work("first")).operation(another).listener(away));
    Task task = submit(first, "x");
    about.awaitReached();
    first.submit(Submission.of("another", Work.In.named("another")));
    assertThat(begun.await(30, TimeUnit.SECONDS)).isTrue();
    CompletableFuture<Void> closed = CompletableFuture.runAsync(first::close);
    // Attempts are told in the order of their numbers.
    assertThat(told.await(30, TimeUnit.SECONDS)).as("told to stop").isTrue();
    about.open();
    closed.get(30, TimeUnit.SECONDS);
    assertThat(calls).isEmpty();

    Errand second = start(work("second"));
    assertThat(ended(second, task.id(), FINISHED).attempt().number()).isEqualTo(1);
    assertThat(calls).containsExactly("attempt 1 in the second");
  }

  @Test
  void whatIsCancelledAndThenAbandonedByAStopIsNotCalledAgain() throws Exception {
    abandonCancelled(Recovery.RETRY);
  }

  @Test
  void whatIsCancelledAndThenAbandonedByAStopHasNotFailed() throws Exception {
    abandonCancelled(Recovery.FAIL);
  }

  private void abandonCancelled(Recovery recovery) throws Exception {
    Gate deaf = new Gate();
    Work work =
        Work.of((in, context) -> {
          calls.add("attempt " + context.attempt());
          deaf.passDeaf();
          return null;
        });
    Errand first =
        start(builder -> builder.cancelPatience(Duration.ZERO).operation(work.recovery(recovery)));
    Task task = submit(first, "x");
    deaf.awaitReached();
    first.cancel(task.id(), Optional.of("jo"));
    first.close();
    deaf.open();

    Errand second = start(work.recovery(recovery));
    ended(second, task.id(), CANCELLED);
    assertThat(calls).containsExactly("attempt 1");
  }
}
