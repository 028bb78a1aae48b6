// SPDX-License-Identifier: Apache-2.0
package dev.errand.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.errand.store.Store;
import dev.errand.task.Submission;
import dev.errand.task.Task;
import dev.errand.task.TaskStatus;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

abstract class OrderingTests extends StoreTests {

  OrderingTests(Supplier<Store> medium) {
    super(medium);
  }

  @ParameterizedTest
  @EnumSource(names = {"FINISHED", "FAILED", "CANCELLED"})
  void theNextOfAKeyStartsWhenTheOneBeforeHasEnded(TaskStatus ending) {
    insert(keyed("a"));
    insert(keyed("a"));
    insert(keyed("a"));

    for (long number = 1; number <= 3; number++) {
      List<Task> claimed = claim(10);
      assertThat(numbers(claimed)).containsExactly(number);
      assertThat(claim(10)).isEmpty();
      end(claimed.getFirst(), ending);
    }
    assertThat(claim(10)).isEmpty();
  }

  @Test
  void keysDoNotHoldEachOther() {
    insert(keyed("a"));
    insert(keyed("a"));
    insert(keyed("b"));
    insert();
    insert(keyed("b"));
    insert(keyed("A"));
    insert(keyed(""));
    insert(keyed(""));

    assertThat(claimNumbers(10)).containsExactly(1L, 3L, 4L, 6L, 7L);
  }

  @Test
  void aPriorityDoesNotPassOnesOwnKey() {
    insert(keyed("a"));
    insert(keyed("a").priority(9));
    insert(urgent(5));

    assertThat(claimNumbers(10)).containsExactly(3L, 1L);
    finish(find(insertedAs(1)));
    assertThat(claimNumbers(10)).containsExactly(2L);
  }

  private Task insertedAs(long number) {
    return store.find(number).orElseThrow();
  }

  @Test
  void cancellingTheFirstLetsTheNextGo() {
    Task first = insert(keyed("a"));
    insert(keyed("a"));
    insert(keyed("a"));
    cancel(first);

    assertThat(claimNumbers(10)).containsExactly(2L);
  }

  @Test
  void cancellingOneInTheMiddleLetsNobodyGo() {
    Task first = insert(keyed("a"));
    Task second = insert(keyed("a"));
    insert(keyed("a"));
    Task running = claim(10).getFirst();
    assertThat(running.id()).isEqualTo(first.id());
    cancel(second);

    assertThat(claim(10)).isEmpty();
    finish(running);
    assertThat(claimNumbers(10)).containsExactly(3L);
  }

  @Test
  void aCancelRequestForTheRunningOneLetsNobodyGoUntilItHasEnded() {
    insert(keyed("a"));
    insert(keyed("a"));
    Task running = claim(10).getFirst();
    cancel(running);

    assertThat(claim(10)).isEmpty();
    end(running, TaskStatus.CANCELLED);
    assertThat(claimNumbers(10)).containsExactly(2L);
  }

  @Test
  void aRequeuedTaskStaysTheFirst() {
    insert(keyed("a"));
    insert(keyed("a").priority(3));
    requeue(claim(10).getFirst());

    List<Task> again = claim(10);
    assertThat(numbers(again)).containsExactly(1L);
    finish(again.getFirst());
    assertThat(claimNumbers(10)).containsExactly(2L);
  }

  @Test
  void cancellingARequeuedTaskLetsTheNextGo() {
    insert(keyed("a"));
    insert(keyed("a"));
    Task waiting = requeue(claim(10).getFirst()).orElseThrow();
    assertThat(cancel(waiting).orElseThrow().status()).isEqualTo(TaskStatus.CANCELLED);

    assertThat(claimNumbers(10)).containsExactly(2L);
  }

  @Test
  void aKeyIsFreeAgainWhenAllOfItHaveEnded() {
    Task first = insert(keyed("a"));
    finish(claim(1).getFirst());
    insert(keyed("a"));
    assertThat(claimNumbers(10)).containsExactly(2L);
    delete(first);
    insert(keyed("a"));

    assertThat(claim(10)).isEmpty();
  }

  @Test
  void aLateWriterLetsNobodyGo() {
    insert(keyed("a"));
    insert(keyed("a"));
    Task old = claim(1).getFirst();
    requeue(old);
    Task newer = claim(1).getFirst();
    assertThat(newer.id()).isEqualTo(old.id());

    assertThat(finish(old)).isEmpty();
    assertThat(claim(10)).isEmpty();
  }

  @Test
  void anUnregisteredFirstHoldsTheRest() {
    Task first = insert(Submission.builder("unknown").orderingKey("a"));
    insert(keyed("a"));

    assertThat(claim(10)).isEmpty();
    cancel(first);
    assertThat(claimNumbers(10)).containsExactly(2L);
  }

  @Test
  void manyKeysRunSideBySide() {
    int keys = 50;
    int each = 6;
    for (int i = 0; i < keys * each; i++) {
      insert(keyed("key " + i % keys).priority(i % 7));
    }

    List<Task> ran = new ArrayList<>();
    for (int round = 0; round < each; round++) {
      List<Task> claimed = claim(1_000);
      assertThat(claimed)
          .hasSize(keys)
          .extracting(task -> task.submission().orderingKey())
          .doesNotHaveDuplicates();
      claimed.forEach(this::finish);
      ran.addAll(claimed);
    }
    assertThat(claim(1_000)).isEmpty();
    for (int key = 0; key < keys; key++) {
      String name = "key " + key;
      assertThat(ran)
          .filteredOn(task -> task.submission().orderingKey().orElseThrow().equals(name))
          .extracting(StoreTests::number)
          .isSorted();
    }
  }
}
