// SPDX-License-Identifier: Apache-2.0
package dev.errand.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.errand.task.StoreException;
import dev.errand.task.Task;
import dev.errand.task.TaskStatus;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OpeningTest {

  @TempDir Path folder;

  private static void open(SqliteStore store) {
    store.open("node", Set.of(Tasks.OPERATION));
  }

  private void openAndClose() {
    try (SqliteStore store = SqliteStore.in(folder)) {
      open(store);
      store.insert(Tasks.task()).join();
    }
  }

  @Test
  void theFileIsForThisUserAlone() throws IOException {
    assumeThat(folder.getFileSystem().supportedFileAttributeViews()).contains("posix");
    try (SqliteStore store = SqliteStore.in(folder)) {
      store.open("node", Set.of());
      try (Stream<Path> files = Files.list(folder)) {
        for (Path file : files.filter(f -> f.toString().contains("errand.db")).toList()) {
          assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
              .as("%s", file)
              .isEqualTo("rw-------");
        }
      }
    }
  }

  @Test
  void aFolderIsMade() {
    Path deep = folder.resolve("a/b ü/c");
    try (SqliteStore store = SqliteStore.in(deep)) {
      open(store);
      assertThat(deep.resolve("errand.db")).exists();
    }
  }

  @Test
  void aSecondStoreInThisProcessIsRefusedAndDisturbsNothing() throws IOException {
    try (SqliteStore first = SqliteStore.in(folder);
        SqliteStore second = SqliteStore.in(folder.resolve("."))) {
      open(first);

      for (int i = 0; i < 2; i++) {
        assertThatThrownBy(() -> open(second))
            .isInstanceOf(StoreException.class)
            .hasMessageContaining(folder.toRealPath().toString())
            .hasMessageContaining("(" + ProcessHandle.current().pid() + ")")
            .hasMessageContaining("Stop that one first");
      }
      assertThat(first.insert(Tasks.task()).join().id().number()).isEqualTo(1);
    }
    openAndClose();
  }

  @Test
  void aFileInPlaceOfTheFolderIsRefused() throws IOException {
    Path file = Files.createFile(folder.resolve("file"));
    assertThatThrownBy(() -> open(SqliteStore.in(file)))
        .isInstanceOf(StoreException.class)
        .hasMessageContaining(file.toString());
    assertThatThrownBy(() -> open(SqliteStore.in(file.resolve("sub"))))
        .isInstanceOf(StoreException.class)
        .hasMessageContaining(file.toString());
  }

  @Test
  void aFileThatIsNoDatabaseIsRefusedAndKept() throws IOException {
    Path file = folder.resolve("errand.db");
    byte[] garbage = new byte[10_000];
    Arrays.fill(garbage, (byte) 'x');
    Files.write(file, garbage);

    for (int i = 0; i < 2; i++) {
      assertThatThrownBy(() -> open(SqliteStore.in(folder)))
          .isInstanceOf(StoreException.class)
          .hasMessageContaining(file.toString())
          .hasMessageContaining("damaged");
    }
    assertThat(file).hasBinaryContent(garbage);
  }

  @Test
  void aDamagedFileIsSaidToBeSo() throws IOException {
    openAndClose();
    Path file = folder.resolve("errand.db");
    byte[] bytes = Files.readAllBytes(file);
    // All but the first page, which holds the schema.
    Arrays.fill(bytes, 4096, bytes.length, (byte) 'x');
    Files.write(file, bytes);

    assertThatThrownBy(
            () -> {
              try (SqliteStore store = SqliteStore.in(folder)) {
                open(store);
                store.find(1);
              }
            })
        .isInstanceOf(StoreException.class)
        .hasMessageContaining("damaged");
  }

  @Test
  void aFileOfANewerVersionIsRefused() throws SQLException {
    openAndClose();
    try (Connection connection =
            DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("errand.db"));
        Statement statement = connection.createStatement()) {
      statement.executeUpdate("PRAGMA user_version = 99");
    }

    assertThatThrownBy(() -> open(SqliteStore.in(folder)))
        .isInstanceOf(StoreException.class)
        .hasMessageContaining("newer Errand")
        .hasMessageContaining("99");
  }

  @Test
  void aFileOfAnOlderVersionKeepsItsTasks() throws Exception {
    OldFile.make(folder, 3);
    try (SqliteStore store = SqliteStore.in(folder)) {
      open(store);

      Task old = store.find(OldFile.TASK).orElseThrow();
      assertThat(old.status()).isEqualTo(TaskStatus.FINISHED);
      assertThat(old.submission().owner()).contains("ann");
      assertThat(old.submission().idempotency()).isEmpty();
      assertThat(old.submission().reply()).isEmpty();
      assertThat(store.durations(Tasks.OPERATION, 5)).containsExactly(Duration.ofMillis(30));
      assertThat(store.insert(Tasks.task()).join().id().number()).isEqualTo(8);
    }
  }

  @Test
  void aStoreThatIsNotOpenSaysSo() {
    SqliteStore store = SqliteStore.in(folder);

    assertThatThrownBy(() -> store.find(1))
        .isInstanceOf(StoreException.class)
        .hasMessageContaining("not open");
    store.close();
    assertThatThrownBy(() -> open(store)).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void nothingIsLeftBesideTheFileAfterClosing() {
    openAndClose();

    assertThat(folder.resolve("errand.db-wal")).doesNotExist();
    assertThat(folder.resolve("errand.db")).isNotEmptyFile();
  }
}
