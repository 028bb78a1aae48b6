// SPDX-License-Identifier: Apache-2.0
package dev.errand.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.errand.store.Store;
import dev.errand.task.Page;
import dev.errand.task.StoreFigures;
import dev.errand.task.Submission;
import dev.errand.task.Task;
import dev.errand.task.TaskCount;
import dev.errand.task.TaskFilter;
import dev.errand.task.TaskStatus;
import dev.errand.task.VisibleTo;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

abstract class ListingTests extends StoreTests {

  ListingTests(Supplier<Store> medium) {
    super(medium);
  }

  private List<Long> list(TaskFilter filter, Page page) {
    return numbers(store.list(filter, page, clock.instant()));
  }

  private List<Long> list(TaskFilter filter) {
    return list(filter, Page.oldest(100));
  }

  private static TaskFilter filter(Set<String> operations, String owner) {
    return TaskFilter.ALL.operations(operations).owner(owner);
  }

  private void insert(int count) {
    for (int i = 0; i < count; i++) {
      insert();
    }
  }

  @Test
  void anEmptyStoreListsNothing() {
    assertThat(list(TaskFilter.ALL)).isEmpty();
    assertThat(list(TaskFilter.ALL, Page.newest(1))).isEmpty();
    assertThat(store.counts()).isEmpty();
    assertThat(store.expired(clock.instant(), 10)).isEmpty();
    assertThat(lost()).isEmpty();
  }

  @Test
  void theOldestThatMayBeClaimedIsTold() {
    assertThat(store.figures().oldestWaiting()).isEmpty();
    insert(keyed("a"));
    clock.advance(Duration.ofSeconds(1));
    insert(keyed("a"));
    clock.advance(Duration.ofSeconds(1));
    insert(urgent(5));
    assertThat(store.figures().oldestWaiting()).contains(START);
    claim(1);
    assertThat(store.figures().oldestWaiting()).contains(START);
    claim(1);
    assertThat(store.figures().oldestWaiting()).as("the second waits for the first").isEmpty();
    clock.advance(Duration.ofSeconds(1));
    insert(Submission.builder(OPERATION).build(), true);
    assertThat(store.figures().oldestWaiting()).contains(START.plusSeconds(3));
  }

  @Test
  void thisNodeIsAliveAndTheStoreTakesRoom() {
    assertThat(store.figures().nodes()).isEqualTo(StoreFigures.Nodes.ONE);
    assertThat(store.figures().storedBytes()).isPositive();
    assertThat(store.figures().outputBytes()).isZero();
  }

  @Test
  void tasksAreListedWhole() {
    Task task = running();

    assertThat(store.list(TaskFilter.ALL, Page.oldest(10), clock.instant())).containsExactly(task);
  }

  @Test
  void pagesFollowEachOtherInBothOrders() {
    insert(7);

    assertThat(list(TaskFilter.ALL, Page.oldest(3))).containsExactly(1L, 2L, 3L);
    assertThat(list(TaskFilter.ALL, new Page(Page.Order.OLDEST_FIRST, 3, 3)))
        .containsExactly(4L, 5L, 6L);
    assertThat(list(TaskFilter.ALL, new Page(Page.Order.OLDEST_FIRST, 6, 3))).containsExactly(7L);
    assertThat(list(TaskFilter.ALL, new Page(Page.Order.OLDEST_FIRST, 7, 3))).isEmpty();
    assertThat(list(TaskFilter.ALL, Page.newest(3))).containsExactly(7L, 6L, 5L);
    assertThat(list(TaskFilter.ALL, new Page(Page.Order.NEWEST_FIRST, 5, 3)))
        .containsExactly(4L, 3L, 2L);
    assertThat(list(TaskFilter.ALL, new Page(Page.Order.NEWEST_FIRST, 2, 3))).containsExactly(1L);
    assertThat(list(TaskFilter.ALL, new Page(Page.Order.NEWEST_FIRST, 1, 3))).isEmpty();
  }

  @Test
  void aListCanBeFilteredByStatus() {
    Task finished = running();
    finish(finished);
    Task running = running();
    Task waiting = insert();

    assertThat(list(TaskFilter.status(TaskStatus.FINISHED))).containsExactly(number(finished));
    assertThat(list(TaskFilter.status(TaskStatus.RUNNING))).containsExactly(number(running));
    assertThat(list(TaskFilter.status(TaskStatus.WAITING, TaskStatus.RUNNING)))
        .containsExactly(number(running), number(waiting));
    assertThat(list(TaskFilter.status(TaskStatus.FAILED))).isEmpty();
  }

