// SPDX-License-Identifier: Apache-2.0
package dev.errand.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.errand.task.Json;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** A server that is emptied and ends. */
class DrainTest {

  @TempDir private Path folder;

  private static HttpResponse<String> post(RunningServer server, String path, String json) {
    return server.send(
        HttpRequest.newBuilder(server.address().resolve(path))
            .header("Content-Type", "application/json")
            .header("Prefer", "respond-async")
            .POST(BodyPublishers.ofString(json))
            .build());
  }

  private static HttpResponse<String> echo(RunningServer server, int pause) {
    return post(
        server,
        "/processes/echo/execution",
        "{\"inputs\":{\"text\":\"hello\",\"pause\":" + pause + "}}");
  }

  private static JsonNode running(HttpResponse<String> answer) {
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return new Json(answer.body()).parse().path("running");
  }

  @Test
  void startsNothingShowsWhatRunsAndEndsWhenThatHas() {
    try (RunningServer server = RunningServer.start(folder)) {
      String job = new Json(echo(server, 3_600).body()).parse().path("jobID").asString("");
      HttpResponse<String> bare = post(server, "/actuator/drain?deadline=10", "{}");
      assertThat(bare.statusCode()).isEqualTo(400);
      assertThat(bare.body())
          .isEqualTo(
              "The deadline cannot be '10': a time has a unit; write 10s, 10m, 10h or 10d\n");
      String answer = post(server, "/actuator/drain?deadline=soon", "{}").body();
      assertThat(server.get("/actuator/health").statusCode()).as(answer).isEqualTo(200);
      assertThat(server.get("/actuator/health/readiness").statusCode()).isEqualTo(200);

      JsonNode running = running(post(server, "/actuator/drain", "{\"deadline\":\"5m\"}"));
      assertThat(running.size()).isEqualTo(1);
      assertThat(running.path(0).path("job").asString("")).isEqualTo(job);
      HttpResponse<String> refused = echo(server, 0);
      assertThat(refused.statusCode()).isEqualTo(503);
      assertThat(refused.headers().firstValue("Retry-After")).isPresent();
      HttpResponse<String> readiness = server.get("/actuator/health/readiness");
      assertThat(readiness.statusCode()).isEqualTo(503);
      assertThat(new Json(readiness.body()).parse().at("/components/errand/status").asString(""))
          .isEqualTo("OUT_OF_SERVICE");
      assertThat(server.get("/actuator/health/liveness").statusCode()).isEqualTo(200);
      assertThat(server.get("/jobs/" + job).body()).contains("\"running\"");
      assertThat(running(post(server, "/actuator/drain", "{}")).size()).isEqualTo(1);

      server.send(
          HttpRequest.newBuilder(server.address().resolve("/jobs/" + job)).DELETE().build());
      assertThat(server.child().ended().code()).isEqualTo(ExitCode.DONE);
    }
  }

  @Test
  void endsAtTheDeadline() throws IOException {
    Path impatient = folder.resolve("impatient.properties");
    Files.writeString(impatient, "errand.stop-patience=0s\n");
    try (RunningServer server = RunningServer.start(folder, "--config", impatient.toString())) {
      echo(server, 3_600);
      HttpResponse<String> answer =
          server.send(
              HttpRequest.newBuilder(server.address().resolve("/actuator/drain?deadline=0s"))
                  .POST(BodyPublishers.noBody())
                  .build());
      assertThat(running(answer).size()).isEqualTo(1);
      assertThat(server.child().ended().code()).isEqualTo(ExitCode.DONE);
    }
  }
}
