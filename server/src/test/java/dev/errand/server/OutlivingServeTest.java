// SPDX-License-Identifier: Apache-2.0
package dev.errand.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.errand.task.Json;
import dev.errand.testkit.Looks;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** A program goes on while its server is killed, and with the next one. */
@Timeout(value = 10, unit = TimeUnit.MINUTES)
@EnabledIfSystemProperty(named = "soak", matches = "true")
class OutlivingServeTest {

  private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(90);

  @TempDir private Path folder;

  @BeforeEach
  void declare() throws IOException {
    Files.writeString(
        Files.createDirectory(folder.resolve("operations")).resolve("count.yaml"),
        """
        name: count
        restart: keep
        result: last-line
        command:
        - sh
        - -c
        - |
          i=0
          while [ $i -lt 300 ]; do
            echo "line $i"
            if [ $i -eq 150 ]; then until [ -e %s ]; do sleep 0.05; done; fi
            i=$((i + 1))
          done
          echo '{"count": 300}'
        outputs: {count: {type: integer}}
        """
            .formatted(folder.resolve("gate")));
  }

  private static String start(RunningServer server) {
    HttpResponse<String> accepted =
        server.send(
            HttpRequest.newBuilder(server.address().resolve("/processes/count/execution"))
                .header("Content-Type", "application/json")
                .header("Prefer", "respond-async")
                .POST(HttpRequest.BodyPublishers.ofString("{}"))
                .build());
    String job = new Json(accepted.body()).parse().path("jobID").asString("");
    long begin = System.nanoTime();
    while (!server.get("/jobs/" + job + "/log").body().contains("line 150")) {
      assertThat(System.nanoTime() - begin).isLessThan(PATIENCE_NANOS);
      Looks.pause();
    }
    return job;
  }

  private void endAndCheck(RunningServer server, String job) throws IOException {
    Files.createFile(folder.resolve("gate"));
    long begin = System.nanoTime();
    JsonNode status = status(server, job);
    while (status.path("status").asString("").equals("running")) {
      assertThat(System.nanoTime() - begin).as(status.toString()).isLessThan(PATIENCE_NANOS);
      status = status(server, job);
    }
    assertThat(status.path("status").asString("")).as(status.toString()).isEqualTo("successful");
    assertThat(status.path("attempt").asInt(0)).isEqualTo(1);
    assertThat(server.get("/jobs/" + job + "/results").body()).contains("300");
    assertThat(
            server
                .get("/jobs/" + job + "/log")
                .body()
                .lines()
                .filter(line -> line.contains("line "))
                .map(line -> line.substring(line.indexOf("line "))))
        .containsExactlyElementsOf(IntStream.range(0, 300).mapToObj(i -> "line " + i).toList());
  }

  private static JsonNode status(RunningServer server, String job) {
    return new Json(
            server
                .send(
                    HttpRequest.newBuilder(server.address().resolve("/jobs/" + job))
                        .header("Prefer", "wait=5")
                        .build())
                .body())
        .parse();
  }

  @Test
  void withTasksInTheDataFolder() throws IOException {
    String job;
    try (RunningServer first = RunningServer.start(folder, "--operations", "operations")) {
      job = start(first);
    }
    try (RunningServer second = RunningServer.start(folder, "--operations", "operations")) {
      endAndCheck(second, job);
    }
  }

  /** Once the lease of the one that was killed has ended. */
  @Test
  void withTasksInADatabase() throws IOException {
    try (MoveDatabase database = new MoveDatabase()) {
      String[] options = {"--operations", "operations", "--store", database.url()};
      String job;
      try (RunningServer first = RunningServer.start(folder, options)) {
        job = start(first);
      }
      try (RunningServer second = RunningServer.start(folder, options)) {
        endAndCheck(second, job);
      }
    }
  }
}
