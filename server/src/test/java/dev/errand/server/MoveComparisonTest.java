// SPDX-License-Identifier: Apache-2.0
package dev.errand.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.errand.postgres.PostgresDocuments;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Both sides are compared before a move is called finished. */
class MoveComparisonTest {

  @TempDir private Path temporary;
  private final MoveDatabase database = new MoveDatabase();

  @AfterEach
  void close() {
    database.close();
  }

  @Test
  void whatWasChangedOnTheWayIsFoundAndNamed() throws IOException {
    Path folder = temporary.resolve("data");
    PopulatedFolder.make(folder);
    List<String> before = StoreView.of(CopiedFolder.of(folder, temporary.resolve("viewed")));
    PostgresDocuments.at(database.settings()).close();
    database.gate("INSERT", "document", "");
    try (Child child = MoveRun.start(folder, database)) {
      database.awaitBefore();
      assertThatThrownBy(() -> database.run("UPDATE task SET owner = 'eve' WHERE number = 2"))
          .hasStackTraceContaining("not all of it is here");
      database.run("SET errand.move = 'on'");
      database.run("UPDATE task SET owner = 'eve' WHERE number = 2");
      database.run("DELETE FROM log_line WHERE task = 1 AND sequence = 2");
      database.run("INSERT INTO grp (id, name, project) VALUES (99, 'eve', true)");
      database.run("UPDATE token SET expires = expires + 1");
      database.run("UPDATE output_chunk SET bytes = set_byte(bytes, 5, 77) WHERE start = 1048576");
      database.open();
      Child.Ended ended = child.ended();
      assertThat(ended.code()).as(ended.toString()).isEqualTo(ExitCode.FAILED);
      assertThat(ended.out().lines().map(String::strip))
          .contains(
              "tasks 2 differs in owner",
              "log lines 1 2 is missing in the target",
              "groups 99 is in the target alone",
              "tokens " + "ab".repeat(32) + " differs in expires")
          .anyMatch(line -> line.startsWith("contents of files 1 Äpfel") && line.endsWith("sha256"))
          .anyMatch(line -> line.startsWith("memberships") && line.endsWith("equal"));
    }
    assertThat(MoveRun.here(folder, database).code()).as("it stays so").isEqualTo(ExitCode.FAILED);
    assertThat(MoveRun.here(folder, database, "--anew").code()).isZero();
    assertThat(StoreView.of(database.settings())).containsExactlyElementsOf(before);
  }

  @Test
  void filesThatAreDamagedInTheFolderStayAsTheyAreAndAreNamed() throws IOException {
    Path folder = temporary.resolve("data");
    PopulatedFolder.make(folder);
    try (Stream<Path> files = Files.walk(folder.resolve("outputs"))) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        if (file.endsWith("small.txt")) {
          Files.delete(file);
        } else if (Files.size(file) > 0) {
          Files.write(file, new byte[1_500_000]);
        }
      }
    }
    CommandRun ended = MoveRun.here(folder, database);
    assertThat(ended.code()).as(ended.toString()).isZero();
    assertThat(ended.out().lines())
        .contains("note: in the folder itself, the file small.txt of task 1 is missing")
        .anyMatch(line -> line.endsWith("of task 1 is not what the task left"));
    assertThat(database.number("SELECT count(*) FROM output_file")).isEqualTo(4);
    assertThat(database.number("SELECT sum(length(bytes)) FROM output_chunk"))
        .isEqualTo(2 * 1_500_000);
  }
}
