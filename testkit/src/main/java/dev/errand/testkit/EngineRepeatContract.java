// SPDX-License-Identifier: Apache-2.0
package dev.errand.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.errand.Errand;
import dev.errand.task.Idempotency;
import dev.errand.task.IdempotencyConflictException;
import dev.errand.task.Page;
import dev.errand.task.Submission;
import dev.errand.task.Submitted;
import dev.errand.task.Task;
import dev.errand.task.TaskFilter;
import dev.errand.task.TaskListener;
import dev.errand.task.TaskStatus;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** That a submission with an idempotency key can be repeated without harm. */
public abstract class EngineRepeatContract extends EngineContract {

  private static final int CALLERS = 200;

  private static Submission once(String key, String fingerprint) {
    return Work.submission("x").idempotency(new Idempotency(key, fingerprint)).build();
  }

  @Test
  void twoHundredCallersWithOneKeyMakeOneTask() throws Exception {
    AtomicInteger runs = new AtomicInteger();
    AtomicInteger told = new AtomicInteger();
    Work work =
        Work.of((in, context) -> {
          runs.incrementAndGet();
          return null;
        });
    TaskListener listener =
        new TaskListener() {
          @Override
          public void submitted(Task task) {
            told.incrementAndGet();
          }
        };
    Errand errand = start(builder -> builder.operation(work).listener(listener));

    List<Submitted> answers = together(errand, once("k", "01"));

    assertThat(answers)
        .extracting(answer -> answer.task().id())
        .containsOnly(answers.getFirst().task().id());
    assertThat(answers).filteredOn(answer -> !answer.repeated()).hasSize(1);
    ended(errand, answers.getFirst().task().id(), TaskStatus.FINISHED);
    assertThat(errand.tasks(TaskFilter.ALL, Page.oldest(10))).hasSize(1);
    assertThat(runs).hasValue(1);
    assertThat(told).hasValue(1);
  }

  private static List<Submitted> together(Errand errand, Submission submission) throws Exception {
    CyclicBarrier start = new CyclicBarrier(CALLERS);
    List<Submitted> answers = new ArrayList<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Submitted>> calls = new ArrayList<>();
      for (int i = 0; i < CALLERS; i++) {
        calls.add(
            threads.submit(() -> {
              start.await(30, TimeUnit.SECONDS);
              return errand.submitOnce(submission);
            }));
      }
      for (Future<Submitted> call : calls) {
        answers.add(call.get(30, TimeUnit.SECONDS));
      }
    }
    return answers;
  }

  @Test
  void aRepeatedSubmissionAnswersTheTaskAsItIsNow() throws Exception {
    Gate gate = new Gate();
    Errand errand =
        start(
            Work.of((in, context) -> {
              context.progress("half", 1, 2);
              gate.pass();
              return new Work.Out("done");
            }));
    Task first = errand.submit(once("k", "01"));
    gate.awaitReached();

    Task running = errand.submit(once("k", "01"));

    assertThat(running.id()).isEqualTo(first.id());
    assertThat(running.status()).isEqualTo(TaskStatus.RUNNING);
    assertThat(running.progress().orElseThrow().text()).isEqualTo("half");
    gate.open();
    ended(errand, first.id());
    assertThat(errand.submit(once("k", "01")).status()).isEqualTo(TaskStatus.FINISHED);
  }

  @Test
  void theSameKeyForSomethingElseIsRefused() {
    Errand errand = start(Work.of((in, context) -> null));
    errand.submit(once("k", "01"));

    assertThatThrownBy(() -> errand.submit(once("k", "02")))
        .isInstanceOf(IdempotencyConflictException.class)
        .hasMessageContaining("'k'");
    assertThat(errand.submit(once("l", "02")).id().number()).isEqualTo(2);
    assertThat(errand.tasks(TaskFilter.ALL, Page.oldest(10))).hasSize(2);
  }

  @Test
  void aKeyLivesAsLongAsItsTask() throws Exception {
    Errand errand = start(Work.of((in, context) -> null));
    Task first = errand.submit(once("k", "01"));
    ended(errand, first.id());

    errand.prune(first.id());

    assertThat(errand.submit(once("k", "02")).id()).isNotEqualTo(first.id());
  }

  @Test
  void aTaskPastItsRetentionIsNotAnsweredEvenBeforeItIsSwept() throws Exception {
    Errand errand = start(Work.of((in, context) -> null));
    for (int i = 0; i < 20; i++) {
      Submitted first = errand.submitOnce(once("k", "01"));
      assertThat(first.repeated()).isFalse();
      ended(errand, first.task().id());

      clock.advance(Duration.ofMinutes(10));
    }
  }

  @Test
  void aRepeatedSubmissionIsKnownAfterARestart() throws Exception {
    Errand before = start(Work.of((in, context) -> null));
    Task first = before.submit(once("k", "01"));
    ended(before, first.id());
    before.close();

    Errand after = start(Work.of((in, context) -> null));

    assertThat(after.submit(once("k", "01")).id()).isEqualTo(first.id());
  }
}
