// SPDX-License-Identifier: Apache-2.0
package dev.errand.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StopTest {

  @TempDir private Path folder;

  @Test
  void keepsTasksThroughKillMinusNine() {
    String task;
    try (RunningServer server = RunningServer.start(folder)) {
      assertThat(server.put("/repos/demo/init").statusCode()).isEqualTo(201);
      assertThat(server.get("/repos/demo/osm/import.json?uri=none.osm").statusCode())
          .isEqualTo(200);
      server.child().close();
    }
    try (RunningServer server = RunningServer.start(folder)) {
      task = server.get("/tasks/1.json").body();
      assertThat(server.get("/tasks.json").statusCode()).isEqualTo(200);
    }
    assertThat(task).contains("\"id\":1", "FAILED");
  }

  private RunningServer patient() throws IOException {
    Files.writeString(folder.resolve("patient.properties"), "errand.stop-patience=1h\n");
    return RunningServer.start(folder, "--config", "patient.properties");
  }

  private static HttpResponse<String> echo(RunningServer server) {
    return server.send(
        HttpRequest.newBuilder(server.address().resolve("/processes/echo/execution"))
            .header("Content-Type", "application/json")
            .header("Prefer", "respond-async")
            .POST(BodyPublishers.ofString("{\"inputs\":{\"text\":\"hello\",\"pause\":3600}}"))
            .build());
  }

  @Test
  void saysWhatRunsAnswersPollsUntilTheEndAndRefusesStarts() throws IOException {
    try (RunningServer server = patient()) {
      String job = echo(server).headers().firstValue("Location").orElseThrow();
      server.child().signal("INT");

      assertThat(server.child().lineWith("Stopping"))
          .isEqualTo(
              "Stopping. A task runs and has 1h to end; a second Ctrl-C (or signal) does not"
                  + " wait.");
      assertThat(server.child().lineWith("echo"))
          .isEqualTo(
              "  1 echo: waits again, and is repeated at the next start or by another server");
      assertThat(server.get(job).body()).contains("\"running\"");
      HttpResponse<String> refused = echo(server);
      assertThat(refused.statusCode()).isEqualTo(503);
      assertThat(refused.headers().firstValue("Retry-After")).isPresent();
      assertThat(server.get("/actuator/health/readiness").statusCode()).isEqualTo(503);

      server.send(HttpRequest.newBuilder(server.address().resolve(job)).DELETE().build());
      Child.Ended ended = server.child().ended();
      assertThat(ended.out()).endsWith("Nothing runs any more.\n");
      assertThat(ended.code()).isEqualTo(130);
      assertThat(ended.err()).isEmpty();
    }
  }

  @Test
  void theSecondSignalDoesNotWait() throws IOException {
    String job;
    try (RunningServer server = patient()) {
      job = echo(server).headers().firstValue("Location").orElseThrow();
      server.child().signal("TERM");
      server.child().lineWith("Stopping");
      server.child().signal("INT");

      assertThat(server.child().ended().code()).isEqualTo(130);
    }
    try (RunningServer server = RunningServer.start(folder)) {
      assertThat(server.get(URI.create(job).getPath()).statusCode()).isEqualTo(200);
    }
  }

  @Test
  void endsSoonWhenAsked() {
    try (RunningServer server = RunningServer.start(folder)) {
      assertThat(server.get("/tasks").statusCode()).isEqualTo(200);
      long begin = System.nanoTime();
      server.child().signal("TERM");

      Child.Ended ended = server.child().ended();

      assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(10));
      assertThat(ended.code()).isEqualTo(143);
      assertThat(ended.err()).isEmpty();
    }
  }
}
