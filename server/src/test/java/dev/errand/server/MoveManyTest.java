// SPDX-License-Identifier: Apache-2.0
package dev.errand.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.errand.files.DurableFiles;
import dev.errand.postgres.PostgresDocuments;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Many tasks with logs and files, moved in little memory, killed twice on the way. With {@code
 * -Derrand.move.tasks=100000} as many as that.
 */
class MoveManyTest {

  private static final int TASKS = Integer.getInteger("errand.move.tasks", 3_000);

  @TempDir private Path temporary;

  @Test
  void manyTasksAreMovedInLittleMemory() throws IOException {
    Path folder = temporary.resolve("data");
    ManyTasks.make(folder, TASKS);
    try (MoveDatabase database = new MoveDatabase()) {
      PostgresDocuments.at(database.settings()).close();
      killAt(database, folder, "log_line", "NEW.task = " + TASKS / 2);
      killAt(database, folder, "output", "NEW.task = " + (TASKS - 1));
      try (Child child = Child.start(temporary, command(folder, database))) {
        child.process().onExit().join();
        Child.Ended ended = child.ended();
        assertThat(ended.code()).as(ended.toString()).isZero();
        assertThat(ended.out().lines().filter(line -> line.endsWith("equal"))).hasSize(14);
      }
      assertThat(database.number("SELECT count(*) FROM task")).isEqualTo(TASKS);
      assertThat(database.number("SELECT count(*) FROM log_line"))
          .isEqualTo((long) TASKS * ManyTasks.LINES);
      assertThat(database.number("SELECT count(*) FROM output_file")).isEqualTo(TASKS);
    }
  }

  private static void killAt(MoveDatabase database, Path folder, String table, String when) {
    database.gate("INSERT", table, "FOR EACH ROW WHEN (" + when + ")");
    try (Child child = Child.start(DurableFiles.folderOf(folder), command(folder, database))) {
      database.awaitBefore();
      child.signal("KILL");
    }
    database.open();
    assertThat(database.number("SELECT count(*) FROM " + table))
        .as("what was committed before the kill, and no more")
        .isLessThan(TASKS * (table.equals("output") ? 1L : ManyTasks.LINES));
  }

  private static List<String> command(Path folder, MoveDatabase database) {
    List<String> command =
        new ArrayList<>(Child.command("move", "--from", folder.toString(), "--to", database.url()));
    command.add(1, "-Xmx256m");
    return command;
  }
}
