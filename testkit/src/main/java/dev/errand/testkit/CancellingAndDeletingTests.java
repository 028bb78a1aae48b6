// SPDX-License-Identifier: Apache-2.0
package dev.errand.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.errand.store.AttemptRef;
import dev.errand.store.Ending;
import dev.errand.store.Store;
import dev.errand.task.CancelRequest;
import dev.errand.task.LogEntry;
import dev.errand.task.LogLevel;
import dev.errand.task.Outcome;
import dev.errand.task.Output;
import dev.errand.task.Task;
import dev.errand.task.TaskStatus;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

abstract class CancellingAndDeletingTests extends StoreTests {

  CancellingAndDeletingTests(Supplier<Store> medium) {
    super(medium);
  }

  @Test
  void aWaitingTaskIsCancelledAtOnceAndNeverStarts() {
    Task task = insert();
    Task next = insert();
    clock.advance(Duration.ofSeconds(2));
    Task cancelled = cancel(task).orElseThrow();

    assertThat(cancelled.status()).isEqualTo(TaskStatus.CANCELLED);
    assertThat(cancelled.outcome()).isEqualTo(Outcome.NOTHING);
    assertThat(cancelled.cancelRequest())
        .contains(new CancelRequest(START.plusSeconds(2), Optional.of("ann")));
    assertThat(cancelled.times().started()).isEmpty();
    assertThat(cancelled.times().ended()).contains(START.plusSeconds(2));
    assertThat(cancelled.times().retentionEnd()).contains(START.plusSeconds(2).plus(RETENTION));
    assertThat(find(task)).isEqualTo(cancelled);
    assertThat(claimNumbers(10)).containsExactly(number(next));
  }

  @Test
  void theLogOfATaskThatIsCancelledWhileItWaitsTellsOfIt() {
    Task fresh = insert();
    cancel(fresh);
    Task again = running();
    record(again, lines(1, 3));
    done(store.requeue(AttemptRef.of(again), requeueing(lines(4, 4))));
    clock.advance(Duration.ofSeconds(1));
    cancel(again);
    cancel(again);
    Task running = running();
    cancel(running);

    assertThat(store.log(number(fresh), 1, 10))
        .containsExactly(
            new LogEntry.Line(1, START, LogLevel.INFO, "cancelled CANCELLED"),
            new LogEntry.Line(2, START, LogLevel.INFO, "by Optional[ann]"));
    assertThat(store.log(number(again), 5, 10))
        .containsExactly(
            new LogEntry.Line(5, START.plusSeconds(1), LogLevel.INFO, "cancelled CANCELLED"),
            new LogEntry.Line(6, START.plusSeconds(1), LogLevel.INFO, "by Optional[ann]"));
    assertThat(store.log(number(running), 1, 10)).isEmpty();
  }

  @Test
  void aRunningTaskKeepsRunningWithTheRequest() {
    Task task = running();
    Task asked = cancel(task, Optional.empty()).orElseThrow();

    assertThat(asked).isEqualTo(task.withCancelRequest(new CancelRequest(START, Optional.empty())));
    assertThat(find(task)).isEqualTo(asked);
  }

  @Test
  void theFirstRequestCounts() {
    Task task = running();
    Task first = cancel(task, Optional.empty()).orElseThrow();
    clock.advance(Duration.ofSeconds(1));

    assertThat(cancel(task, Optional.of("bob"))).contains(first);
    assertThat(find(task)).isEqualTo(first);
  }

  @Test
  void anEndedTaskStaysAsItIs() {
    for (TaskStatus status : List.of(TaskStatus.FINISHED, TaskStatus.FAILED)) {
      Task ended = end(running(), status).orElseThrow();
      clock.advance(Duration.ofSeconds(1));

      assertThat(cancel(ended)).contains(ended);
      assertThat(find(ended)).isEqualTo(ended);
    }
    Task cancelled = cancel(insert()).orElseThrow();
    clock.advance(Duration.ofSeconds(1));
    assertThat(cancel(cancelled, Optional.of("bob"))).contains(cancelled);
  }

