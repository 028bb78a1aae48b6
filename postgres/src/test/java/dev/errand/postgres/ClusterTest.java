// SPDX-License-Identifier: Apache-2.0
package dev.errand.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import dev.errand.Errand;
import dev.errand.operation.Asks;
import dev.errand.operation.Question;
import dev.errand.task.Answer;
import dev.errand.task.Failure;
import dev.errand.task.Json;
import dev.errand.task.Submission;
import dev.errand.task.Task;
import dev.errand.task.TaskId;
import dev.errand.task.TaskStatus;
import dev.errand.task.Watch;
import dev.errand.testkit.ChildJvm;
import dev.errand.testkit.Work;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Engines on one database. */
class ClusterTest {

  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Duration USUAL_LEASE = Duration.ofSeconds(15);
  private static final int TASKS = 600;

  @TempDir Path folder;

  private final PostgresSettings settings = Database.empty().lease(EngineNode.LEASE);
  private final List<Errand> engines = new ArrayList<>();
  private final List<Process> processes = new ArrayList<>();

  @AfterEach
  void close() throws InterruptedException {
    engines.forEach(Errand::close);
    for (Process process : processes) {
      process.destroyForcibly().waitFor();
    }
  }

  private Errand engine(String node, Work work) {
    Errand errand =
        Errand.builder()
            .store(PostgresStore.at(settings.lease(USUAL_LEASE)))
            .data(folder.resolve(node))
            .node(node)
            .workers(1)
            .stopPatience(Duration.ZERO)
            .operation(work)
            .build();
    errand.start();
    engines.add(errand);
    return errand;
  }

  @Test
  void aCancelReachesAnAttemptOnTheOtherNode() throws Exception {
    CountDownLatch running = new CountDownLatch(1);
    Work work =
        Work.of((in, context) -> {
          running.countDown();
          new CountDownLatch(1).await();
          return null;
        });
    Errand one = engine("one", work);
    Task task = one.submit(Work.submission("long").build());
    assertThat(running.await(30, TimeUnit.SECONDS)).isTrue();
    Errand two = engine("two", work);
    two.cancel(task.id(), Optional.of("ann"));

    Task ended = two.await(task.id(), PATIENCE).orElseThrow();
    assertThat(ended.status()).isEqualTo(TaskStatus.CANCELLED);
    assertThat(ended.attempt().node()).contains("one");
  }

  /** One attempt keeps its worker, the other's task is parked; both are answered elsewhere. */
  @Test
  void anAnswerReachesTheOtherNode() throws Exception {
    Question go = Question.yesOrNo("go", "Go on?");
    Work.Body ask = (in, context) -> new Work.Out(context.ask(go).isAccepted() ? "yes" : "no");
    Errand one = engine("one", Work.of("begins", ask).asks(Asks.AND_BEGINS_AGAIN));
    Task begins = one.submit(Submission.builder("begins").inputs(Json.EMPTY_OBJECT).build());
    until(one, begins, Task::isParked);
    Errand two = engine("two", Work.of(ask).asks(Asks.AND_STAYS));
    Task stays = two.submit(Work.submission("x").build());
    until(two, stays, Task::isAsking);
    Map<String, Answer.Given> yes = Map.of("go", new Answer.Accepted(Json.EMPTY_OBJECT));

    assertThat(one.questions().answer(stays.id(), yes, Optional.of("ann")).orElseThrow().taken())
        .containsExactly("go");
    two.questions().answer(begins.id(), yes, Optional.of("ann"));

    Task ended = one.await(stays.id(), PATIENCE).orElseThrow();
    assertThat(ended.result()).contains(new Json("{\"text\":\"yes\"}"));
    assertThat(ended.attempt().node()).contains("two");
    assertThat(two.await(begins.id(), PATIENCE).orElseThrow().result())
        .contains(new Json("{\"text\":\"yes\"}"));
  }

  private static void until(Errand errand, Task task, Predicate<Task> is)
      throws InterruptedException {
    try (Watch watch = errand.watch(task.id())) {
      while (!is.test(watch.view().orElseThrow().task())) {
        assertThat(watch.await(PATIENCE)).isTrue();
      }
    }
  }

