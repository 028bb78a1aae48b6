// SPDX-License-Identifier: Apache-2.0
package dev.errand.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.errand.access.Account;
import dev.errand.task.StoreException;
import dev.errand.testkit.Looks;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The file that the accounts share with a store: versions, locks, a full disk, what is left. */
class AccountFileTest {

  private static final String HASH = "{test}secret";

  @TempDir Path folder;

  private SqliteStore openStore() {
    SqliteStore store = SqliteStore.in(folder);
    store.open("node", Set.of(Tasks.OPERATION));
    return store;
  }

  private void run(String... statements) throws SQLException {
    try (Statements writer = Connections.writer(folder.resolve(OpenStore.FILE))) {
      for (String statement : statements) {
        writer.run(statement);
      }
    }
  }

  @Test
  void aFileOfAnOlderVersionIsBroughtUpToDate() throws Exception {
    OldFile.make(folder, 1);

    try (SqliteAccounts accounts = SqliteAccounts.in(folder)) {
      assertThat(accounts.add("ann", HASH, true).id()).isEqualTo(1);
    }

    try (SqliteStore store = openStore()) {
      assertThat(store.find(OldFile.TASK)).isPresent();
    }
  }

  @Test
  void aFileOfAnOlderVersionIsLeftAloneWhileSomebodyHoldsTheFolder() throws Exception {
    OldFile.make(folder, 1);
    try (FolderLock _ = FolderLock.of(folder)) {
      assertThatThrownBy(() -> SqliteAccounts.in(folder))
          .isInstanceOf(StoreException.class)
          .hasMessageContaining("errand.db")
          .hasMessageContaining("older Errand")
          .hasMessageContaining("in use by this process (" + ProcessHandle.current().pid() + ")")
          .hasMessageContaining("Stop that one first");
    }
    SqliteAccounts.in(folder).close();
  }

  @Test
  void whoMakesTheTablesMeanwhileIsWaitedFor() throws IOException {
    CompletableFuture<Account> added;
    try (FolderLock _ = FolderLock.of(folder)) {
      added =
          CompletableFuture.supplyAsync(() -> {
            try (SqliteAccounts accounts = SqliteAccounts.in(folder)) {
              return accounts.add("ann", HASH, true);
            }
          });
      Path file = folder.resolve(OpenStore.FILE);
      while (!Files.exists(file)) {
        Looks.pause();
      }
      assertThat(added).isNotDone();
    }
    assertThat(added.join().name()).isEqualTo("ann");
  }

  @Test
  void aFileOfANewerVersionIsRefusedWhoeverHoldsTheFolder() throws SQLException {
    openStore().close();
    run("PRAGMA user_version = 99");

    assertNewerIsRefused();
    try (FolderLock _ = FolderLock.of(folder)) {
      assertNewerIsRefused();
    }
  }

  private void assertNewerIsRefused() {
    assertThatThrownBy(() -> SqliteAccounts.in(folder))
        .isInstanceOf(StoreException.class)
        .hasMessageContaining("newer Errand")
        .hasMessageContaining("99");
  }

  @Test
  void theFolderIsNotHeldBetweenChanges() {
    try (SqliteAccounts accounts = SqliteAccounts.in(folder);
        SqliteStore store = openStore();
        SqliteAccounts beside = SqliteAccounts.in(folder)) {
      accounts.add("ann", HASH, true);
      store.insert(Tasks.task()).join();
      beside.add("ben", HASH, true);
      assertThat(accounts.accounts()).hasSize(2);
    }
  }

  @Test
  void nothingIsLeftBesideTheFileWhoeverClosesLast() {
    SqliteStore store = openStore();
    SqliteAccounts accounts = SqliteAccounts.in(folder);
    accounts.add("ann", HASH, true);
    store.close();
    accounts.close();
    assertThat(folder.resolve("errand.db-wal")).doesNotExist();

    accounts = SqliteAccounts.in(folder);
    store = openStore();
    accounts.add("ben", HASH, true);
    accounts.close();
    accounts.close();
    store.close();
    assertThat(folder.resolve("errand.db-wal")).doesNotExist();
  }

  @Test
  void closedAccountsSaySo() {
    SqliteAccounts accounts = SqliteAccounts.in(folder);
    accounts.close();

    assertThatThrownBy(() -> accounts.add("ann", HASH, true)).isInstanceOf(StoreException.class);
    assertThatThrownBy(accounts::accounts).isInstanceOf(StoreException.class);
  }

  @Test
  void aFullDiskLosesNothingThatWasAnsweredAndNeedsNoRestart() throws SQLException {
    try (SqliteAccounts accounts = SqliteAccounts.in(folder)) {
      accounts.add("first", HASH, true);
      accounts.limitPages(1);
      assertThatThrownBy(() -> accounts.add("large", "x".repeat(200_000), false))
          .isInstanceOf(StoreException.class)
          .hasMessageContaining("errand.db")
          .hasMessageContaining("disk is full");
      assertThat(accounts.account("large")).isEmpty();
      accounts.limitPages(100_000);
      assertThat(accounts.add("second", HASH, false).id()).isEqualTo(2);
      assertThat(accounts.accounts()).hasSize(2);
    }
  }

  @Test
  void whoWritesForTooLongIsNotWaitedForForever() throws SQLException {
    try (SqliteAccounts accounts = SqliteAccounts.in(folder);
        Statements other = Connections.writer(folder.resolve(OpenStore.FILE))) {
      accounts.busyMillis(10);
      other.run("BEGIN IMMEDIATE");
      assertThatThrownBy(() -> accounts.add("ann", HASH, true))
          .isInstanceOf(StoreException.class)
          .hasMessageContaining("errand.db")
          .hasMessageContaining("another process");
      other.run("ROLLBACK");
      assertThat(accounts.add("ann", HASH, true).id()).isEqualTo(1);
    }
  }

  @Test
  void aFileThatIsNoDatabaseIsRefused() throws IOException {
    Files.writeString(folder.resolve(OpenStore.FILE), "x".repeat(10_000));

    assertThatThrownBy(() -> SqliteAccounts.in(folder))
        .isInstanceOf(StoreException.class)
        .hasMessageContaining("damaged");
  }

  @Test
  void answersAreBelievedForAsLongAsIsSaid() {
    try (SqliteAccounts changing = SqliteAccounts.in(folder);
        SqliteAccounts trusting = SqliteAccounts.in(folder, Duration.ofDays(1));
        SqliteAccounts distrusting = SqliteAccounts.in(folder, Duration.ZERO)) {
      assertThat(trusting.account("ann")).isEmpty();
      assertThat(distrusting.account("ann")).isEmpty();

      changing.add("ann", HASH, true);

      assertThat(distrusting.account("ann")).isPresent();
      assertThat(trusting.account("ann")).isEmpty();
      trusting.add("ben", HASH, true);
      assertThat(trusting.account("ann")).as("all is asked anew after a change").isPresent();
    }
  }
}
