// SPDX-License-Identifier: Apache-2.0
package dev.errand.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.errand.store.AttemptRef;
import dev.errand.store.Lost;
import dev.errand.store.Requeueing;
import dev.errand.store.Store;
import dev.errand.task.Page;
import dev.errand.task.StoreException;
import dev.errand.task.Submission;
import dev.errand.task.Task;
import dev.errand.task.TaskFilter;
import dev.errand.task.TaskStatus;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

abstract class ReopeningTests extends StoreTests {

  ReopeningTests(Supplier<Store> medium) {
    super(medium);
  }

  private List<Task> all() {
    return store.list(TaskFilter.ALL, Page.oldest(Page.MAX_LIMIT), START);
  }

  @Test
  void everythingIsThereAgain() {
    finish(running());
    end(running(), TaskStatus.FAILED);
    cancel(insert());
    Task running = running();
    record(running, lines(1, 2));
    insert(keyed("a").owner("ann"));
    List<Task> before = all();
    reopen(OPERATION);

    // What this process has taken over may have another epoch, and does not count.
    assertThat(all())
        .usingRecursiveFieldByFieldElementComparatorIgnoringFields(
            "attempt.epoch", "attempt.spared")
        .isEqualTo(before);
    assertThat(store.log(number(running), 1, 10)).hasSize(2);
    assertThat(number(insert())).isEqualTo(before.size() + 1);
  }

  @Test
  void closingWritesWhatWasHandedIn() {
    List<CompletableFuture<Task>> handedIn = new ArrayList<>();
    for (int i = 0; i < 3_000; i++) {
      handedIn.add(store.insert(newTask(Submission.builder(OPERATION).build(), false)));
    }
    reopen(OPERATION);

    assertThat(handedIn).allSatisfy(future -> assertThat(future).isCompleted());
    assertThat(all()).hasSize(3_000);
  }

  @Test
  void aClosedStoreSaysSo() {
    Store closed = store;
    closed.close();
    closed.close();

    assertThatThrownBy(() -> closed.find(1)).isInstanceOf(StoreException.class);
    assertThatThrownBy(() -> insert()).hasStackTraceContaining("StoreException");
  }

  @Test
  void tasksThatRanAreLostUntilSomebodyTakesThem() {
    Task first = running();
    Task second = running();
    Task third = running();
    insert();
    assertThat(store.lost(List.of())).as("they run here").isEmpty();
    reopen(OPERATION);

    List<Task> lost = lost();
    assertThat(numbers(lost))
        .containsExactlyInAnyOrder(number(first), number(second), number(third));
    assertThat(lost).extracting(task -> task.attempt().number()).containsOnly(1);
    assertThat(requeue(of(lost, first))).isPresent();
    assertThat(numbers(lost())).containsExactlyInAnyOrder(number(second), number(third));
    Task again = claim(1).getFirst();
    assertThat(again.id()).isEqualTo(first.id());
    assertThat(numbers(lost(again)))
        .as("the first runs here now")
        .containsExactlyInAnyOrder(number(second), number(third));
    end(of(lost, second), TaskStatus.FAILED);
    assertThat(numbers(lost(again))).containsExactly(number(third));
    assertThat(claimNumbers(10)).as("a lost task is not claimed by itself").containsExactly(4L);
  }

  private static Task of(List<Task> tasks, Task wanted) {
    return tasks.stream().filter(one -> one.id().equals(wanted.id())).findFirst().orElseThrow();
  }

  /** What is lost, except for what this process runs. */
  private List<Task> lost(Task running) {
    return lost().stream().filter(task -> !task.id().equals(running.id())).toList();
  }

  @Test
  void whatIsHeldIsWhatRuns() {
    Task first = running();
    Task second = running();
    insert();
    assertThat(done(store.held()))
        .containsExactlyInAnyOrder(AttemptRef.of(first), AttemptRef.of(second));
    finish(first);
    giveBack(second);

    assertThat(done(store.held())).isEmpty();
  }

  @Test
  void whatChangedSinceItWasFoundIsNotLost() {
    Task first = running();
    Task second = running();
    Task third = running();
    List<AttemptRef> held = done(store.held());
    finish(first);
    requeue(second);

    assertThat(store.lost(held)).extracting(Lost::task).containsExactly(third);
  }

  @Test
  void anAttemptThatDoesNotCountIsSpared() {
    Task task = running();
    done(
        store.requeue(
            AttemptRef.of(task), new Requeueing(NOTHING, false, Optional.empty(), cancelledEnd())));
    Task again = claim(1).getFirst();
    assertThat(again.attempt().number()).isEqualTo(2);
    assertThat(again.attempt().counted()).isEqualTo(1);
    requeue(again);
    reopen(OPERATION);

    assertThat(claim(1).getFirst().attempt().counted()).isEqualTo(2);
  }

  @Test
  void waitingTasksFollowWhatIsRegisteredNow() {
    Task count = insert();
    Task copy = insert(Submission.builder(OTHER));
    reopen(OTHER);
    assertThat(claimNumbers(10)).containsExactly(number(copy));
    reopen();
    assertThat(claim(10)).isEmpty();
    assertThat(statusOf(count)).isEqualTo(TaskStatus.WAITING);
    reopen(OPERATION, OTHER, "third");

    assertThat(claimNumbers(10)).containsExactly(number(count));
  }

  @Test
  void aTaskRequeuedWithoutItsOperationWaitsForIt() {
    Task task = running();
    reopen(OTHER);
    assertThat(done(store.requeue(done(store.held()).getFirst(), requeueing(NOTHING)))).isPresent();
    assertThat(statusOf(task)).isEqualTo(TaskStatus.WAITING);
    assertThat(claim(10)).isEmpty();
    reopen(OPERATION);

    assertThat(claimNumbers(10)).containsExactly(number(task));
  }

  @Test
  void orderingKeysHoldAcrossOpenings() {
    insert(keyed("a"));
    insert(keyed("a"));
    insert(keyed("a"));
    Task first = claim(10).getFirst();
    reopen(OTHER);
    assertThat(claim(10)).isEmpty();
    reopen(OPERATION);
    assertThat(claim(10)).isEmpty();
    end(of(lost(), first), TaskStatus.FAILED);

    assertThat(claimNumbers(10)).containsExactly(2L);
    reopen(OPERATION);
    assertThat(claim(10)).isEmpty();
  }
}
