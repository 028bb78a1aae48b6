// SPDX-License-Identifier: Apache-2.0
package dev.errand.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import dev.errand.Errand;
import dev.errand.task.Task;
import dev.errand.task.TaskStatus;
import dev.errand.testkit.Gate;
import dev.errand.testkit.Work;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A laptop sleeps and wakes: its even clock has stood still, the other one is ahead. The lease is
 * so long that neither a renewal nor a look comes by itself while a test runs.
 */
class SuspendedMachineTest {

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final PostgresSettings settings = Database.fresh().lease(Duration.ofHours(10));
  private final OutputTables tables = new OutputTables(settings);
  private final AtomicLong asleep = new AtomicLong();
  private final Gate gate = new Gate();
  private final CompletableFuture<Boolean> cancelled = new CompletableFuture<>();
  private final Errand errand;

  SuspendedMachineTest(@TempDir Path folder) {
    errand =
        Errand.builder()
            .store(PostgresStore.at(settings, machine()))
            .data(folder)
            .node("laptop")
            .workers(1)
            .stopPatience(Duration.ZERO)
            .operation(
                Work.of((in, context) -> {
                  gate.pass();
                  cancelled.complete(context.isCancelled());
                  return null;
                }))
            .build();
  }

  private MachineClock machine() {
    return new MachineClock() {
      @Override
      public long nanos() {
        return System.nanoTime();
      }

      @Override
      public long millis() {
        return System.currentTimeMillis() + asleep.get();
      }
    };
  }

  private Task begun() throws InterruptedException {
    errand.start();
    Task task = errand.submit(Work.submission("long").build());
    gate.awaitReached();
    return task;
  }

  @AfterEach
  void close() {
    gate.open();
    errand.close();
  }

  @Test
  void anAttemptThatAsksLearnsThatItsLeaseIsOver() throws Exception {
    begun();
    // Meanwhile another node has found the lease to have ended.
    tables.change("DELETE FROM node WHERE name = 'laptop'");
    asleep.set(Duration.ofDays(1).toMillis());
    gate.open();

    assertThat(cancelled.get(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void anAttemptThatAsksGoesOnIfItsLeaseDoes() throws Exception {
    Task task = begun();
    asleep.set(Duration.ofDays(1).toMillis());
    gate.open();

    assertThat(cancelled.get(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isFalse();
    assertThat(errand.await(task.id(), PATIENCE).orElseThrow().status())
        .isEqualTo(TaskStatus.FINISHED);
  }
}