  @Test
  void whatFailsByHandElsewhereKeepsNoWorker() throws Exception {
    CountDownLatch running = new CountDownLatch(1);
    CountDownLatch deafUntil = new CountDownLatch(1);
    CountDownLatch both = new CountDownLatch(2);
    Work work =
        Work.of((in, context) -> {
          if (in.name().equals("deaf")) {
            running.countDown();
            context.uninterrupted(() -> {
              deafUntil.await();
              return null;
            });
          } else {
            both.countDown();
            assertThat(both.await(30, TimeUnit.SECONDS)).isTrue();
          }
          return null;
        });
    Errand one = engine("one", work);
    Task deaf = one.submit(Work.submission("deaf").build());
    assertThat(running.await(30, TimeUnit.SECONDS)).isTrue();
    Errand two = engine("two", work);

    two.control().fail(deaf.id(), "it hangs", Optional.of("root"));

    // Each needs the other at work, and a node has one worker.
    Task first = two.submit(Work.submission("first").build());
    Task second = two.submit(Work.submission("second").build());
    assertThat(two.await(first.id(), PATIENCE).orElseThrow().status())
        .isEqualTo(TaskStatus.FINISHED);
    assertThat(two.await(second.id(), PATIENCE).orElseThrow().status())
        .isEqualTo(TaskStatus.FINISHED);
    deafUntil.countDown();
    assertThat(one.task(deaf.id().number()).orElseThrow().failure().orElseThrow().type())
        .isEqualTo(Failure.BY_HAND);
  }

  @Test
  void whatOneNodeHasNoWorkerForRunsOnTheOther() throws Exception {
    CountDownLatch both = new CountDownLatch(2);
    Work work =
        Work.of((in, context) -> {
          both.countDown();
          assertThat(both.await(30, TimeUnit.SECONDS)).isTrue();
          return null;
        });
    Errand one = engine("one", work);
    engine("two", work);
    Task first = one.submit(Work.submission("first").build());
    Task second = one.submit(Work.submission("second").build());

    assertThat(one.await(first.id(), PATIENCE).orElseThrow().status())
        .isEqualTo(TaskStatus.FINISHED);
    assertThat(one.await(second.id(), PATIENCE).orElseThrow().status())
        .isEqualTo(TaskStatus.FINISHED);
  }

  /** Two of three nodes are killed in turn and come back. */
  @Test
  void everyTaskEndsAndNothingRunsTwiceWhileNodesAreKilled() throws Exception {
    Errand here = EngineNode.start(settings, folder, "here");
    engines.add(here);
    Process first = startNode("first");
    Process second = startNode("second");
    List<TaskId> submitted = new ArrayList<>();
    for (int i = 0; i < TASKS; i++) {
      submitted.add(here.submit(submission(i)).id());
      if (i == TASKS / 3) {
        first.destroyForcibly().waitFor();
      }
      if (i == TASKS / 2) {
        first = startNode("first");
        second.destroyForcibly().waitFor();
      }
    }

    Map<Long, Task> ended = new HashMap<>();
    for (TaskId id : submitted) {
      Task task = here.await(id, PATIENCE).orElseThrow();
      assertThat(task.status().isTerminal()).as("%s", task).isTrue();
      ended.put(id.number(), task);
    }
    assertThat(ended).hasSize(TASKS);
    assertThat(ended.values())
        .filteredOn(task -> task.status() != TaskStatus.FINISHED)
        .allSatisfy(task -> {
          assertThat(task.operation()).isEqualTo("once");
          assertThat(task.failure()).map(Failure::type).contains(Failure.LOST);
        });
    check(ended);
  }

  private static Submission submission(int i) {
    Submission.Builder submission =
        Submission.builder(i % 4 == 0 ? "repeatable" : "once").inputs(Json.EMPTY_OBJECT);
    if (i % 3 == 0) {
      submission.orderingKey("key-" + i % 5);
    }
    return submission.build();
  }

  /** What the attempts themselves have written while they ran. */
  private void check(Map<Long, Task> ended) throws IOException {
    Set<String> lines = new HashSet<>();
    Set<Long> once = new HashSet<>();
    Map<String, Long> last = new HashMap<>();
    for (String line : Files.readAllLines(folder.resolve("witness"))) {
      assertThat(lines.add(line)).as("attempt %s once", line).isTrue();
      long number = Long.parseLong(line.split(" ", 2)[0]);
      Task task = Objects.requireNonNull(ended.get(number));
      if (task.operation().equals("once")) {
        assertThat(once.add(number)).as("task %d once", number).isTrue();
      }
      task.submission()
          .orderingKey()
          .ifPresent(key ->
              assertThat(last.merge(key, number, Math::max))
                  .as("the order of %s", key)
                  .isEqualTo(number));
    }
    assertThat(ended.values())
        .extracting(task -> task.attempt().node())
        .doesNotContain(Optional.empty());
  }

  private Process startNode(String name) throws IOException {
    Process process =
        new ProcessBuilder(
                ChildJvm.command(EngineNode.class, settings.url(), folder.toString(), name))
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    processes.add(process);
    BufferedReader lines = process.inputReader(StandardCharsets.US_ASCII);
    // A node that starts slowly may have something to say before that.
    assertThat(lines.lines().anyMatch("started"::equals)).isTrue();
    return process;
  }
}
