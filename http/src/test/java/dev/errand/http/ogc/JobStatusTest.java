// SPDX-License-Identifier: Apache-2.0
package dev.errand.http.ogc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.errand.Task;
import dev.errand.testkit.Gate;
import dev.errand.testkit.Work;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Section 6.1 of the contract: the status document of a job in every state. */
final class JobStatusTest {

  @TempDir Path data;
  private OgcServer server;

  @BeforeEach
  void start() throws Exception {
    server = new OgcServer(data);
  }

  @AfterEach
  void stop() throws Exception {
    server.close();
  }

  @Test
  void section61ARunningJobSaysHowFarItIs() throws Exception {
    Gate gate = new Gate();
    Task task =
        server.start((inputs, context) -> {
          context.progress("Reading \"it\"", 21, 50);
          gate.pass();
          return new Work.Out("");
        });
    gate.awaitReached();

    JsonNode job = server.json(OgcServer.path(task));

    assertThat(job.path("processID").asString("")).isEqualTo("work");
    assertThat(job.path("type").asString("")).isEqualTo("process");
    assertThat(job.path("jobID").asString("")).isEqualTo(task.id().key().toString());
    assertThat(job.path("status").asString("")).isEqualTo("running");
    assertThat(job.path("message").asString("")).isEqualTo("Reading \"it\"");
    assertThat(job.path("progress").asInt(-1)).isEqualTo(42);
    assertThat(job.path("created").asString("")).isEqualTo("2026-11-22T06:00:00Z");
    assertThat(job.has("finished")).isFalse();
    gate.open();
    server.end(task);
  }
}
