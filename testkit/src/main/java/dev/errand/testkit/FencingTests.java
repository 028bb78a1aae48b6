// SPDX-License-Identifier: Apache-2.0
package dev.errand.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.errand.store.AttemptRef;
import dev.errand.store.Ending;
import dev.errand.store.LogExtent;
import dev.errand.store.Recording;
import dev.errand.store.Recording.Dropped;
import dev.errand.store.Store;
import dev.errand.task.Json;
import dev.errand.task.LogEntry;
import dev.errand.task.Outcome;
import dev.errand.task.Output;
import dev.errand.task.Progress;
import dev.errand.task.Task;
import dev.errand.task.TaskStatus;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** A writer with another epoch than the task's changes nothing at all. */
abstract class FencingTests extends StoreTests {

  FencingTests(Supplier<Store> medium) {
    super(medium);
  }

  private Recording loud() {
    List<LogEntry.Line> lines = List.of(line(2), line(3));
    return new Recording(
        Optional.of(Progress.of("late", 9)),
        Optional.of(dev.errand.task.LogLevel.ERROR),
        lines,
        new Dropped(1, 1),
        new LogExtent(3, 2, 20));
  }

  private Ending loudEnding() {
    List<Output> outputs = List.of(new Output("late.txt", "text/plain", 4, "ab"));
    Outcome outcome = new Outcome.Returned(Optional.of(new Json("\"late\"")));
    return new Ending(
        TaskStatus.FINISHED, outcome, outputs, loud(), clock.instant(), clock.instant());
  }

  /** Tries all that an attempt can write and looks that nothing has changed. */
  private void tryAll(AttemptRef attempt, Task task) {
    Task before = find(task);
    List<LogEntry> log = store.log(number(task), 1, 100);

    assertThat(done(store.record(attempt, loud()))).isFalse();
    assertThat(done(store.end(attempt, loudEnding()))).isEmpty();
    assertThat(done(store.requeue(attempt, requeueing(loud())))).isEmpty();
    assertThat(done(store.giveBack(attempt, cancelledEnd()))).isEmpty();
    assertThat(find(task)).isEqualTo(before);
    assertThat(store.log(number(task), 1, 100)).isEqualTo(log);
    assertThat(store.outputs(number(task))).isEmpty();
  }

  private Task runningWithLog() {
    Task task = running();
    assertThat(record(task, lines(1, 1))).isTrue();
    return task;
  }

  @Test
  void anAttemptBeforeARequeue() {
    Task old = runningWithLog();
    done(store.requeue(AttemptRef.of(old), requeueing(lines(2, 2, new Dropped(2, 2)))));

    tryAll(AttemptRef.of(old), old);
  }

  @Test
  void anAttemptThatWasGivenBack() {
    Task old = runningWithLog();
    assertThat(giveBack(old)).isPresent();

    tryAll(AttemptRef.of(old), old);
  }

  @Test
  void anAttemptBeforeAnotherClaim() {
    Task old = runningWithLog();
    requeue(old);
    Task newer = claim(1).getFirst();

    tryAll(AttemptRef.of(old), newer);
    tryAll(new AttemptRef(number(old), newer.attempt().epoch() + 1), newer);
    assertThat(finish(newer)).isPresent();
  }

  @Test
  void anAttemptOfAnEndedTask() {
    Task task = runningWithLog();
    finish(task);

    tryAll(AttemptRef.of(task), task);
  }

  @Test
  void anAttemptOfAWaitingTask() {
    Task task = insert();

    tryAll(AttemptRef.of(task), task);
    Task waiting = requeue(running()).orElseThrow();
    tryAll(AttemptRef.of(waiting), waiting);
  }

  @Test
  void anAttemptOfATaskThatIsNotThere() {
    assertThat(done(store.record(new AttemptRef(5, 1), loud()))).isFalse();
    assertThat(done(store.end(new AttemptRef(5, 1), loudEnding()))).isEmpty();
    assertThat(done(store.requeue(new AttemptRef(5, 1), requeueing(loud())))).isEmpty();
    assertThat(done(store.giveBack(new AttemptRef(5, 1), cancelledEnd()))).isEmpty();
    assertThat(store.log(5, 1, 10)).isEmpty();
    assertThat(store.outputs(5)).isEmpty();
  }

  @Test
  void theAttemptThatHoldsTheTaskWrites() {
    Task task = runningWithLog();

    assertThat(record(task, progress(Progress.of("on time", 1)))).isTrue();
    assertThat(find(task).progress()).contains(Progress.of("on time", 1));
    assertThat(done(store.end(AttemptRef.of(task), loudEnding()))).isPresent();
    assertThat(store.log(number(task), 2, 10)).hasSize(2);
  }
}
