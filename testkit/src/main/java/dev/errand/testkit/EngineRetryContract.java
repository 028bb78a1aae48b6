// SPDX-License-Identifier: Apache-2.0
package dev.errand.testkit;

import static dev.errand.task.TaskStatus.CANCELLED;
import static dev.errand.task.TaskStatus.FAILED;
import static dev.errand.task.TaskStatus.FINISHED;
import static dev.errand.task.TaskStatus.WAITING;
import static org.assertj.core.api.Assertions.assertThat;

import dev.errand.Errand;
import dev.errand.operation.RetryAfterException;
import dev.errand.operation.RetryPolicy;
import dev.errand.task.FailedAttempt;
import dev.errand.task.Json;
import dev.errand.task.LogEntry;
import dev.errand.task.LogLevel;
import dev.errand.task.Submission;
import dev.errand.task.Task;
import dev.errand.task.TaskId;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** That operations whose code threw are tried again as their policy says. */
public abstract class EngineRetryContract extends EngineContract {

  private static final Duration HOUR = Duration.ofHours(1);

  /** At once, so that a test need not wait. */
  private static RetryPolicy atOnce(int attempts) {
    return RetryPolicy.attempts(attempts).delays(Duration.ZERO, Duration.ZERO);
  }

  /** Work that fails so many times before it is done. */
  private static Work failing(int times, AtomicInteger calls) {
    return failing("work", times, calls);
  }

  private static Work failing(String name, int times, AtomicInteger calls) {
    return Work.of(
        name,
        (in, context) -> {
          if (calls.incrementAndGet() <= times) {
            throw new IOException("try " + calls.get());
          }
          return new Work.Out("done at try " + calls.get());
        });
  }

  /** Waits until the task waits for another attempt. */
  private static Task deferred(Errand errand, TaskId id) throws InterruptedException {
    Task task = errand.task(id.number()).orElseThrow();
    while (task.times().due().isEmpty()) {
      errand.await(id, Duration.ofMillis(20));
      task = errand.task(id.number()).orElseThrow();
    }
    return task;
  }

  private static List<String> lines(Errand errand, TaskId id, LogLevel level) {
    return errand.log(id, 1, 100).stream()
        .flatMap(entry -> entry instanceof LogEntry.Line line ? Stream.of(line) : Stream.of())
        .filter(line -> line.level() == level)
        .map(LogEntry.Line::text)
        .toList();
  }

  @Test
  void oneThatSucceedsInTheEndIsFinished() throws Exception {
    AtomicInteger calls = new AtomicInteger();
    Errand errand = start(failing(2, calls).retry(atOnce(3)));

    Task task = ended(errand, submit(errand, "x").id(), FINISHED);

    assertThat(task.result()).contains(new Json("{\"text\":\"done at try 3\"}"));
    assertThat(task.attempt().number()).isEqualTo(3);
    assertThat(lines(errand, task.id(), LogLevel.ERROR))
        .hasSize(2)
        .allSatisfy(line -> assertThat(line).contains("java.io.IOException: try ", "\tat "));
    assertThat(lines(errand, task.id(), LogLevel.WARN))
        .containsExactly(
            "Attempt 1 failed, 1 of 3; the next begins in 0s",
            "Attempt 2 failed, 2 of 3; the next begins in 0s");
  }

  @Test
  void theLastFailureIsTheTasks() throws Exception {
    AtomicInteger calls = new AtomicInteger();
    Errand errand = start(failing(9, calls).retry(atOnce(3)));

    Task task = ended(errand, submit(errand, "x").id(), FAILED);

    assertThat(calls).hasValue(3);
    assertThat(task.failure().orElseThrow().message()).contains("try 3");
  }

  @Test
  void onlyWhatThePolicyNamesIsTriedAgain() throws Exception {
    AtomicInteger calls = new AtomicInteger();
    AtomicInteger others = new AtomicInteger();
    Work named =
        failing(9, calls).retry(atOnce(3).on(IOException.class, IllegalStateException.class));
    Work excluded = failing("other", 9, others).retry(atOnce(3).not(IOException.class));
    Errand errand = start(builder -> builder.operation(named).operation(excluded));

    ended(errand, submit(errand, "x").id(), FAILED);
    ended(
        errand,
        errand.submit(Submission.builder("other").inputs(Json.of(Work.In.named("x"))).build()).id(),
        FAILED);

    assertThat(calls).hasValue(3);
    assertThat(others).hasValue(1);
  }

  @Test
  void anErrorIsNotTriedAgain() throws Exception {
    AtomicInteger calls = new AtomicInteger();
    Errand errand =
        start(
            Work.of(
                    (in, context) -> {
                      calls.incrementAndGet();
                      throw new StackOverflowError();
                    })
                .retry(atOnce(3)));

    ended(errand, submit(errand, "x").id(), FAILED);

    assertThat(calls).hasValue(1);
  }

