// SPDX-License-Identifier: Apache-2.0
package dev.errand.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.errand.Errand;
import dev.errand.operation.CancelledException;
import dev.errand.operation.Operation;
import dev.errand.operation.OperationSpec;
import dev.errand.operation.OutlivesServer;
import dev.errand.operation.TaskContext;
import dev.errand.sqlite.SqliteStore;
import dev.errand.task.Json;
import dev.errand.task.Submission;
import dev.errand.task.TaskId;
import dev.errand.task.TaskStatus;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class GracefulStopTest {

  @TempDir private Path folder;

  private record Nothing() {}

  private record Outliver(CountDownLatch begun)
      implements Operation<Nothing, Json>, OutlivesServer {

    @Override
    public OperationSpec<Nothing, Json> spec() {
      return OperationSpec.of("days", "Takes days", Nothing.class, Json.class);
    }

    @Override
    public Json run(Nothing inputs, TaskContext context) throws Exception {
      CountDownLatch told = new CountDownLatch(1);
      try (TaskContext.Registration _ = context.onCancel(told::countDown)) {
        begun.countDown();
        context.uninterrupted(() -> {
          told.await();
          return true;
        });
      }
      throw new CancelledException();
    }

    @Override
    public boolean isLeft(TaskId task, int attempt) {
      return true;
    }

    @Override
    public void end(TaskId task, int attempt) {}
  }

  @Test
  void saysOfWhatOutlivesTheServerThatItGoesOn() throws InterruptedException {
    Outliver days = new Outliver(new CountDownLatch(1));
    ByteArrayOutputStream screen = new ByteArrayOutputStream();
    try (Errand errand =
        Errand.builder().store(SqliteStore.in(folder)).data(folder).operation(days).build()) {
      errand.start();
      TaskId task = errand.submit(Submission.of("days", Json.EMPTY_OBJECT)).id();
      days.begun().await();

      new GracefulStop(
              errand, Duration.ofSeconds(20), new PrintStream(screen, true, StandardCharsets.UTF_8))
          .run();

      assertThat(screen.toString(StandardCharsets.UTF_8))
          .contains("  1 days: goes on by itself, and the next server here goes on with it");
      assertThat(errand.task(task.number()).orElseThrow().status()).isEqualTo(TaskStatus.RUNNING);
    }
  }
}
