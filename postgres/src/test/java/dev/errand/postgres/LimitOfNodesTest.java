// SPDX-License-Identifier: Apache-2.0
package dev.errand.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import dev.errand.Errand;
import dev.errand.limit.Limit;
import dev.errand.limit.Limits;
import dev.errand.limit.Rate;
import dev.errand.limit.Scope;
import dev.errand.limit.SharedBy;
import dev.errand.limit.Shares;
import dev.errand.limit.Terms;
import dev.errand.store.Claim;
import dev.errand.store.Claimed;
import dev.errand.task.Task;
import dev.errand.testkit.ChildJvm;
import dev.errand.testkit.Work;
import java.io.BufferedReader;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A limit holds on two nodes of which one is killed again and again, and nothing gets stuck. */
class LimitOfNodesTest {

  private static final Duration PATIENCE = Duration.ofSeconds(90);
  private static final int TASKS = 200;
  private static final int KILLS = 3;

  @TempDir Path folder;

  private final PostgresSettings settings = Database.fresh().lease(LimitedNode.LEASE);

  @Test
  void isNeverExceededAndNeverInTheWay() throws Exception {
    Random random = new Random(5);
    try (FileOutputStream witness = LimitedNode.witness(folder);
        Errand here = LimitedNode.start(settings, folder, "here", 2, () -> {})) {
      List<Task> tasks = new ArrayList<>();
      for (int kill = 0; kill < KILLS; kill++) {
        String name = "node-" + kill;
        Process process = startNode(name);
        try {
          BufferedReader lines = process.inputReader(StandardCharsets.US_ASCII);
          // Until it runs something: a kill has something to kill.
          for (int i = 0; i <= TASKS / KILLS || !lines.ready(); i++) {
            tasks.add(here.submit(Work.submission("x").build()));
            if (random.nextInt(8) == 0) {
              here.cancel(tasks.get(random.nextInt(tasks.size())).id(), Optional.empty());
            }
          }
        } finally {
          process.destroyForcibly().waitFor();
        }
        // Before anybody may take over what it ran.
        LimitedNode.write(witness, "killed " + name + " 0");
      }
      for (Task task : tasks) {
        assertThat(here.await(task.id(), PATIENCE).orElseThrow().status().isTerminal())
            .as("%s", task)
            .isTrue();
      }
    }
    assertThat(mostAtOnce()).isEqualTo(LimitedNode.LIMIT);
  }

  @Test
  void twoThatStartAtOnceLetInNoMoreThanMayWaitAndBeStarted() {
    Limit limit = Limit.NONE.waiting(20).rate(new Rate(30, Duration.ofHours(1)));
    try (PostgresStore first = Tasks.opened(settings, "first");
        PostgresStore second = Tasks.opened(settings, "second")) {
      assertThat(letIn(List.of(first, second), limit)).as("may wait").isEqualTo(20);
      assertThat(Tasks.claim(first, 100)).hasSize(20);
      assertThat(letIn(List.of(first, second), limit)).as("are left of the rate").isEqualTo(10);
    }
  }

  /** What a claim has made RUNNING and does not answer is run by nobody. */
  @Test
  void aClaimThatFindsMoreRoomThanWasCountedBeforeItAnswersWhatItTook() throws Exception {
    Scope scope = new Scope.OfOperation(Tasks.OPERATION);
    Limits two = new Limits(SharedBy.NOBODY, Map.of(scope, Limit.NONE.concurrency(2)), Set.of());
    Terms terms = new Terms(() -> two, new Shares(), new AtomicBoolean());
    try (PostgresStore store = Tasks.opened(settings, "node");
        Connection other = DriverManager.getConnection(settings.url());
        Statement statement = other.createStatement()) {
      for (int i = 0; i < 3; i++) {
        Tasks.done(store.insert(Tasks.task()));
      }
      Tasks.claim(store, 1);
      other.setAutoCommit(false);
      // It can be read, and so counted, and not changed.
      statement.execute("LOCK TABLE task IN SHARE MODE");
      statement.execute("UPDATE task SET status = 2, holder = NULL, ended = 0 WHERE status = 1");

      CompletableFuture<List<Claimed>> claim =
          store.claim(new Claim(false, () -> 2, InstantSource.system(), terms));
      new OutputTables(settings)
          .await(
              "SELECT count(*) FROM pg_locks WHERE NOT granted AND relation = 'task'::regclass", 1);
      other.commit();

      assertThat(Tasks.done(claim)).hasSize(2);
      assertThat(terms.heldBack()).isFalse();
    }
  }

  /** Of 200 starts in the same moment. */
  private static long letIn(List<PostgresStore> stores, Limit limit) {
    Limits.Applied bound = new Limits.Applied(new Scope.OfOperation(Tasks.OPERATION), limit);
    List<CompletableFuture<Boolean>> starts = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      for (PostgresStore store : stores) {
        starts.add(
            store
                .insert(Tasks.task().within(List.of(bound)))
                .handle((task, refused) -> refused == null));
      }
    }
    return starts.stream().filter(Tasks::done).count();
  }

  private Process startNode(String name) throws IOException {
    Process process =
        new ProcessBuilder(
                ChildJvm.command(LimitedNode.class, settings.url(), folder.toString(), name))
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    BufferedReader lines = process.inputReader(StandardCharsets.US_ASCII);
    assertThat(lines.lines().anyMatch("started"::equals)).isTrue();
    return process;
  }

  /** By what the attempts wrote: a line is written after its claim, or before its end. */
  private long mostAtOnce() throws IOException {
    Set<String> running = new HashSet<>();
    long most = 0;
    for (String line : Files.readAllLines(folder.resolve("witness"))) {
      String[] words = line.split(" ", -1);
      String attempt = words[1] + " " + words[2];
      switch (words[0]) {
        case "begin" -> running.add(attempt);
        case "end" -> running.remove(attempt);
        default -> running.removeIf(one -> one.startsWith(words[1] + " "));
      }
      most = Math.max(most, running.size());
    }
    return most;
  }
}
