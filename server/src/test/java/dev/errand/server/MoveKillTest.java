// SPDX-License-Identifier: Apache-2.0
package dev.errand.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.errand.postgres.PostgresAccounts;
import dev.errand.postgres.PostgresDocuments;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Moves that end in the middle and are taken up again. */
class MoveKillTest {

  @TempDir private static Path shared;
  private static Path original;
  private static List<String> before;

  @TempDir private Path temporary;
  private final MoveDatabase database = new MoveDatabase();

  @BeforeAll
  static void populate() throws IOException {
    original = shared.resolve("original");
    PopulatedFolder.make(original);
    before = StoreView.of(CopiedFolder.of(original, shared.resolve("viewed")));
  }

  @AfterEach
  void close() {
    database.close();
  }

  private static void makeTables(MoveDatabase database) {
    PostgresDocuments.at(database.settings()).close();
  }

  @ParameterizedTest
  @CsvSource({
    "INSERT, task, FOR EACH ROW WHEN (NEW.number = 9)",
    "INSERT, log_line, FOR EACH ROW WHEN (NEW.sequence = 3)",
    "INSERT, output_chunk, FOR EACH ROW WHEN (NEW.start > 0)",
    "INSERT, grp, FOR EACH ROW",
    "UPDATE, account_version, ",
  })
  void aKilledMoveGoesOnWhereItStopped(String event, String table, String rows) throws IOException {
    makeTables(database);
    Path folder = CopiedFolder.of(original, temporary.resolve("data"));
    database.gate(event, table, rows == null ? "" : rows);
    try (Child child = MoveRun.start(folder, database)) {
      database.awaitBefore();
      child.signal("KILL");
      assertThat(child.ended().code()).isEqualTo(128 + 9);
    }
    database.open();
    CommandRun ended = MoveRun.here(folder, database);
    assertThat(ended.code()).as(ended.toString()).isZero();
    assertThat(StoreView.of(database.settings())).containsExactlyElementsOf(before);
  }

  @Test
  void aMoveThatLostItsConnectionSaysSoAndGoesOn() throws IOException {
    makeTables(database);
    Path folder = CopiedFolder.of(original, temporary.resolve("data"));
    database.gate("INSERT", "delivery", "");
    try (Child child = MoveRun.start(folder, database)) {
      database.awaitBefore();
      database.run(
          "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
              + " WHERE application_name = 'errand-move'");
      Child.Ended broken = child.ended();
      assertThat(broken.code()).isEqualTo(ExitCode.REFUSED);
      assertThat(broken.err()).last().asString().contains("the same command goes on from there");
    }
    database.open();
    CommandRun ended = MoveRun.here(folder, database);
    assertThat(ended.code()).as(ended.toString()).isZero();
    assertThat(StoreView.of(database.settings())).containsExactlyElementsOf(before);
  }

  /** The database says that all is there, and the folder does not know yet. */
  @Test
  void aMoveKilledBetweenItsTwoEndsIsFinishedByTheNext() throws Exception {
    Path folder = CopiedFolder.of(original, temporary.resolve("data"));
    assertThat(MoveRun.here(folder, database).code()).isZero();
    forgetEnd(folder);
    CommandRun ended = MoveRun.here(folder, database);
    assertThat(ended.code()).as(ended.toString()).isZero();
    assertThat(ended.out()).contains("already");
    assertThat(CommandRun.of(folder, "", "user", "list").err().getFirst()).contains("was moved");
  }

  private static void forgetEnd(Path folder) throws SQLException {
    try (Connection file =
            DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("errand.db"));
        Statement statement = file.createStatement()) {
      assertThat(statement.executeUpdate("UPDATE move SET finished = NULL")).isEqualTo(1);
    }
  }

  @Test
  void whatAnAbandonedMoveBroughtIsThrownAway() throws IOException {
    makeTables(database);
    Path folder = CopiedFolder.of(original, temporary.resolve("data"));
    database.gate("INSERT", "token", "");
    try (Child child = MoveRun.start(folder, database)) {
      database.awaitBefore();
    }
    database.open();
    assertThat(MoveRun.takeBack(folder).code()).isZero();
    assertThat(StoreView.of(folder)).containsExactlyElementsOf(before);
    CommandRun ended = MoveRun.here(folder, database);
    assertThat(ended.code()).as(ended.toString()).isZero();
    assertThat(StoreView.of(database.settings())).containsExactlyElementsOf(before);
    try (PostgresAccounts accounts = PostgresAccounts.at(database.settings())) {
      assertThat(accounts.addGroup("next", java.util.OptionalLong.empty(), false).id())
          .as("the id of a group that was removed is not given again")
          .isEqualTo(9);
    }
  }
}
