// SPDX-License-Identifier: Apache-2.0
package dev.errand.ogc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.errand.http.ContainerPrincipals;
import dev.errand.operation.RetryPolicy;
import dev.errand.task.Json;
import dev.errand.task.Submission;
import dev.errand.task.Task;
import dev.errand.testkit.Work;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** A job that waits for another attempt after one that failed. */
final class DeferredJobTest {

  private static final Duration HOUR = Duration.ofHours(1);

  @TempDir private Path data;

  @Test
  void saysWhenItIsTriedAgain() throws Exception {
    Work failing =
        Work.of(
                "failing",
                (in, context) -> {
                  throw new IOException("no tape\non the shelf");
                })
            .retry(RetryPolicy.attempts(2).delays(HOUR, HOUR));
    try (OgcServer server = new OgcServer(data, ContainerPrincipals.open(), failing)) {
      Task task =
          server.errand.submit(
              Submission.builder("failing").inputs(Json.of(Work.In.named("x"))).build());
      JsonNode job = server.json(OgcServer.path(task));
      while (job.path("due").isMissingNode()) {
        server.errand.await(task.id(), Duration.ofMillis(20));
        job = server.json(OgcServer.path(task));
      }

      assertThat(job.path("status").asString("")).isEqualTo("accepted");
      assertThat(job.path("attempt").asInt(0)).isEqualTo(1);
      assertThat(job.path("message").asString(""))
          .isEqualTo(
              "Attempt 1 of 2 failed: no tape. The next begins at %s or soon after."
                  .formatted(job.path("due").asString("")));
      assertThat(job.path("lastError").toString())
          .isEqualTo(
              "{\"attempt\":1,\"counted\":1,\"of\":2,\"type\":\"java.io.IOException\","
                  + "\"message\":\"no tape\\non the shelf\"}");
      server.clock.advance(HOUR);
      server.end(task);
      assertThat(server.json(OgcServer.path(task)).has("due")).isFalse();
      assertThat(server.json(OgcServer.path(task)).has("lastError")).isFalse();
    }
  }
}
