// SPDX-License-Identifier: Apache-2.0
package dev.errand.testkit;

import static dev.errand.task.TaskStatus.CANCELLED;
import static dev.errand.task.TaskStatus.FAILED;
import static dev.errand.task.TaskStatus.FINISHED;
import static org.assertj.core.api.Assertions.assertThat;

import dev.errand.Errand;
import dev.errand.operation.Asks;
import dev.errand.operation.Question;
import dev.errand.operation.Recovery;
import dev.errand.task.Answer;
import dev.errand.task.Json;
import dev.errand.task.Submission;
import dev.errand.task.Task;
import dev.errand.task.TaskId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** What becomes of questions as time goes on, and when tasks and engines stop meanwhile. */
public abstract class EngineAskTimeContract extends AskingEngine {

  @Test
  void whenTheTimeIsOverWhatTheOperationSaidCounts() throws Exception {
    Question timed = QUESTION.within(HOUR);
    Question usual = timed.otherwise(new Go(3, Optional.of(Pace.SLOW)));
    Work staying =
        Work.of("staying", (in, context) -> new Work.Out(said(context, usual)))
            .asks(Asks.AND_STAYS);
    Errand errand =
        start(
            builder -> builder.operation(asking(Asks.AND_BEGINS_AGAIN, timed)).operation(staying));
    TaskId parked = parked(errand, submit(errand, "x").id()).id();
    Submission other = Submission.builder("staying").inputs(Json.of(Work.In.named("x"))).build();
    TaskId stays = asks(errand, errand.submit(other).id()).id();
    assertThat(errand.questions().of(stays).getFirst().until())
        .contains(clock.instant().plus(HOUR));
    clock.advance(HOUR.minusMillis(1));
    assertThat(errand.questions().of(parked).getFirst().isOpen()).isTrue();
    clock.advance(Duration.ofMillis(1));

    assertThat(ended(errand, parked, FINISHED).result()).contains(said("no"));
    assertThat(ended(errand, stays, FINISHED).result()).contains(said("3 rows"));
    assertThat(errand.questions().of(stays).getFirst().answered().orElseThrow().by()).isEmpty();
    assertThat(log(errand, stays))
        .contains("go was not answered in time, and what is usual counts");
  }

  @Test
  void anAnswerAndTheEndOfTheTimeAndOthersAndOneCounts() throws Exception {
    // Less than the retention, which the clock must not pass if the task ends before it.
    Duration time = Duration.ofMinutes(5);
    Errand errand = start(asking(Asks.AND_BEGINS_AGAIN, QUESTION.within(time)));
    for (int i = 0; i < Races.rounds(5); i++) {
      TaskId id = parked(errand, submit(errand, "x").id()).id();
      List<Callable<Integer>> all = new ArrayList<>();
      for (int rows = 1; rows <= 4; rows++) {
        Answer.Given one = new Answer.Accepted(Json.of(new Go(rows, Optional.empty())));
        all.add(() -> answer(errand, id, one).taken().size());
      }
      all.add(() -> {
        clock.advance(time);
        return 0;
      });
      int taken = Races.together(all).stream().mapToInt(Integer::intValue).sum();
      Task ended = ended(errand, id, FINISHED);

      Answer counts = errand.questions().of(id).getFirst().answered().orElseThrow().answer();
      assertThat(taken).isEqualTo(counts instanceof Answer.TimedOut ? 0 : 1);
      assertThat(ended.result())
          .contains(said(counts.as(Go.class).map(go -> go.rows() + " rows").orElse("no")));
    }
  }

  @Test
  void aCancelEndsTheWait() throws Exception {
    Work staying =
        Work.of("staying", (in, context) -> new Work.Out(said(context, QUESTION)))
            .asks(Asks.AND_STAYS);
    Errand errand =
        start(builder ->
            builder.operation(asking(Asks.AND_BEGINS_AGAIN, QUESTION)).operation(staying));
    TaskId parked = parked(errand, submit(errand, "x").id()).id();
    Submission other = Submission.builder("staying").inputs(Json.of(Work.In.named("x"))).build();
    TaskId stays = asks(errand, errand.submit(other).id()).id();

    assertThat(errand.cancel(parked, Optional.empty()).orElseThrow().status()).isEqualTo(CANCELLED);
    errand.cancel(stays, Optional.empty());

    assertThat(ended(errand, stays, CANCELLED).isAsking()).isFalse();
    assertThat(answer(errand, stays, YES).taken()).isEmpty();
    assertThat(errand.questions().of(parked).getFirst().isOpen()).isTrue();
  }

