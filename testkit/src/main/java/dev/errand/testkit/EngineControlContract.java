// SPDX-License-Identifier: Apache-2.0
package dev.errand.testkit;

import static dev.errand.task.TaskStatus.CANCELLED;
import static dev.errand.task.TaskStatus.FAILED;
import static dev.errand.task.TaskStatus.FINISHED;
import static dev.errand.task.TaskStatus.RUNNING;
import static dev.errand.task.TaskStatus.WAITING;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.errand.Errand;
import dev.errand.task.CancelSteps;
import dev.errand.task.Failure;
import dev.errand.task.Json;
import dev.errand.task.NotPossibleException;
import dev.errand.task.Submission;
import dev.errand.task.Task;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * That operators can help where callers and attempts do not, and that it shows how far a cancel is.
 */
public abstract class EngineControlContract extends EngineContract {

  private static final Duration SOON = Duration.ofMillis(50);

  private final CountDownLatch atWork = new CountDownLatch(1);
  private final CountDownLatch deafUntil = new CountDownLatch(1);
  private final CountDownLatch back = new CountDownLatch(1);
  private final List<Work.In> ran = new CopyOnWriteArrayList<>();

  /** Heeds nothing when it is called {@code deaf}; fails when it is called {@code wrong}. */
  private Work work() {
    return Work.of((in, context) -> {
      ran.add(in);
      switch (in.name()) {
        case "deaf" -> {
          hear();
          return new Work.Out("too late");
        }
        case "wrong" -> throw new IllegalStateException("wrong");
        default -> {}
      }
      return new Work.Out("done");
    });
  }

  private void hear() {
    atWork.countDown();
    while (deafUntil.getCount() > 0) {
      try {
        deafUntil.await();
      } catch (InterruptedException deaf) {
        continue;
      }
    }
    back.countDown();
  }

  private Errand oneWorker(Work work) {
    return start(builder -> builder.operation(work).workers(1).abandonAfter(SOON));
  }

  @AfterEach
  void letGo() {
    deafUntil.countDown();
  }

  private Task deaf(Errand errand) throws InterruptedException {
    Task task = submit(errand, "deaf");
    atWork.await();
    return task;
  }

