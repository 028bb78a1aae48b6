// SPDX-License-Identifier: Apache-2.0
package dev.errand.ogc.echo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.errand.task.TaskStatus;
import dev.errand.testkit.Looks;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The engine stops while a caller waits for the results of a job, which is stored. */
class StopDuringExecutionTest {

  @TempDir Path data;

  /** Told to try again, the caller would start it twice. */
  @Test
  void theJobIsAnswered() throws Exception {
    try (EchoServer server = new EchoServer(data);
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<HttpResponse<String>> waiting =
          threads.submit(() -> server.echo("{\"inputs\":{\"text\":\"hello\",\"pause\":3600}}"));
      while (server.tasks().stream().noneMatch(task -> task.status() == TaskStatus.RUNNING)) {
        Looks.pause();
      }
      server.errand.close();
      HttpResponse<String> answer = waiting.get(60, TimeUnit.SECONDS);

      assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
      assertThat(EchoServer.header(answer, "Location")).contains("/jobs/");
      assertThat(answer.headers().firstValue("Retry-After")).isEmpty();
    }
  }
}
