// SPDX-License-Identifier: Apache-2.0
package dev.errand.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.errand.store.NewTask;
import dev.errand.task.StoreFullException;
import dev.errand.task.Task;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FullDiskTest {

  private static final int PAGES = 300;

  @TempDir Path folder;

  @Test
  void aFullDiskLosesNothingThatWasAnsweredAndNeedsNoRestart() throws SQLException {
    List<Task> answered = new ArrayList<>();
    List<NewTask> refused = new ArrayList<>();
    try (SqliteStore store = SqliteStore.in(folder)) {
      store.open("node", Set.of(Tasks.OPERATION));
      store.limitPages(PAGES).join();
      fill(store, answered, refused);
      assertThat(answered).isNotEmpty();
      assertThat(refused).isNotEmpty();
      assertThatThrownBy(() -> store.insert(Tasks.task(100_000)).join())
          .hasCauseInstanceOf(StoreFullException.class)
          .hasMessageContaining("errand.db")
          .hasMessageContaining("disk is full");
      assertThat(answered).allSatisfy(task -> assertThat(store.find(task.id().key())).isPresent());
      store.limitPages(1_000_000).join();
      answered.add(store.insert(refused.getFirst()).join());
    }
    try (SqliteStore store = SqliteStore.in(folder)) {
      store.open("node", Set.of(Tasks.OPERATION));
      assertThat(answered)
          .allSatisfy(task -> assertThat(store.find(task.id().key())).contains(task));
      assertThat(refused.subList(1, refused.size()))
          .allSatisfy(task -> assertThat(store.find(task.key())).isEmpty());
      assertThat(answered).extracting(task -> task.id().number()).doesNotHaveDuplicates();
    }
    assertThat(integrity()).isEqualTo("ok");
  }

  private static void fill(SqliteStore store, List<Task> answered, List<NewTask> refused) {
    for (int round = 0; round < 10; round++) {
      List<NewTask> tasks = new ArrayList<>();
      List<CompletableFuture<Task>> inserts = new ArrayList<>();
      for (int i = 0; i < 32; i++) {
        NewTask task = Tasks.task(10_000);
        tasks.add(task);
        inserts.add(store.insert(task));
      }
      for (int i = 0; i < tasks.size(); i++) {
        CompletableFuture<Task> insert = inserts.get(i);
        if (insert.handle((_, failure) -> failure == null).join()) {
          answered.add(insert.join());
        } else {
          refused.add(tasks.get(i));
        }
      }
    }
  }

  private String integrity() throws SQLException {
    try (Connection connection =
            DriverManager.getConnection("jdbc:sqlite:" + folder.resolve(OpenStore.FILE));
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("PRAGMA integrity_check")) {
      return row.getString(1);
    }
  }
}
