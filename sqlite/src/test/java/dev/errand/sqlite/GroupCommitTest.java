// SPDX-License-Identifier: Apache-2.0
package dev.errand.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.errand.store.Claim;
import dev.errand.store.Claimed;
import dev.errand.task.StoreException;
import dev.errand.task.Task;
import dev.errand.task.TaskStatus;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GroupCommitTest {

  @TempDir Path folder;

  private final List<Integer> sizes = new CopyOnWriteArrayList<>();
  private SqliteStore store;

  @BeforeEach
  void open() {
    store = SqliteStore.in(folder).onCommit(sizes::add);
    store.open("node", Set.of(Tasks.OPERATION));
  }

  @AfterEach
  void close() {
    store.close();
  }

  private Claim claim(int free) {
    return Claim.unlimited(false, () -> free, () -> Instant.EPOCH);
  }

  /** Keeps the writing thread busy until the latch is down, so that what comes then gathers. */
  private CompletableFuture<List<Claimed>> hold(CountDownLatch until) throws InterruptedException {
    CountDownLatch held = new CountDownLatch(1);
    CompletableFuture<List<Claimed>> claimed =
        store.claim(
            Claim.unlimited(
                false,
                () -> {
                  held.countDown();
                  await(until);
                  return 0;
                },
                () -> Instant.EPOCH));
    held.await(30, TimeUnit.SECONDS);
    return claimed;
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await(30, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void whatGathersSharesOneCommit() throws InterruptedException {
    CountDownLatch go = new CountDownLatch(1);
    hold(go);
    List<CompletableFuture<Task>> inserts = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      inserts.add(store.insert(Tasks.task()));
    }
    go.countDown();

    assertThat(inserts).allSatisfy(insert -> assertThat(insert.join()).isNotNull());
    assertThat(sizes).contains(100);
  }

  @Test
  void oneThatFailsDoesNotTakeOthersWithIt() throws InterruptedException {
    UUID key = UUID.randomUUID();
    Task first = store.insert(Tasks.task(key)).join();
    CountDownLatch go = new CountDownLatch(1);
    hold(go);
    List<CompletableFuture<Task>> inserts = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      inserts.add(store.insert(Tasks.task()));
    }
    CompletableFuture<Task> twice = store.insert(Tasks.task(key));
    CompletableFuture<List<Claimed>> claimed = store.claim(claim(100));
    inserts.add(store.insert(Tasks.task()));
    go.countDown();

    assertThatThrownBy(twice::join).hasCauseInstanceOf(StoreException.class);
    assertThat(inserts)
        .extracting(insert -> insert.join().id().number())
        .doesNotHaveDuplicates()
        .doesNotContain(first.id().number());
    assertThat(inserts).allSatisfy(insert -> assertThat(store.find(number(insert))).isPresent());
    assertThat(claimed.join()).hasSize(22);
  }

  private static long number(CompletableFuture<Task> insert) {
    return insert.join().id().number();
  }

  @Test
  void aClaimIsAnsweredBeforeTheSubmissionItTook() throws InterruptedException {
    CountDownLatch go = new CountDownLatch(1);
    hold(go);
    List<String> answers = new CopyOnWriteArrayList<>();
    CompletableFuture<Void> claimed =
        store.claim(claim(10)).thenAccept(tasks -> answers.add("claimed " + tasks.size()));
    CompletableFuture<Void> one = store.insert(Tasks.task()).thenRun(() -> answers.add("one"));
    CompletableFuture<Void> two = store.insert(Tasks.task()).thenRun(() -> answers.add("two"));
    go.countDown();
    CompletableFuture.allOf(claimed, one, two).join();

    assertThat(answers).containsExactly("claimed 2", "one", "two");
    assertThat(store.find(1).orElseThrow().status()).isEqualTo(TaskStatus.RUNNING);
  }

  @Test
  void aFailingListenerStopsNothing() {
    store.close();
    store =
        SqliteStore.in(folder)
            .onCommit(_ -> {
              throw new IllegalStateException("listener");
            });
    store.open("node", Set.of(Tasks.OPERATION));

    assertThat(store.insert(Tasks.task()).join().id().number()).isEqualTo(1);
    assertThat(store.insert(Tasks.task()).join().id().number()).isEqualTo(2);
  }

  @Test
  void aStoreIsNotClosedByItsOwnWriter() throws InterruptedException {
    CountDownLatch go = new CountDownLatch(1);
    hold(go);
    CompletableFuture<Void> closed = store.insert(Tasks.task()).thenRun(() -> store.close());
    go.countDown();

    assertThatThrownBy(closed::join).hasCauseInstanceOf(IllegalStateException.class);
  }
}