  @Test
  void aListCanBeFilteredByOperationOwnerAndGroup() {
    insert(Submission.builder(OPERATION).owner("ann").group(1));
    insert(Submission.builder(OTHER).owner("ann").group(2));
    insert(Submission.builder(OPERATION).owner("bob").group(1));
    insert(Submission.builder("un'us\"ual").owner("bob"));

    assertThat(list(filter(Set.of(OPERATION), "ann"))).containsExactly(1L);
    assertThat(list(filter(Set.of(OPERATION, OTHER), "ann"))).containsExactly(1L, 2L);
    assertThat(list(filter(Set.of(), "bob"))).containsExactly(3L, 4L);
    assertThat(list(filter(Set.of("un'us\"ual"), "bob"))).containsExactly(4L);
    assertThat(list(filter(Set.of(), "BOB"))).isEmpty();
    assertThat(list(TaskFilter.ALL.group(1))).containsExactly(1L, 3L);
    assertThat(
            list(
                TaskFilter.status(TaskStatus.WAITING)
                    .operations(Set.of(OTHER))
                    .owner("ann")
                    .group(2)))
        .containsExactly(2L);
  }

  @Test
  void aListForSomebodyHoldsTheirOwnTasksAndThoseOfTheirGroups() {
    insert(Submission.builder(OPERATION).owner("ann").group(1));
    insert(Submission.builder(OPERATION).owner("bob").group(2));
    insert(Submission.builder(OPERATION).owner("bob"));
    insert(Submission.builder(OPERATION));
    insert(Submission.builder(OTHER).owner("cy").group(3));

    assertThat(list(visibleTo(Optional.of("bob"), Set.of()))).containsExactly(2L, 3L);
    assertThat(list(visibleTo(Optional.of("bob"), Set.of(1L, 3L)))).containsExactly(1L, 2L, 3L, 5L);
    assertThat(list(visibleTo(Optional.empty(), Set.of(2L)))).containsExactly(2L);
    assertThat(list(visibleTo(Optional.empty(), Set.of()))).isEmpty();
    assertThat(list(visibleTo(Optional.of("bob"), Set.of(3L)).operations(Set.of(OTHER))))
        .containsExactly(5L);
    assertThat(list(visibleTo(Optional.of("bob"), Set.of(1L)), Page.newest(2)))
        .containsExactly(3L, 2L);
  }

  private static TaskFilter visibleTo(Optional<String> owner, Set<Long> groups) {
    return TaskFilter.ALL.visibleTo(Optional.of(new VisibleTo(owner, groups)));
  }

  @Test
  void aFilteredListIsPagedToo() {
    for (int i = 0; i < 10; i++) {
      insert(Submission.builder(i % 3 == 0 ? OTHER : OPERATION));
    }
    TaskFilter others = TaskFilter.ALL.operations(Set.of(OTHER));

    assertThat(list(others, Page.oldest(2))).containsExactly(1L, 4L);
    assertThat(list(others, new Page(Page.Order.OLDEST_FIRST, 4, 2))).containsExactly(7L, 10L);
    assertThat(list(others, Page.newest(3))).containsExactly(10L, 7L, 4L);
  }

  @Test
  void tasksPastTheirRetentionAreNotListed() {
    Task task = running();
    finish(task);
    insert();

    clock.advance(RETENTION.minusMillis(1));
    assertThat(list(TaskFilter.ALL)).containsExactly(1L, 2L);
    assertThat(store.expired(clock.instant(), 10)).isEmpty();
    clock.advance(Duration.ofMillis(1));
    assertThat(list(TaskFilter.ALL)).containsExactly(2L);
    assertThat(list(TaskFilter.ALL, Page.newest(5))).containsExactly(2L);
    assertThat(store.expired(clock.instant(), 10)).containsExactly(1L);
    assertThat(store.find(1)).as("until it is deleted").isPresent();
  }

  @Test
  void expiredTasksComeInTheOrderOfTheirEnd() {
    List<Task> tasks = new ArrayList<>(List.of(running(), running(), running(), running()));
    for (int index : new int[] {2, 0, 3}) {
      finish(tasks.get(index));
      clock.advance(Duration.ofSeconds(1));
    }
    clock.advance(RETENTION);

    assertThat(store.expired(clock.instant(), 10)).containsExactly(3L, 1L, 4L);
    assertThat(store.expired(clock.instant(), 2)).containsExactly(3L, 1L);
    assertThat(store.expired(START.plus(RETENTION), 10)).containsExactly(3L);
    delete(tasks.get(2));
    assertThat(store.expired(clock.instant(), 10)).containsExactly(1L, 4L);
  }

  @Test
  void countsAreByOperationAndStatus() {
    finish(running());
    end(running(), TaskStatus.FAILED);
    running();
    insert();
    insert(Submission.builder(OTHER));
    insert(Submission.builder(OTHER));
    cancel(insert());

    assertThat(store.counts())
        .containsExactlyInAnyOrder(
            new TaskCount(OPERATION, TaskStatus.FINISHED, 1),
            new TaskCount(OPERATION, TaskStatus.FAILED, 1),
            new TaskCount(OPERATION, TaskStatus.RUNNING, 1),
            new TaskCount(OPERATION, TaskStatus.WAITING, 1),
            new TaskCount(OPERATION, TaskStatus.CANCELLED, 1),
            new TaskCount(OTHER, TaskStatus.WAITING, 2));
  }
}
