// SPDX-License-Identifier: Apache-2.0
package dev.errand.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import dev.errand.Errand;
import dev.errand.task.Failure;
import dev.errand.task.Task;
import dev.errand.task.TaskStatus;
import dev.errand.testkit.ChildJvm;
import dev.errand.testkit.Gate;
import dev.errand.testkit.SettableClock;
import dev.errand.testkit.Work;
import java.io.BufferedReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Leases go by the database's clock: that of a node's machine may jump. */
@Execution(ExecutionMode.CONCURRENT)
class ClockJumpsTest {

  private static final Duration LEASE = Duration.ofSeconds(3);
  private static final Duration HOUR = Duration.ofHours(1);
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private static final String HEARTBEAT =
      "(SELECT extract(epoch FROM heartbeat) * 1000 FROM node WHERE name = '%s')::bigint";

  @TempDir Path folder;

  private final PostgresSettings settings = Database.fresh().lease(LEASE);
  private final OutputTables tables = new OutputTables(settings);
  private final SettableClock clock = new SettableClock(Instant.now());
  private final List<Errand> engines = new ArrayList<>();

  @AfterEach
  void close() {
    engines.forEach(Errand::close);
  }

  private Errand engine(String node, Work work) {
    Errand errand =
        Errand.builder()
            .store(PostgresStore.at(settings, jumping()))
            .data(folder.resolve(node))
            .node(node)
            .workers(1)
            .retention(HOUR.multipliedBy(12))
            .stopPatience(Duration.ZERO)
            .operation(work)
            .build();
    errand.start();
    engines.add(errand);
    return errand;
  }

  private MachineClock jumping() {
    return new MachineClock() {
      @Override
      public long nanos() {
        return System.nanoTime();
      }

      @Override
      public long millis() {
        return clock.millis();
      }
    };
  }

  /** An hour ahead, then an hour back, each until the node has renewed its lease twice. */
  private void jump(String node) {
    for (Duration by : List.of(HOUR, HOUR.multipliedBy(-2))) {
      clock.advance(by);
      for (int i = 0; i < 2; i++) {
        long before = heartbeat(node);
        tables.await("SELECT (%s > %d)::integer".formatted(HEARTBEAT.formatted(node), before), 1);
      }
    }
  }

  private long heartbeat(String node) {
    return tables.number("SELECT " + HEARTBEAT.formatted(node));
  }

  @Test
  void aNodeKeepsWhatItRunsWhileItsClockJumps() throws Exception {
    Gate gate = new Gate();
    Work work =
        Work.of((in, context) -> {
          gate.pass();
          return null;
        });
    Errand one = engine("one", work);
    Task task = one.submit(Work.submission("long").build());
    gate.awaitReached();
    engine("two", work);
    jump("one");
    gate.open();

    Task ended = one.await(task.id(), PATIENCE).orElseThrow();
    assertThat(ended.status()).isEqualTo(TaskStatus.FINISHED);
    assertThat(ended.attempt().number()).isEqualTo(1);
    assertThat(ended.attempt().node()).contains("one");
  }

  /** Neither sooner nor later for the clock of the node that takes over. */
  @Test
  void aNodeWhoseClockJumpsTakesOverWhenTheLeaseHasEnded() throws Exception {
    Task task;
    try (PostgresStore store = Tasks.opened(settings, "first")) {
      task = Tasks.done(store.insert(Tasks.task()));
    }
    Process process =
        new ProcessBuilder(ChildJvm.command(FrozenNode.class, settings.url(), LEASE.toString()))
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    try (BufferedReader lines = process.inputReader(StandardCharsets.US_ASCII)) {
      String claimed = "claimed " + task.id().number();
      assertThat(lines.lines().anyMatch(claimed::equals)).isTrue();
      Errand errand = engine("here", Work.of(Tasks.OPERATION, (in, context) -> null));
      jump("frozen");
      assertThat(errand.task(task.id().number()).orElseThrow().status())
          .isEqualTo(TaskStatus.RUNNING);
    } finally {
      process.destroyForcibly().waitFor();
    }
    clock.advance(HOUR.multipliedBy(-1));
    Task ended = engines.getFirst().await(task.id(), Duration.ofSeconds(20)).orElseThrow();
    assertThat(ended.failure()).map(Failure::type).contains(Failure.LOST);
    assertThat(tables.number("SELECT count(*) FROM node")).as("who is left").isEqualTo(1);
  }
}
