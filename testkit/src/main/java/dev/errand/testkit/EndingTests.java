// SPDX-License-Identifier: Apache-2.0
package dev.errand.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.errand.store.AttemptRef;
import dev.errand.store.Ending;
import dev.errand.store.LogExtent;
import dev.errand.store.Recording;
import dev.errand.store.Recording.Dropped;
import dev.errand.store.Store;
import dev.errand.task.Failure;
import dev.errand.task.Json;
import dev.errand.task.LogLevel;
import dev.errand.task.Outcome;
import dev.errand.task.Output;
import dev.errand.task.Page;
import dev.errand.task.Progress;
import dev.errand.task.Task;
import dev.errand.task.TaskFilter;
import dev.errand.task.TaskStatus;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

abstract class EndingTests extends StoreTests {

  EndingTests(Supplier<Store> medium) {
    super(medium);
  }

  private Task end(Task task, TaskStatus status, Outcome outcome) {
    return done(store.end(AttemptRef.of(task), ending(status, outcome, NOTHING))).orElseThrow();
  }

  @Test
  void aFinishedTaskHasItsResultAndTimes() {
    Task task = running();
    clock.advance(Duration.ofSeconds(9));
    Task ended = end(task, TaskStatus.FINISHED, returned("{\"n\":3}"));

    assertThat(ended.status()).isEqualTo(TaskStatus.FINISHED);
    assertThat(ended.result()).contains(new Json("{\"n\":3}"));
    assertThat(ended.attempt()).isEqualTo(task.attempt());
    assertThat(ended.times().started()).contains(START);
    assertThat(ended.times().ended()).contains(START.plusSeconds(9));
    assertThat(ended.times().retentionEnd()).contains(START.plusSeconds(9).plus(RETENTION));
    assertThat(find(task)).isEqualTo(ended);
  }

  private static Outcome returned(String json) {
    return new Outcome.Returned(Optional.of(new Json(json)));
  }

  @Test
  void aTaskMayReturnNothing() {
    Task ended = end(running(), TaskStatus.FINISHED, Outcome.NOTHING);

    assertThat(ended.outcome()).isEqualTo(Outcome.NOTHING);
    assertThat(find(ended)).isEqualTo(ended);
  }

  @Test
  void aFailedTaskHasItsWholeFailure() {
    Task ended = end(running(), TaskStatus.FAILED, new Outcome.Failed(FAILURE));

    assertThat(ended.failure()).contains(FAILURE);
    assertThat(find(ended)).isEqualTo(ended);
  }

  @Test
  void aFailureMayHaveNoMessageAndStrangeText() {
    Failure failure = new Failure("X", Optional.empty(), "\"\\ \u0001 \uD83D\uDE80", List.of());
    Task ended = end(running(), TaskStatus.FAILED, new Outcome.Failed(failure));

    assertThat(find(ended).failure()).contains(failure);
  }

  @Test
  void aCancelledTaskMayHaveAPartialResult() {
    Task task = running();
    cancel(task);
    Task ended = end(task, TaskStatus.CANCELLED, returned("[1]"));

    assertThat(ended.result()).contains(new Json("[1]"));
    assertThat(ended.cancelRequest()).isPresent();
    assertThat(find(task)).isEqualTo(ended);
  }

  @Test
  void aTaskThatNeverNoticedItsCancelIsFinished() {
    Task task = running();
    cancel(task);

    Task ended = finish(task).orElseThrow();
    assertThat(ended.status()).isEqualTo(TaskStatus.FINISHED);
    assertThat(ended.cancelRequest()).isPresent();
  }

  @Test
  void anEndingWithTheWrongOutcomeChangesNothing() {
    Task task = running();
    CompletableFuture<Optional<Task>> wrong =
        store.end(
            AttemptRef.of(task),
            ending(TaskStatus.FINISHED, new Outcome.Failed(FAILURE), lines(1, 1)));

    assertThatThrownBy(() -> done(wrong)).hasCauseInstanceOf(IllegalArgumentException.class);
    assertThat(find(task)).isEqualTo(task);
    assertThat(store.log(number(task), 1, 10)).isEmpty();
    assertThat(finish(task)).isPresent();
  }

