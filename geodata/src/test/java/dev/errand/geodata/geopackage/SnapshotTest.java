// SPDX-License-Identifier: Apache-2.0
package dev.errand.geodata.geopackage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.errand.files.AllowedFolders;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Copies of databases that somebody writes to meanwhile. */
class SnapshotTest {

  @TempDir private Path files;
  @TempDir private Path own;
  private AllowedFolders folders;

  @BeforeEach
  void setUp() throws Exception {
    folders = AllowedFolders.of(files, List.of(files), List.of());
  }

  private TestFile logged() throws Exception {
    return TestFile.points(files.toRealPath().resolve("a.gpkg"), "roads", 300)
        .query("PRAGMA journal_mode = WAL")
        .query("PRAGMA wal_autocheckpoint = 0")
        .sql("UPDATE roads SET name = '0'");
  }

  /** Never cancels; does something each time it is asked, which is between two pieces. */
  private static BooleanSupplier between(TestFile open, String... sql) {
    AtomicInteger times = new AtomicInteger();
    return () -> {
      try {
        for (String statement : sql) {
          String numbered = statement.formatted(times.incrementAndGet());
          if (numbered.startsWith("PRAGMA")) {
            open.query(numbered);
          } else {
            open.sql(numbered);
          }
        }
        return false;
      } catch (SQLException e) {
        throw new IllegalStateException(e);
      }
    };
  }

  @Test
  void aLogThatGrowsMeanwhileIsOneOfAMoment() throws Exception {
    try (TestFile open = logged()) {
      BooleanSupplier commits = between(open, "UPDATE roads SET name = '%d'");
      Path copy = new Snapshot(folders, own, commits).take(open.path());
      RecoveredCopy.settle(copy);
      assertThat(TestFile.rows(copy, "SELECT DISTINCT name FROM roads")).hasSize(1);
      assertThat(TestFile.rows(copy, "SELECT count(*) FROM roads")).containsExactly("[300]");
    }
  }

  @Test
  void aDatabaseThatNeverHoldsStillIsRefusedAndLeavesNothing() throws Exception {
    try (TestFile open = logged()) {
      BooleanSupplier checkpoints =
          between(open, "UPDATE roads SET name = '%d'", "PRAGMA wal_checkpoint(RESTART)");
      assertThatThrownBy(() -> new Snapshot(folders, own, checkpoints).take(open.path()))
          .isInstanceOf(BusyFileException.class);
      assertThat(own).isEmptyDirectory();
    }
  }

  @Test
  void aJournalThatGoesMeanwhileIsNotMissed() throws Exception {
    Path copy;
    try (TestFile open = logged()) {
      AtomicInteger asked = new AtomicInteger();
      BooleanSupplier closes =
          () -> {
            if (asked.incrementAndGet() == 2) {
              try {
                open.close(); // brings the log in and deletes it
              } catch (SQLException e) {
                throw new IllegalStateException(e);
              }
            }
            return false;
          };
      copy = new Snapshot(folders, own, closes).take(open.path());
    }
    RecoveredCopy.settle(copy);
    assertThat(TestFile.rows(copy, "SELECT DISTINCT name FROM roads")).containsExactly("[0]");
    Snapshot.delete(copy);
    assertThat(own).isEmptyDirectory();
    assertThat(Files.list(files)).hasSize(1);
  }
}
