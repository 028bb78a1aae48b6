// SPDX-License-Identifier: Apache-2.0
package dev.errand.sqlite;

import static org.assertj.core.api.Assertions.assertThat;

import dev.errand.access.Account;
import dev.errand.task.Task;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Several processes on the accounts of one folder, as a server and a command line are. */
class AccountProcessesTest {

  private static final int EACH = 60;
  private static final int WAL_LIMIT = 1 << 20;

  @TempDir Path folder;

  @Test
  void processesThatBeginAndAddAtOnceLoseNothing() throws Exception {
    try (AddingProcess one = AddingProcess.start(folder, "a", EACH);
        AddingProcess two = AddingProcess.start(folder, "b", EACH);
        SqliteAccounts accounts = SqliteAccounts.in(folder)) {
      for (int i = 0; i < EACH; i++) {
        accounts.add("c" + i, "{test}secret", false);
      }
      assertThat(one.exitCode()).isZero();
      assertThat(two.exitCode()).isZero();

      assertThat(accounts.accounts()).hasSize(3 * EACH);
      assertThat(accounts.accounts()).extracting(Account::id).doesNotHaveDuplicates();
    }
    assertThat(folder.resolve("errand.db-wal")).doesNotExist();
  }

  @Test
  void nothingAnsweredIsLostWhenTheProcessIsKilled() throws Exception {
    Random random = new Random(20_261_122);
    List<String> answers = new ArrayList<>();
    for (int round = 0; round < 4; round++) {
      answers.addAll(killedAfter("r" + round + "-", 1 + random.nextInt(150)));
      try (SqliteAccounts accounts = SqliteAccounts.in(folder)) {
        for (String answer : answers) {
          String[] words = answer.split(" ");
          assertThat(accounts.account(words[1]).map(Account::id))
              .as(answer)
              .contains(Long.parseLong(words[0]));
        }
      }
    }
  }

  private List<String> killedAfter(String prefix, int count) throws IOException {
    List<String> lines = new ArrayList<>();
    try (AddingProcess process = AddingProcess.start(folder, prefix, Integer.MAX_VALUE)) {
      for (int i = 0; i < count; i++) {
        lines.add(process.output().readLine());
      }
      process.kill();
      // The last one may be cut.
      process.output().lines().filter(line -> line.endsWith(".")).forEach(lines::add);
    }
    assertThat(lines).hasSizeGreaterThanOrEqualTo(count);
    return lines;
  }

  @Test
  void accountsAreChangedBesideAStoreUnderLoad() throws Exception {
    AtomicBoolean done = new AtomicBoolean();
    List<Task> inserted;
    long longest = 0;
    try (SqliteStore store = SqliteStore.in(folder, new Settings(_ -> {}, WAL_LIMIT, 0))) {
      store.open("node", Set.of(Tasks.OPERATION));
      CompletableFuture<List<Task>> load = CompletableFuture.supplyAsync(() -> insert(store, done));
      try (SqliteAccounts accounts = SqliteAccounts.in(folder);
          AddingProcess other = AddingProcess.start(folder, "other", EACH)) {
        CompletableFuture<Void> reads = CompletableFuture.runAsync(() -> read(accounts, done));
        for (int i = 0; i < EACH; i++) {
          accounts.add("here" + i, "{test}secret", false);
          longest = Math.max(longest, Files.size(folder.resolve("errand.db-wal")));
        }
        assertThat(other.exitCode()).isZero();
        assertThat(accounts.accounts()).hasSize(2 * EACH);
        done.set(true);
        reads.join();
        inserted = load.join();
      } finally {
        done.set(true);
      }
      assertThat(inserted)
          .isNotEmpty()
          .allSatisfy(task -> assertThat(store.find(task.id().number())).isPresent());
    }
    assertThat(longest).isLessThan(WAL_LIMIT + 4_000_000L);
    assertThat(folder.resolve("errand.db-wal")).doesNotExist();
  }

  private static List<Task> insert(SqliteStore store, AtomicBoolean done) {
    List<Task> inserted = new ArrayList<>();
    while (!done.get()) {
      inserted.add(store.insert(Tasks.task(12_000)).join());
    }
    return inserted;
  }

  private static void read(SqliteAccounts accounts, AtomicBoolean done) {
    while (!done.get()) {
      accounts.principal("here0");
      accounts.groups();
    }
  }
}