  @Test
  void whatWaitsStartsByItsNewPriority() throws Exception {
    Errand errand = start(builder -> builder.operation(work()).workers(1));
    Task deaf = deaf(errand);
    Task first = submit(errand, "first");
    Task second = submit(errand, "second");

    Task raised = errand.control().prioritize(second.id(), 7).orElseThrow();

    assertThat(raised.submission().priority()).isEqualTo(7);
    deafUntil.countDown();
    ended(errand, first.id(), FINISHED);
    ended(errand, second.id(), FINISHED);
    assertThat(ran).extracting(Work.In::name).containsExactly("deaf", "second", "first");
    assertThat(errand.control().prioritize(deaf.id(), 1)).isEmpty();
    assertThatThrownBy(() -> errand.control().prioritize(first.id(), 1_001))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void whatHeedsNothingFailsByHandAndItsWorkerIsReplaced() throws Exception {
    Errand errand = start(builder -> builder.operation(work()).workers(1));
    Task deaf = deaf(errand);

    Task failed = errand.control().fail(deaf.id(), "it hangs", Optional.of("root")).orElseThrow();

    assertThat(failed.status()).isEqualTo(FAILED);
    assertThat(failed.failure().orElseThrow().type()).isEqualTo(Failure.BY_HAND);
    assertThat(failed.failure().orElseThrow().message()).contains("It was ended by hand: it hangs");
    ended(errand, submit(errand, "next").id(), FINISHED);
    deafUntil.countDown();
    back.await();
    for (Task task : List.of(submit(errand, "a"), submit(errand, "b"), submit(errand, "c"))) {
      ended(errand, task.id(), FINISHED);
    }
    assertThat(errand.task(deaf.id().number())).contains(failed);
    assertThat(errand.log(deaf.id(), 1, 10).getLast().toString())
        .contains("It was ended by hand: it hangs (root)");
    assertThatThrownBy(() -> errand.control().fail(deaf.id(), "again", Optional.empty()))
        .isInstanceOf(NotPossibleException.class)
        .hasMessageContaining("has ended already: it is FAILED");
  }

  @Test
  void whatWaitsFailsByHand() throws Exception {
    Errand errand = start(work());
    errand.limits().pause("work", Optional.empty());
    Task waiting = submit(errand, "x");

    errand.control().fail(waiting.id(), "not needed", Optional.empty());

    Task failed = ended(errand, waiting.id(), FAILED);
    assertThat(failed.failure().orElseThrow().message())
        .contains("It was ended by hand: not needed");
    assertThat(ran).isEmpty();
  }

  @Test
  void whatDoesNotStopIsAbandoned() throws Exception {
    Errand errand = oneWorker(work());
    Task deaf = deaf(errand);
    errand.cancel(deaf.id(), Optional.of("ann"));

    Task cancelled = ended(errand, deaf.id(), CANCELLED);

    CancelSteps steps = cancelled.cancelRequest().orElseThrow().steps();
    assertThat(steps.interrupted()).contains(clock.instant());
    assertThat(steps.noticed()).isEmpty();
    assertThat(steps.abandoned()).contains(clock.instant());
    assertThat(errand.log(deaf.id(), 1, 10).getLast().toString())
        .contains(
            "Attempt 1 did not stop within 50ms after it was told to, and is abandoned; what it"
                + " still does does not count");
    ended(errand, submit(errand, "next").id(), FINISHED);
    deafUntil.countDown();
    back.await();
    assertThat(errand.task(deaf.id().number())).contains(cancelled);
  }

  @Test
  void soIsWhatDoesNotStopWhenItsTimeIsOver() throws Exception {
    Errand errand = oneWorker(work().timeLimit(SOON));
    Task deaf = deaf(errand);

    Task failed = ended(errand, deaf.id(), FAILED);

    assertThat(failed.failure().orElseThrow().type()).isEqualTo(Failure.TIME_LIMIT);
    ended(errand, submit(errand, "next").id(), FINISHED);
  }

  @Test
  void howFarACancelHasComeIsKept() throws Exception {
    Work work =
        Work.of((in, context) -> {
          atWork.countDown();
          while (!context.isCancelled()) {
            Looks.pause();
          }
          context.killed();
          return new Work.Out("part");
        });
    Errand errand = start(work);
    Task task = submit(errand, "x");
    atWork.await();
    errand.cancel(task.id(), Optional.of("ann"));
    Task cancelled = ended(errand, task.id(), CANCELLED);

    CancelSteps steps = cancelled.cancelRequest().orElseThrow().steps();
    assertThat(steps.noticed()).contains(clock.instant());
    assertThat(steps.killed()).contains(clock.instant());
    assertThat(steps.abandoned()).isEmpty();
    errand.close();
    assertThat(start(work).task(task.id().number())).contains(cancelled);
  }

  @Test
  void whatFailedIsRunAgainWithTheSameInputs() throws Exception {
    Errand errand = start(work());
    Work.In inputs = new Work.In("wrong", Optional.empty(), Optional.of("s3cret"));
    Task failed =
        ended(
            errand,
            submit(errand, Submission.builder("work").inputs(Json.of(inputs)).owner("ann")).id(),
            FAILED);

    Task again = errand.control().runAgain(failed.id()).orElseThrow();

    assertThat(again.id()).isNotEqualTo(failed.id());
    assertThat(again.submission().options().rerunOf()).contains(failed.id().key());
    assertThat(again.submission().owner()).contains("ann");
    assertThat(again.submission().inputs()).isEqualTo(failed.submission().inputs());
    ended(errand, again.id(), FAILED);
    assertThat(ran).containsExactly(inputs, inputs);
    assertThat(errand.task(failed.id().number())).contains(failed);
  }

  @Test
  void onlyWhatFailedOrWasCancelledIsRunAgain() throws Exception {
    Errand errand = start(work());
    Task finished = ended(errand, submit(errand, "x").id(), FINISHED);

    assertThatThrownBy(() -> errand.control().runAgain(finished.id()))
        .isInstanceOf(NotPossibleException.class)
        .hasMessageContaining("Only what failed or was cancelled is run again");

    errand.limits().pause("work", Optional.empty());
    Task cancelled = submit(errand, "y");
    errand.cancel(cancelled.id(), Optional.empty());
    Task again = errand.control().runAgain(cancelled.id()).orElseThrow();
    assertThat(again.status()).isIn(WAITING, RUNNING);
  }
}
