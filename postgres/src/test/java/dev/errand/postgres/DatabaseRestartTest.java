// SPDX-License-Identifier: Apache-2.0
package dev.errand.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import dev.errand.store.AttemptRef;
import dev.errand.store.Claimed;
import dev.errand.task.Page;
import dev.errand.task.StoreException;
import dev.errand.task.Task;
import dev.errand.task.TaskFilter;
import dev.errand.task.TaskStatus;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The database stops at once, without a word, while the store writes, and comes back. */
@EnabledOnOs({OS.LINUX, OS.MAC})
class DatabaseRestartTest {

  private static final int THREADS = 4;
  private static final int MOST = 3_000;

  @TempDir Path folder;

  private CrashingServer server;
  private PostgresStore store;

  @BeforeEach
  void start() {
    server = new CrashingServer(folder.resolve("data"));
    // Longer than the restart takes on a busy machine: what runs goes on.
    store = Tasks.opened(PostgresSettings.of(server.url()).lease(Duration.ofMinutes(2)), "node");
  }

  @AfterEach
  void stop() throws IOException {
    store.close();
    server.close();
  }

  @Test
  void nothingAnsweredIsLostAndAllGoesOn() throws Exception {
    Set<Long> answered = ConcurrentHashMap.newKeySet();
    Set<Long> claims = ConcurrentHashMap.newKeySet();
    CountDownLatch before = new CountDownLatch(200);
    CountDownLatch after = new CountDownLatch(1);
    try (ExecutorService threads = Executors.newCachedThreadPool()) {
      List<Future<?>> workers = new ArrayList<>();
      for (int thread = 0; thread < THREADS; thread++) {
        workers.add(threads.submit(() -> work(answered, claims, before, after)));
      }
      try {
        assertThat(before.await(60, TimeUnit.SECONDS)).isTrue();
        server.crash();
        server.restart();
      } finally {
        after.countDown();
      }
      for (Future<?> worker : workers) {
        worker.get(120, TimeUnit.SECONDS);
      }
    }

    List<Task> stored =
        store.list(TaskFilter.ALL, Page.oldest(Page.MAX_LIMIT), Instant.EPOCH.minusSeconds(1));
    assertThat(stored).extracting(task -> task.id().number()).containsAll(answered);
    assertThat(stored)
        .filteredOn(task -> claims.contains(task.id().number()))
        .hasSize(claims.size())
        .allSatisfy(task -> {
          assertThat(task.status()).isEqualTo(TaskStatus.FINISHED);
          assertThat(task.attempt().number()).isEqualTo(1);
        });
    assertThat(stored).as("no claim got lost").noneMatch(one -> one.status() == TaskStatus.RUNNING);
  }

  /** Until the database is back, and once more. */
  private void work(
      Set<Long> answered, Set<Long> claims, CountDownLatch before, CountDownLatch after) {
    boolean last;
    do {
      last = after.getCount() == 0;
      if (answered.size() < MOST) {
        answered.add(again(() -> store.insert(Tasks.task())).id().number());
      }
      for (Claimed claimed : again(() -> Tasks.handInClaim(store, 2))) {
        AttemptRef attempt = AttemptRef.of(claimed.task());
        assertThat(claims.add(attempt.number())).isTrue();
        Optional<Task> ended = again(() -> store.end(attempt, Tasks.finished()));
        assertThat(ended).isPresent();
      }
      before.countDown();
    } while (!last);
  }

  /** As the engine does: what failed has changed nothing and is tried again. */
  private static <T> T again(Supplier<CompletableFuture<T>> write) {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(100);
    while (true) {
      try {
        return write.get().orTimeout(100, TimeUnit.SECONDS).join();
      } catch (CompletionException e) {
        if (!(e.getCause() instanceof StoreException) || System.nanoTime() > deadline) {
          throw e;
        }
      }
    }
  }
}
