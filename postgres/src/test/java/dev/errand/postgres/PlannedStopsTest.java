// SPDX-License-Identifier: Apache-2.0
package dev.errand.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import dev.errand.Errand;
import dev.errand.operation.Recovery;
import dev.errand.task.Failure;
import dev.errand.task.LogEntry;
import dev.errand.task.Task;
import dev.errand.task.TaskStatus;
import dev.errand.testkit.Work;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Deployments and absences of the database use up none of the attempts that a task may have. */
@EnabledOnOs({OS.LINUX, OS.MAC})
class PlannedStopsTest {

  private static final Duration LEASE = Duration.ofSeconds(3);
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final int STOPS = 5;
  private static final int OUTAGES = 2;
  private static final int MOST = 3;

  @TempDir Path folder;

  private final BlockingQueue<Integer> begun = new LinkedBlockingQueue<>();
  private final BlockingQueue<Integer> stopped = new LinkedBlockingQueue<>();
  private CrashingServer server;
  private Errand errand;

  @BeforeEach
  void start() {
    server = new CrashingServer(folder.resolve("database"));
    errand = started();
  }

  @AfterEach
  void stop() throws Exception {
    errand.close();
    server.close();
  }

  /** An operation that works until it is told to stop. */
  private Errand started() {
    Work work =
        Work.of(
                (in, context) -> {
                  begun.add(context.attempt());
                  try {
                    // Until it is interrupted, as code that waits is told to stop.
                    new CountDownLatch(1).await();
                  } finally {
                    stopped.add(context.attempt());
                  }
                  return null;
                })
            .recovery(new Recovery.Retry(MOST));
    Errand one =
        Errand.builder()
            .store(PostgresStore.at(PostgresSettings.of(server.url()).readers(4).lease(LEASE)))
            .data(folder.resolve("data"))
            .node("one")
            .workers(1)
            .stopPatience(Duration.ZERO)
            .operation(work)
            .build();
    one.start();
    return one;
  }

  private static int next(BlockingQueue<Integer> queue) throws InterruptedException {
    return Objects.requireNonNull(queue.poll(PATIENCE.toSeconds(), TimeUnit.SECONDS), "in time");
  }

  private OutputTables tables() {
    return new OutputTables(PostgresSettings.of(server.url()));
  }

  @Test
  void aTaskLivesThroughThemAndStillHasItsThree() throws Exception {
    Task task = errand.submit(Work.submission("long").build());
    for (int i = 1; i <= STOPS; i++) {
      assertThat(next(begun)).isEqualTo(i);
      errand.close();
      assertThat(next(stopped)).isEqualTo(i);
      errand = started();
    }
    for (int i = 1; i <= OUTAGES; i++) {
      assertThat(next(begun)).isEqualTo(STOPS + i);
      server.crash();
      assertThat(next(stopped)).isEqualTo(STOPS + i);
      server.restart();
    }
    for (int i = 1; i <= MOST; i++) {
      assertThat(next(begun)).isEqualTo(STOPS + OUTAGES + i);
      assertThat(errand.task(task.id().number()).orElseThrow().attempt().counted()).isEqualTo(i);
      // As if it had been away for so long that another node took over: that does count.
      tables().change("DELETE FROM node");
      assertThat(next(stopped)).isEqualTo(STOPS + OUTAGES + i);
    }

    Task ended = errand.await(task.id(), PATIENCE).orElseThrow();
    assertThat(ended.status()).isEqualTo(TaskStatus.FAILED);
    assertThat(ended.failure()).map(Failure::type).contains(Failure.LOST);
    assertThat(ended.failure().flatMap(Failure::message).orElseThrow()).contains("last of the 3");
    List<String> log = lines(task);
    assertThat(log).filteredOn(line -> line.contains("The server stopped during")).hasSize(STOPS);
    // By the comparison, or as its former self's, whatever comes first.
    assertThat(log)
        .filteredOn(
            line -> line.contains("lost its database") || line.contains("Nobody runs attempt"))
        .hasSize(OUTAGES);
    assertThat(log).filteredOn(line -> line.contains("does not count")).hasSize(STOPS + OUTAGES);
    assertThat(log).filteredOn(line -> line.contains("was lost with node one")).hasSize(MOST);
    assertThat(log).filteredOn(line -> line.contains("2 of 3 attempts count so far")).hasSize(1);
  }

  private List<String> lines(Task task) {
    return errand.log(task.id(), 1, 100).stream()
        .filter(LogEntry.Line.class::isInstance)
        .map(LogEntry.Line.class::cast)
        .map(LogEntry.Line::text)
        .toList();
  }
}