  @Test
  void whoAsksAgainGetsTheSameAnswerOrWaitsOnForIt() throws Exception {
    AtomicInteger calls = new AtomicInteger();
    Work work =
        Work.of(
                (in, context) -> {
                  calls.incrementAndGet();
                  String said = said(context, QUESTION.within(HOUR));
                  if (in.name().equals("hang")) {
                    new CountDownLatch(1).await();
                  }
                  return new Work.Out(said);
                })
            .recovery(Recovery.RETRY)
            .asks(Asks.AND_STAYS);
    Errand first = start(work);
    Instant asked = clock.instant();
    TaskId open = asks(first, submit(first, "x").id()).id();
    TaskId answered = asks(first, submit(first, "hang").id()).id();
    answer(first, answered, YES);
    until(first, answered, task -> !task.isAsking());
    clock.advance(Duration.ofMinutes(10));
    first.close();

    Errand second = start(work);
    asks(second, open);
    until(second, answered, task -> task.attempt().number() == 2);
    assertThat(second.questions().of(open))
        .singleElement()
        .satisfies(question -> assertThat(question.until()).contains(asked.plus(HOUR)));
    clock.advance(Duration.ofMinutes(50));
    assertThat(ended(second, open, FINISHED).result()).contains(said("no"));
    assertThat(second.questions().of(answered)).hasSize(1);
    assertThat(calls).hasValue(4);
    second.cancel(answered, Optional.empty());
    ended(second, answered, CANCELLED);
    assertThat(log(second, answered)).filteredOn("go was answered by ann"::equals).hasSize(2);
  }

  /** One that asks when it is told to stop loses nothing, though it may not be repeated. */
  @Test
  void aStopWhileItAsksIsNoLoss() throws Exception {
    Gate gate = new Gate();
    Work work =
        Work.of(
                (in, context) -> {
                  if (context.attempt() == 1) {
                    var _ = context.onCancel(gate::open);
                    gate.passDeaf();
                  }
                  return new Work.Out(said(context, QUESTION));
                })
            .asks(Asks.AND_BEGINS_AGAIN);
    Errand first = start(work);
    TaskId id = submit(first, "x").id();
    gate.awaitReached();
    first.close();

    Errand second = start(work);
    assertThat(second.task(id.number()).orElseThrow().isParked()).isTrue();
    answer(second, id, YES);
    assertThat(ended(second, id, FINISHED).result()).contains(said("7 rows"));
  }

  /** Another attempt used up the same limits while this one waited. */
  @Test
  void waitingForAnAnswerCountsAgainstNoTimeLimit() throws Exception {
    Duration limit = Duration.ofMillis(700);
    Work slow =
        Work.of(
                "slow",
                (in, context) -> {
                  new CountDownLatch(1).await();
                  return null;
                })
            .timeLimit(limit);
    Work work = asking(Asks.AND_STAYS, QUESTION);
    Errand errand =
        start(builder ->
            builder
                .operation(slow)
                .operation(
                    work.timeLimits(
                        work.spec().treatment().timeLimits().attempt(limit).total(limit))));
    TaskId stays = asks(errand, submit(errand, "x").id()).id();
    Submission other = Submission.builder("slow").inputs(Json.of(Work.In.named("x"))).build();
    ended(errand, errand.submit(other).id(), FAILED);
    answer(errand, stays, YES);

    Task ended = ended(errand, stays, FINISHED);
    assertThat(ended.result()).contains(said("7 rows"));
    assertThat(ended.attempt().ran()).isLessThan(limit);
  }

  /** It is wound up again when it goes on. */
  @Test
  void theTimeLimitHoldsAfterAnAnswer() throws Exception {
    Work work =
        Work.of(
                (in, context) -> {
                  said(context, QUESTION);
                  new CountDownLatch(1).await();
                  return null;
                })
            .asks(Asks.AND_STAYS)
            .timeLimit(Duration.ofMillis(300));
    Errand errand = start(work);
    TaskId id = asks(errand, submit(errand, "x").id()).id();
    answer(errand, id, YES);

    assertThat(ended(errand, id, FAILED).failure().orElseThrow().message())
        .hasValueSatisfying(message -> assertThat(message).contains("time limit of 300ms"));
  }
}