  @Test
  void aLargeResultComesBack() {
    String text = "é0123456789".repeat(100_000);
    Task ended = end(running(), TaskStatus.FINISHED, returned(Json.of(text).text()));

    assertThat(find(ended).result().orElseThrow().as(String.class)).isEqualTo(text);
  }

  @Test
  void theLastProgressStaysAndTheRemarkGoes() {
    Task task = running();
    Progress progress = new Progress("half", 0.5, OptionalDouble.of(1));
    Recording recording =
        new Recording(
            Optional.of(progress),
            Optional.of(LogLevel.ERROR),
            List.of(),
            Dropped.NONE,
            LogExtent.EMPTY);
    record(task, recording);
    assertThat(find(task).progress()).contains(progress);
    assertThat(find(task).remark()).contains(LogLevel.ERROR);
    Task ended = finish(task).orElseThrow();

    assertThat(ended.progress()).contains(progress);
    assertThat(ended.remark()).isEmpty();
    assertThat(find(task)).isEqualTo(ended);
  }

  @Test
  void progressComesWithTheEnd() {
    Task task = running();
    record(task, progress(Progress.of("half", 1)));
    Progress last = new Progress("", 0, OptionalDouble.of(0));
    done(
        store.end(
            AttemptRef.of(task), ending(TaskStatus.FINISHED, Outcome.NOTHING, progress(last))));

    assertThat(find(task).progress()).contains(last);
  }

  @Test
  void aRemarkIsTakenBackByARecordingWithoutOne() {
    Task task = running();
    record(
        task,
        new Recording(
            Optional.empty(),
            Optional.of(LogLevel.WARN),
            List.of(),
            Dropped.NONE,
            LogExtent.EMPTY));
    record(task, progress(Progress.of("on", 1)));

    assertThat(find(task).remark()).isEmpty();
  }

  @Test
  void outputsComeWithTheEndInTheOrderOfTheirNames() {
    Task task = running();
    Output b = new Output("b.gpkg", "application/geopackage+sqlite3", 1L << 40, "ff");
    Output a = new Output("a ü.txt", "text/plain", 0, "00");
    done(
        store.end(
            AttemptRef.of(task),
            new Ending(
                TaskStatus.FINISHED,
                Outcome.NOTHING,
                List.of(b, a),
                NOTHING,
                START,
                START.plus(RETENTION))));

    assertThat(store.outputs(number(task))).containsExactly(a, b);
    assertThat(store.figures().outputBytes()).isEqualTo(a.size() + b.size());
  }

  @Test
  void statusAndOutcomeChangeTogetherForEveryReader() throws InterruptedException {
    int tasks = 400;
    AtomicBoolean ended = new AtomicBoolean();
    CountDownLatch polls = new CountDownLatch(20);
    for (int i = 0; i < tasks; i++) {
      insert();
    }
    List<Task> running = claim(tasks);
    // A task record refuses a status that does not fit its outcome, so reading is the check.
    CompletableFuture<Void> reader =
        CompletableFuture.runAsync(() -> {
          while (!ended.get()) {
            for (Task task : store.list(TaskFilter.ALL, Page.oldest(tasks), START)) {
              if (task.status() == TaskStatus.FINISHED) {
                assertThat(task.result()).isPresent();
              }
              assertThat(task.times().ended().isPresent()).isEqualTo(task.status().isTerminal());
            }
            polls.countDown();
          }
        });
    for (Task task : running) {
      end(task, number(task) % 2 == 0 ? TaskStatus.FINISHED : TaskStatus.FAILED);
    }
    polls.await(30, TimeUnit.SECONDS);
    ended.set(true);
    done(reader);

    assertThat(store.list(TaskFilter.status(TaskStatus.FAILED), Page.oldest(tasks), START))
        .hasSize(tasks / 2);
  }
}
