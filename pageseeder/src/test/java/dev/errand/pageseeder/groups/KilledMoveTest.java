// SPDX-License-Identifier: Apache-2.0
package dev.errand.pageseeder.groups;

import static org.assertj.core.api.Assertions.assertThat;

import dev.errand.access.Group;
import dev.errand.task.Json;
import dev.errand.task.Page;
import dev.errand.task.Task;
import dev.errand.task.TaskFilter;
import dev.errand.task.TaskStatus;
import dev.errand.testkit.ChildJvm;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Kill -9 at random moments and beside the change of a name: every file is there once, where
 * register and names say.
 */
@Timeout(240)
class KilledMoveTest {

  private static final int FILES = 2_000;
  private static final int ATTEMPTS = 3;
  private static final List<String> BEFORE = paths("a");
  private static final List<String> AFTER = paths("b/a");

  @TempDir Path data;
  private final Random random = new Random();
  private Group group;
  private Json move;

  private static List<String> paths(String folder) {
    return IntStream.range(0, FILES).mapToObj(i -> folder + "/" + i % 7 + "/" + i).toList();
  }

  @BeforeEach
  void makeFiles() throws IOException {
    try (Workshop shop = new Workshop(data)) {
      group = shop.group("acme-specs");
      shop.files(group, BEFORE);
      shop.folder(group, "b");
      move =
          Json.of(
              new GroupMove.Inputs(
                  group.id(), shop.id(group, "a"), shop.id(group, "b"), Optional.empty()));
    }
  }

  @Test
  void aMoveGoesOnAfterEachKill() throws Exception {
    for (int kill = 1; kill < ATTEMPTS; kill++) {
      killedAt(random.nextInt(FILES / 2), kill == 1 ? first(GroupMove.NAME, move) : List.of());
    }
    ends(TaskStatus.FINISHED, AFTER, "acme-specs");
  }

  @Test
  void aMoveThatWasKilledTooOftenIsPutBack() throws Exception {
    killedAt(1, first(GroupMove.NAME, move));
    killedAt(FILES / 3, List.of());
    killedAt(FILES / 2, List.of());
    ends(TaskStatus.FAILED, BEFORE, "acme-specs");
  }

  @Test
  void aMoveThatWasKilledWhileItWasPutBackIsPutBack() throws Exception {
    List<String> arguments = new ArrayList<>(first(GroupMove.NAME, move));
    arguments.add(Integer.toString(FILES / 4));
    killed(KilledMover.NOWHERE, arguments, line -> line.equals("cancelled"));
    ends(TaskStatus.CANCELLED, BEFORE, "acme-specs");
  }

  @Test
  void aRenamingGoesOnAfterEachKill() throws Exception {
    Json rename = Json.of(new GroupRename.Inputs(group.id(), "acme-plans"));
    killedBeside(KilledMover.BEFORE_THE_NAME, first(GroupRename.NAME, rename));
    assertThat(data.resolve("groups/acme-plans")).isDirectory();
    killedBeside(KilledMover.AFTER_THE_NAME, List.of());
    ends(TaskStatus.FINISHED, BEFORE, "acme-plans");
  }

  @Test
  void anArchivingThatWasKilledTooOftenIsPutBack() throws Exception {
    Json archive = Json.of(new GroupArchive.Inputs(group.id()));
    killedBeside(KilledMover.BEFORE_THE_NAME, first(GroupArchive.NAME, archive));
    killedBeside(KilledMover.BEFORE_THE_NAME, List.of());
    killedBeside(KilledMover.AFTER_THE_NAME, List.of());
    ends(TaskStatus.FAILED, BEFORE, "acme-specs");
    assertThat(data.resolve("groups/archive-acme-specs")).doesNotExist();
  }

  private List<String> first(String operation, Json inputs) {
    return List.of(operation, Long.toString(group.id()), inputs.text());
  }

  private void killedAt(int amount, List<String> arguments) throws Exception {
    killed(
        KilledMover.NOWHERE,
        arguments,
        line -> line.startsWith("at ") && Integer.parseInt(line.substring(3)) >= amount);
  }

  private void killedBeside(String where, List<String> arguments) throws Exception {
    killed(where, arguments, line -> line.equals("here"));
  }

  /** Lets a process work until it says that, and kills it. */
  private void killed(String where, List<String> arguments, Predicate<String> when)
      throws Exception {
    List<String> command = ChildJvm.command(KilledMover.class, data, where);
    command.addAll(arguments);
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
    try (BufferedReader out = process.inputReader(StandardCharsets.US_ASCII)) {
      String line = out.readLine();
      while (line != null && !when.test(line)) {
        assertThat(line).as("there was time to kill it").isNotEqualTo("ended");
        line = out.readLine();
      }
      assertThat(line).as("what it said before it was killed").isNotNull();
    } finally {
      process.destroyForcibly().waitFor();
    }
  }

  private void ends(TaskStatus status, List<String> paths, String name) throws Exception {
    try (Workshop shop = new Workshop(data)) {
      Task task = shop.errand.tasks(TaskFilter.ALL, Page.newest(1)).getFirst();
      Task ended = shop.ended(task);
      assertThat(ended.status()).as("%s", ended).isEqualTo(status);
      assertThat(shop.accounts.group(group.id()).orElseThrow().name()).isEqualTo(name);
      shop.assertDocuments(group, paths);
      assertThat(shop.path(name.equals("acme-specs") ? "acme-plans" : "acme-specs")).doesNotExist();
    }
  }
}
