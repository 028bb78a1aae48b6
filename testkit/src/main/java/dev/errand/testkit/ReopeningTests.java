// SPDX-License-Identifier: Apache-2.0
package dev.errand.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.errand.Page;
import dev.errand.StoreException;
import dev.errand.Submission;
import dev.errand.Task;
import dev.errand.TaskFilter;
import dev.errand.TaskStatus;
import dev.errand.store.Claimed;
import dev.errand.store.Store;
import java.util.ArrayList;
import java.util.List;
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

    assertThat(all()).isEqualTo(before);
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
    assertThat(store.lost()).as("they run here").isEmpty();
    reopen(OPERATION);

    assertThat(lost()).containsExactlyInAnyOrder(first, second, third);
    assertThat(requeue(first)).isPresent();
    assertThat(lost()).containsExactlyInAnyOrder(second, third);
    assertThat(claim(1)).extracting(Task::id).containsExactly(first.id());
    assertThat(lost()).as("the first runs here now").containsExactlyInAnyOrder(second, third);
    end(second, TaskStatus.FAILED);
    assertThat(numbers(lost())).containsExactly(number(third));
    assertThat(claimNumbers(10)).as("a lost task is not claimed by itself").containsExactly(4L);
  }

  private List<Task> lost() {
    return store.lost().stream().map(Claimed::task).toList();
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
    requeue(task);
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
    end(first, TaskStatus.FAILED);

    assertThat(claimNumbers(10)).containsExactly(2L);
    reopen(OPERATION);
    assertThat(claim(10)).isEmpty();
  }
}