  @Test
  void waitsUntilItIsDue() throws Exception {
    AtomicInteger calls = new AtomicInteger();
    Errand errand = start(failing(1, calls).retry(RetryPolicy.attempts(2).delays(HOUR, HOUR)));
    Instant begun = clock.instant();
    TaskId id = submit(errand, "x").id();

    Task task = deferred(errand, id);
    Instant due = task.times().due().orElseThrow();
    assertThat(task.status()).isEqualTo(WAITING);
    assertThat(task.attempt().number()).isEqualTo(1);
    assertThat(due).isBetween(begun.plus(HOUR.dividedBy(2)), begun.plus(HOUR));
    assertThat(task.attempt().failed())
        .contains(new FailedAttempt(1, 1, 2, IOException.class.getName(), Optional.of("try 1")));
    // Whatever else is claimed meanwhile.
    errand.submit(Work.submission("other").build());
    clock.advance(Duration.between(begun, due).minusMillis(1));
    assertThat(errand.task(id.number()).orElseThrow().status()).isEqualTo(WAITING);
    clock.advance(Duration.ofMillis(1));

    Task finished = ended(errand, id, FINISHED);
    assertThat(finished.times().due()).isEmpty();
    assertThat(finished.attempt().failed()).isEmpty();
    assertThat(calls).as("of both").hasValue(3);
  }

  @Test
  void theOperationMaySayWhen() throws Exception {
    AtomicInteger calls = new AtomicInteger();
    Errand errand =
        start(
            Work.of(
                    (in, context) -> {
                      if (calls.incrementAndGet() == 1) {
                        throw new RetryAfterException("busy", Duration.ofDays(2));
                      }
                      return new Work.Out("done");
                    })
                .retry(atOnce(2)));
    Instant begun = clock.instant();

    Task task = deferred(errand, submit(errand, "x").id());

    assertThat(task.times().due()).contains(begun.plus(Duration.ofDays(1)));
    clock.advance(Duration.ofDays(1));
    ended(errand, task.id(), FINISHED);
  }

  @Test
  void oneThatWaitsForItsNextAttemptCanBeCancelled() throws Exception {
    AtomicInteger calls = new AtomicInteger();
    Errand errand = start(failing(9, calls).retry(RetryPolicy.attempts(3).delays(HOUR, HOUR)));
    Task task = deferred(errand, submit(errand, "x").id());

    errand.cancel(task.id(), Optional.of("jo"));

    Task ended = ended(errand, task.id(), CANCELLED);
    assertThat(ended.times().due()).isEmpty();
    clock.advance(HOUR);
    // Deferred after it: were the first one let go, it would run before this one.
    Task other = deferred(errand, submit(errand, "y").id());
    clock.advance(HOUR);
    while (errand.task(other.id().number()).orElseThrow().attempt().number() == 1) {
      errand.await(other.id(), Duration.ofMillis(20));
    }
    deferred(errand, other.id());
    assertThat(calls).as("one of the first, two of the other").hasValue(3);
  }

  /** Else what was to happen after it would happen before. */
  @Test
  void thoseBehindItWaitWithIt() throws Exception {
    AtomicInteger calls = new AtomicInteger();
    Errand errand = start(failing(1, calls).retry(RetryPolicy.attempts(2).delays(HOUR, HOUR)));
    Task first = deferred(errand, errand.submit(ordered()).id());
    Task second = errand.submit(ordered());
    Task third = errand.submit(ordered());

    errand.cancel(third.id(), Optional.empty());
    // The claim that takes this one takes whatever may be taken.
    ended(errand, submit(errand, "z").id(), FINISHED);

    assertThat(errand.task(first.id().number()).orElseThrow().times().due()).isPresent();
    assertThat(errand.task(second.id().number()).orElseThrow().status()).isEqualTo(WAITING);
    assertThat(calls).hasValue(2);
    clock.advance(HOUR);
    Task firstEnded = ended(errand, first.id(), FINISHED);
    Task secondEnded = ended(errand, second.id(), FINISHED);
    assertThat(firstEnded.result()).contains(new Json("{\"text\":\"done at try 3\"}"));
    assertThat(secondEnded.result()).contains(new Json("{\"text\":\"done at try 4\"}"));
  }

  private static Submission ordered() {
    return Work.submission("x").orderingKey("one by one").build();
  }

  @Test
  void isStillDueAfterARestart() throws Exception {
    AtomicInteger calls = new AtomicInteger();
    Work work = failing(1, calls).retry(RetryPolicy.attempts(2).delays(HOUR, HOUR));
    Errand before = start(work);
    Task task = deferred(before, submit(before, "x").id());
    before.close();

    Errand after = start(work);

    assertThat(after.task(task.id().number()).orElseThrow().times().due())
        .isEqualTo(task.times().due());
    assertThat(calls).hasValue(1);
    clock.advance(HOUR);
    ended(after, task.id(), FINISHED);
  }
}
