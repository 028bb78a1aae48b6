// SPDX-License-Identifier: Apache-2.0
package dev.errand.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.errand.Errand;
import dev.errand.postgres.PostgresStore;
import dev.errand.task.Answer;
import dev.errand.task.Failure;
import dev.errand.task.Idempotency;
import dev.errand.task.Json;
import dev.errand.task.Page;
import dev.errand.task.Submission;
import dev.errand.task.Submitted;
import dev.errand.task.Task;
import dev.errand.task.TaskFilter;
import dev.errand.task.TaskStatus;
import dev.errand.testkit.Work;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A data folder whose server was killed, moved into a database. */
class MoveTest {

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

  private Path moved() {
    Path folder = CopiedFolder.of(original, temporary.resolve("data"));
    CommandRun ended = MoveRun.here(folder, database);
    assertThat(ended.code()).as(ended.toString()).isZero();
    assertThat(ended.out())
        .contains("now start with", "--data " + folder, "--store '" + database.url())
        .doesNotContain("DIFFERENT", "note:");
    return folder;
  }

  @Test
  void whatCallersSeeIsTheSameAfterwards() throws IOException {
    assertThat(before)
        .anyMatch(line -> line.startsWith("[output"))
        .anyMatch(line -> line.contains("retention=Optional[" + PopulatedFolder.OWN + "]"))
        .hasSizeGreaterThan(60);
    moved();
    assertThat(StoreView.of(database.settings())).containsExactlyElementsOf(before);
  }

  @Test
  void theEngineGoesOnWhereTheKilledOneWas() throws Exception {
    moved();
    Queue<String> attempts = new ConcurrentLinkedQueue<>();
    Work.Body again =
        (in, context) -> {
          attempts.add(in.name() + " " + context.attempt());
          return null;
        };
    try (Errand errand =
        Errand.builder()
            .store(PostgresStore.at(database.settings()))
            .data(temporary.resolve("scratch"))
            .retention(Duration.ofDays(1))
            .operations(MoveOperations.all(again))
            .build()) {
      long highest = number(before.stream().filter(line -> line.startsWith("[task")).count());
      errand.start();
      for (Task task : errand.tasks(TaskFilter.ALL, Page.oldest(100))) {
        if (task.isParked()) {
          errand.questions().answer(task.id(), Map.of("b", Answer.DECLINED), Optional.empty());
        }
        errand.await(task.id(), Duration.ofMinutes(1));
      }
      List<Task> ended = errand.tasks(TaskFilter.ALL, Page.oldest(100));
      assertThat(ended).allMatch(task -> task.status().isTerminal());
      assertThat(attempts)
          .as("started once more, and what may not be repeated never")
          .containsExactly("a 2");
      assertThat(ended)
          .filteredOn(task -> task.operation().equals("stay"))
          .singleElement()
          .satisfies(task -> assertThat(task.failure()).map(Failure::type).contains(Failure.LOST));
      assertThat(ended)
          .filteredOn(task -> task.operation().equals("ask"))
          .singleElement()
          .satisfies(task ->
              assertThat(task.result().orElseThrow().text()).contains("Accepted", "Declined"));
      assertThat(ended)
          .filteredOn(task -> task.operation().equals("later"))
          .filteredOn(task -> task.status() == TaskStatus.FINISHED)
          .as("one of them was started by a schedule")
          .hasSize(13);

      Submission repeated =
          Submission.builder("later")
              .inputs(Json.of(Work.In.named("once")))
              .owner("ann")
              .idempotency(new Idempotency("abc", "0f"))
              .build();
      Submitted found = errand.submitOnce(repeated);
      assertThat(found.repeated()).isTrue();
      assertThat(errand.submit(Submission.of("later", Work.In.named("new"))).id().number())
          .as("after the highest number, which is of a task that was pruned")
          .isEqualTo(highest + 2);
    }
  }

  /** Numbers are given without gaps, and the last one is pruned. */
  private static long number(long tasks) {
    return tasks;
  }

  @Test
  void theFolderIsNotUsedAsAStoreUntilItIsTakenBack() throws IOException {
    Path folder = moved();
    Child.Ended serve = Child.run(temporary, "serve", "--port", "0", "--data", folder.toString());
    assertThat(serve.code()).isEqualTo(ExitCode.REFUSED);
    assertThat(serve.err()).singleElement().asString().contains("was moved to", "--take-back");
    CommandRun users = CommandRun.of(folder, "", "user", "list");
    assertThat(users.err()).singleElement().asString().contains("was moved to");

    CommandRun repeated = MoveRun.here(folder, database);
    assertThat(repeated.code()).isZero();
    assertThat(repeated.out()).contains("already");
    try (MoveDatabase other = new MoveDatabase()) {
      assertThat(MoveRun.here(folder, other).err())
          .last()
          .asString()
          .contains("take it back first");
      assertThat(MoveRun.takeBack(folder).code()).isZero();
      assertThat(StoreView.of(folder)).containsExactlyElementsOf(before);
      assertThat(MoveRun.here(folder, database).err()).last().asString().contains("empty database");
      assertThat(MoveRun.here(folder, other).code()).isZero();
    }
  }
}
