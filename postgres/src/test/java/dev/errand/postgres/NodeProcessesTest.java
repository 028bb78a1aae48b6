// SPDX-License-Identifier: Apache-2.0
package dev.errand.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import dev.errand.store.AttemptRef;
import dev.errand.store.Lost;
import dev.errand.store.StoreEvent;
import dev.errand.task.Task;
import dev.errand.task.TaskStatus;
import dev.errand.testkit.ChildJvm;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** A node in a process of its own is killed or frozen; another takes over. */
class NodeProcessesTest {

  private static final Duration LEASE = Duration.ofSeconds(3);
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final PostgresSettings settings = Database.fresh().lease(LEASE);
  private final Events events = new Events();
  private final PostgresStore store = PostgresStore.at(settings);
  private Task task;
  private Process process;

  @BeforeEach
  void start() throws Exception {
    store.onEvent(events);
    store.open("here", Set.of(Tasks.OPERATION));
    task = Tasks.done(store.insert(Tasks.task()));
    process =
        new ProcessBuilder(ChildJvm.command(FrozenNode.class, settings.url(), LEASE.toString()))
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
  }

  @AfterEach
  void close() throws Exception {
    process.destroyForcibly().waitFor();
    store.close();
  }

  /** Reads lines until that one comes. */
  private static void awaitLine(BufferedReader lines, String expected) throws IOException {
    String line;
    do {
      line = lines.readLine();
      assertThat(line).as("a line before the end").isNotNull();
    } while (!line.equals(expected));
  }

  private Lost awaitLost() throws InterruptedException {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    List<Lost> lost = Tasks.lost(store);
    while (lost.isEmpty() && System.nanoTime() < deadline) {
      events.await(StoreEvent.ATTEMPTS_LOST, PATIENCE);
      lost = Tasks.lost(store);
    }
    assertThat(lost).hasSize(1);
    return lost.getFirst();
  }

  @Test
  void whatAKilledNodeWasRunningIsTakenOverWhenItsLeaseHasEnded() throws Exception {
    try (BufferedReader lines = process.inputReader(StandardCharsets.US_ASCII)) {
      awaitLine(lines, "claimed " + task.id().number());
      assertThat(Tasks.lost(store)).as("it runs there").isEmpty();
      process.destroyForcibly().waitFor();

      Lost lost = awaitLost();
      assertThat(lost.task().id()).isEqualTo(task.id());
      Tasks.done(store.requeue(AttemptRef.of(lost.task()), Tasks.requeueing()));
      assertThat(Tasks.lost(store)).isEmpty();
      assertThat(Tasks.claim(store, 1).getFirst().task().attempt().number()).isEqualTo(2);
    }
  }

  @Test
  @EnabledOnOs({OS.LINUX, OS.MAC})
  void aFrozenNodeFindsItsWritesRefusedAndIsToldToStop() throws Exception {
    try (BufferedReader lines = process.inputReader(StandardCharsets.US_ASCII);
        Writer input = process.outputWriter(StandardCharsets.US_ASCII)) {
      awaitLine(lines, "claimed " + task.id().number());
      signal("STOP");
      Lost lost = awaitLost();
      Tasks.done(store.requeue(AttemptRef.of(lost.task()), Tasks.requeueing()));
      Task again = Tasks.claim(store, 1).getFirst().task();
      signal("CONT");

      input.write("write\n");
      input.flush();
      input.write("write\n");
      input.flush();
      assertThat(readUntilTold(lines)).allMatch(line -> line.equals("wrote false false"));
      assertThat(Tasks.done(store.end(AttemptRef.of(again), Tasks.finished())))
          .map(Task::status)
          .contains(TaskStatus.FINISHED);
    }
  }

  /** What two writes came to, once the process was told to stop as well. */
  private static List<String> readUntilTold(BufferedReader lines) throws IOException {
    List<String> writes = new ArrayList<>();
    boolean told = false;
    while (writes.size() < 2 || !told) {
      String line = lines.readLine();
      assertThat(line).as("a line before the end").isNotNull();
      told |= line.equals("event LeaseEnds");
      if (line.startsWith("wrote")) {
        writes.add(line);
      }
    }
    return writes;
  }

  private void signal(String name) throws IOException, InterruptedException {
    Process kill = new ProcessBuilder("kill", "-" + name, String.valueOf(process.pid())).start();
    assertThat(kill.waitFor(10, TimeUnit.SECONDS)).isTrue();
    assertThat(kill.exitValue()).isZero();
  }
}