  /** Nobody starts what somebody has cancelled, so it does not wait either. */
  @Test
  void aCancelledTaskThatGoesBackEnds() {
    for (Function<Task, Optional<Task>> back :
        List.<Function<Task, Optional<Task>>>of(this::requeue, this::giveBack)) {
      Task task = insertAndClaimOne();
      Task next = insert(keyed("key"));
      CancelRequest request = cancel(task, Optional.empty()).orElseThrow().cancelRequest().get();
      clock.advance(Duration.ofSeconds(1));
      Task cancelled = back.apply(task).orElseThrow();

      assertThat(cancelled.status()).isEqualTo(TaskStatus.CANCELLED);
      assertThat(cancelled.cancelRequest()).contains(request);
      assertThat(cancelled.times().ended()).contains(clock.instant());
      assertThat(cancelled.times().retentionEnd()).contains(clock.instant().plus(RETENTION));
      assertThat(find(task)).isEqualTo(cancelled);
      assertThat(store.log(number(task), 1, 10)).as("its notes").hasSize(2);
      List<Task> claimed = claim(10);
      assertThat(claimed).extracting(Task::id).as("its key is free").containsExactly(next.id());
      finish(claimed.getFirst());
    }
  }

  private Task insertAndClaimOne() {
    insert(keyed("key"));
    return claim(10).getFirst();
  }

  @Test
  void whatIsNotThereIsNeitherCancelledNorDeleted() {
    assertThat(
            done(
                store.cancel(
                    3, new CancelRequest(START, Optional.empty()), RETENTIONS, _ -> List.of())))
        .isEmpty();
    assertThat(done(store.delete(3))).isEmpty();
  }

  @Test
  void aTaskThatHasNotEndedIsNotDeleted() {
    Task waiting = insert();
    assertThat(delete(waiting)).isEmpty();
    assertThat(find(waiting)).isEqualTo(waiting);
    Task running = claim(1).getFirst();
    assertThat(delete(running)).isEmpty();
    assertThat(find(running)).isEqualTo(running);
  }

  @Test
  void aDeletedTaskIsGoneWithItsLogAndOutputs() {
    Task task = running();
    Task other = running();
    record(task, lines(1, 5));
    record(other, lines(1, 5));
    Ending ending =
        new Ending(
            TaskStatus.FINISHED,
            Outcome.NOTHING,
            List.of(new Output("a", "text/plain", 1, "00")),
            lines(6, 6),
            START,
            START.plus(RETENTION));
    Task ended = done(store.end(AttemptRef.of(task), ending)).orElseThrow();

    assertThat(delete(task)).contains(ended);
    assertThat(store.find(number(task))).isEmpty();
    assertThat(store.find(task.id().key())).isEmpty();
    assertThat(store.log(number(task), 1, 10)).isEmpty();
    assertThat(store.outputs(number(task))).isEmpty();
    assertThat(store.inputs(number(task))).isEmpty();
    assertThat(store.log(number(other), 1, 10)).hasSize(5);
    assertThat(delete(task)).as("the second time").isEmpty();
  }

  @Test
  void failedAndCancelledTasksCanBeDeleted() {
    Task failed = end(running(), TaskStatus.FAILED).orElseThrow();
    Task cancelled = cancel(insert()).orElseThrow();

    assertThat(delete(failed)).contains(failed);
    assertThat(delete(cancelled)).contains(cancelled);
    assertThat(store.counts()).isEmpty();
  }

  @Test
  void aNumberIsNeverUsedAgain() {
    insert();
    Task last = running();
    finish(last);
    delete(last);

    assertThat(number(insert())).isEqualTo(number(last) + 1);
    finish(claim(10).getLast());
    done(store.delete(number(last) + 1));
    reopen(OPERATION);
    assertThat(number(insert())).isEqualTo(number(last) + 2);
  }
}
