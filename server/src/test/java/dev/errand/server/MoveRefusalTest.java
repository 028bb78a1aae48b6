// SPDX-License-Identifier: Apache-2.0
package dev.errand.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.errand.postgres.PostgresAccounts;
import dev.errand.postgres.PostgresDocuments;
import dev.errand.postgres.PostgresStore;
import dev.errand.sqlite.SqliteAccounts;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a move refuses, and what refuses while it is not finished. */
class MoveRefusalTest {

  @TempDir private Path temporary;
  private Path folder;
  private final MoveDatabase database = new MoveDatabase();

  @BeforeEach
  void addAnAccount() {
    folder = temporary.resolve("data");
    try (SqliteAccounts accounts = SqliteAccounts.in(folder)) {
      accounts.add("ann", "hash", true);
    }
  }

  @AfterEach
  void close() {
    database.close();
  }

  private static void assertRefused(CommandRun ended, String... why) {
    assertThat(ended.code()).as(ended.toString()).isEqualTo(ExitCode.REFUSED);
    assertThat(ended.err()).last().asString().contains(why);
  }

  private CommandRun serve(String... options) {
    List<String> args =
        new ArrayList<>(List.of("serve", "--port", "0", "--data", folder.toString()));
    args.addAll(List.of(options));
    return CommandRun.of(args);
  }

  @Test
  void aServerIsAtWorkOnTheFolder() {
    try (RunningServer _ = RunningServer.start(temporary)) {
      assertRefused(MoveRun.here(folder, database), "is in use by process");
    }
  }

  @Test
  void thereIsNothingToMove() {
    assertRefused(MoveRun.here(temporary.resolve("none"), database), "there is no folder");
    assertRefused(MoveRun.here(temporary, database), "There is no errand.db");
  }

  @Test
  void theDatabaseHoldsSomethingElse() {
    try (PostgresAccounts accounts = PostgresAccounts.at(database.settings())) {
      accounts.add("zoe", "hash", true);
    }
    assertRefused(MoveRun.here(folder, database), "there are accounts in this database already");
    assertThat(serveable(folder)).as("a refused move leaves the folder as it was").isTrue();
  }

  private static boolean serveable(Path folder) {
    try (SqliteAccounts accounts = SqliteAccounts.in(folder)) {
      return accounts.hasAccounts();
    }
  }

  @Test
  void aNodeIsAliveOnTheDatabase() {
    try (PostgresStore store = PostgresStore.at(database.settings())) {
      store.open("elsewhere", Set.of());
      assertRefused(MoveRun.here(folder, database), "the node elsewhere is at work");
    }
    assertThat(MoveRun.here(folder, database).code()).as("once it is gone").isZero();
  }

  @Test
  void nobodyUsesEitherSideWhileAMoveIsNotFinished() {
    PostgresDocuments.at(database.settings()).close();
    database.gate("INSERT", "account", "");
    try (Child child = MoveRun.start(folder, database)) {
      database.awaitBefore();
      assertRefused(serve(), "is in use by process");
      assertRefused(MoveRun.here(folder, database), "is in use by process");
      Path other = temporary.resolve("other");
      try (SqliteAccounts accounts = SqliteAccounts.in(other)) {
        accounts.add("eve", "hash", true);
      }
      child.signal("KILL");
    }
    database.open();
    assertRefused(serve(), "is being moved to", "--take-back");
    assertRefused(serve("--store", database.url()), "not all of it is here", "errand move");
    assertRefused(
        CommandRun.of(folder, "", "group", "add", "maps", "--store", database.url()),
        "not all of it is here");
    assertRefused(MoveRun.here(temporary.resolve("other"), database), "is not finished");

    assertThat(MoveRun.here(folder, database).code()).isZero();
    try (RunningServer server = RunningServer.start(temporary, "--store", database.url())) {
      assertThat(server.get("/tasks").statusCode()).as("ann came along").isEqualTo(401);
    }
  }
}
