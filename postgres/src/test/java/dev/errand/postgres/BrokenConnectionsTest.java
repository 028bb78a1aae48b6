// SPDX-License-Identifier: Apache-2.0
package dev.errand.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import dev.errand.store.AttemptRef;
import dev.errand.store.Claimed;
import dev.errand.task.Page;
import dev.errand.task.Task;
import dev.errand.task.TaskFilter;
import dev.errand.task.TaskStatus;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Connections are cut while the store writes, also during commits. */
class BrokenConnectionsTest {

  private static final int THREADS = 4;
  private static final int EACH = 150;
  private static final long LOOK_NANOS = 1_000_000;

  private static final String CUT =
      "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity WHERE application_name ="
          + " 'errand-writer'";

  private final PostgresSettings settings = Database.fresh();
  private final AtomicInteger writes = new AtomicInteger();
  private final PostgresStore store = Tasks.opened(settings, "node");

  @AfterEach
  void close() {
    store.close();
  }

  @Test
  void nothingAnsweredIsLostAndNothingIsWrittenTwice() throws Exception {
    AtomicBoolean working = new AtomicBoolean(true);
    Set<Long> answered = ConcurrentHashMap.newKeySet();
    Set<Long> claims = ConcurrentHashMap.newKeySet();
    try (ExecutorService threads = Executors.newCachedThreadPool()) {
      Future<Integer> cutter = threads.submit(() -> cutWhile(working));
      List<Future<?>> workers = new ArrayList<>();
      for (int thread = 0; thread < THREADS; thread++) {
        workers.add(threads.submit(() -> work(answered, claims)));
      }
      try {
        for (Future<?> worker : workers) {
          worker.get(120, TimeUnit.SECONDS);
        }
      } finally {
        working.set(false);
      }
      assertThat(cutter.get(10, TimeUnit.SECONDS)).isPositive();
    }
    claims(claims);

    List<Task> stored =
        store.list(TaskFilter.ALL, Page.oldest(Page.MAX_LIMIT), Instant.EPOCH.minusSeconds(1));
    assertThat(answered).hasSize(THREADS * EACH);
    assertThat(stored).extracting(task -> task.id().number()).containsAll(answered);
    assertThat(stored).hasSize(THREADS * EACH);
    assertThat(stored)
        .allSatisfy(task -> {
          assertThat(task.status()).isEqualTo(TaskStatus.FINISHED);
          assertThat(task.attempt().number()).isEqualTo(1);
        });
  }

  private void work(Set<Long> answered, Set<Long> claims) {
    for (int i = 0; i < EACH; i++) {
      answered.add(write(() -> store.insert(Tasks.task())).id().number());
      if (i % 3 == 0) {
        claims(claims);
      }
    }
  }

  /** Each task is claimed by one caller, whose end counts, whatever happened to the connection. */
  private void claims(Set<Long> claims) {
    for (Claimed claimed : Tasks.claim(store, 1_000)) {
      AttemptRef attempt = AttemptRef.of(claimed.task());
      assertThat(claims.add(attempt.number())).isTrue();
      assertThat(write(() -> store.end(attempt, Tasks.finished()))).isPresent();
    }
  }

  private interface Write<T> {
    CompletableFuture<T> write();
  }

  /** A write must not fail because of a cut: the store tries again itself. */
  private <T> T write(Write<T> write) {
    T written = Tasks.done(write.write());
    writes.incrementAndGet();
    return written;
  }

  private int cutWhile(AtomicBoolean working) throws SQLException, InterruptedException {
    int cuts = 0;
    try (Connection connection = DriverManager.getConnection(Database.url());
        Statement statement = connection.createStatement()) {
      while (working.get()) {
        // However slow the machine is, no write is cut again and again: one has to succeed first.
        int before = writes.get();
        while (writes.get() == before && working.get()) {
          LockSupport.parkNanos(LOOK_NANOS);
        }
        statement.execute("SELECT pg_sleep(random() * 0.1)");
        statement.execute(CUT);
        cuts++;
      }
    }
    return cuts;
  }
}
