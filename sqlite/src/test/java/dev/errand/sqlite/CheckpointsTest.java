// SPDX-License-Identifier: Apache-2.0
package dev.errand.sqlite;

import static org.assertj.core.api.Assertions.assertThat;

import dev.errand.task.Page;
import dev.errand.task.TaskFilter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckpointsTest {

  private static final int LIMIT = 1 << 20;

  @TempDir Path folder;

  @Test
  void theLogOfWritesStaysSmallWhileSomebodyAlwaysReads() throws IOException {
    AtomicBoolean done = new AtomicBoolean();
    long longest = 0;
    try (SqliteStore store = SqliteStore.in(folder, new Settings(_ -> {}, LIMIT, 0))) {
      store.open("node", Set.of(Tasks.OPERATION));
      List<CompletableFuture<Void>> readers = new ArrayList<>();
      for (int i = 0; i < 3; i++) {
        readers.add(CompletableFuture.runAsync(() -> read(store, done)));
      }
      for (int i = 0; i < 1_500; i++) {
        store.insert(Tasks.task(12_000)).join();
        longest = Math.max(longest, Files.size(folder.resolve("errand.db-wal")));
      }
      done.set(true);
      CompletableFuture.allOf(readers.toArray(CompletableFuture[]::new)).join();
    }

    assertThat(Files.size(folder.resolve("errand.db"))).isGreaterThan(18_000_000L);
    // It is looked at every 64 commits, of some 30 kB each.
    assertThat(longest).isLessThan(LIMIT + 4_000_000L);
  }

  private static void read(SqliteStore store, AtomicBoolean done) {
    while (!done.get()) {
      store.list(TaskFilter.ALL, Page.newest(200), Instant.EPOCH);
    }
  }
}
