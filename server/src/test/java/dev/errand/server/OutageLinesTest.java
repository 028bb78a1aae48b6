// SPDX-License-Identifier: Apache-2.0
package dev.errand.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.errand.testkit.Looks;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What two servers write into their logs while their database is away, under load. */
class OutageLinesTest {

  private static final Duration PATIENCE = Duration.ofSeconds(90);

  @TempDir private Path folder;

  private EmbeddedPostgres.Builder database() {
    return EmbeddedPostgres.builder()
        .setDataDirectory(folder.resolve("database"))
        .setCleanDataDirectory(false)
        .setPGStartupWait(Duration.ofSeconds(60));
  }

  private RunningServer server(String name, String url) throws Exception {
    Path own = Files.createDirectory(folder.resolve(name));
    Files.writeString(own.resolve("errand.properties"), "errand.postgres.lease=5s\n");
    return RunningServer.start(
        own, "--config", "errand.properties", "--store", url, "--shared", "../shared");
  }

  private static HttpResponse<String> echo(RunningServer server, int pause) {
    return server.send(
        HttpRequest.newBuilder(server.address().resolve("/processes/echo/execution"))
            .header("Content-Type", "application/json")
            .header("Prefer", "respond-async")
            .POST(
                BodyPublishers.ofString(
                    "{\"inputs\":{\"text\":\"hello\",\"pause\":" + pause + "}}"))
            .build());
  }

  private static void await(int status, Supplier<HttpResponse<String>> request) {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    HttpResponse<String> answer = request.get();
    while (answer.statusCode() != status) {
      assertThat(System.nanoTime()).as(answer.body()).isLessThan(deadline);
      Looks.pause();
      answer = request.get();
    }
  }

  /** Asks for all that servers are asked for. */
  private static void askAround(RunningServer server) {
    HttpResponse<String> refused = echo(server, 0);
    assertThat(refused.statusCode()).isEqualTo(503);
    assertThat(refused.headers().firstValue("Retry-After")).isPresent();
    assertThat(refused.body()).contains("cannot reach its database");
    for (String address : List.of("/tasks", "/actuator/health")) {
      assertThat(server.get(address).statusCode()).as(address).isEqualTo(503);
    }
    assertThat(server.get("/actuator/prometheus").statusCode()).isEqualTo(200);
  }

  @Test
  void isALineWhenItBeginsAndOneWhenItIsOver() throws Exception {
    EmbeddedPostgres database = database().start();
    String url = database.getJdbcUrl("postgres", "postgres");
    try (RunningServer busy = server("busy", url);
        RunningServer idle = server("idle", url)) {
      String job = echo(busy, 3_600).headers().firstValue("Location").orElseThrow();
      assertThat(echo(idle, 0).statusCode()).isEqualTo(201);
      database.close();
      // Until its lease has ended, what runs is shown.
      await(503, () -> busy.get(job));
      askAround(busy);
      askAround(idle);

      database = database().setPort(database.getPort()).start();
      for (RunningServer server : List.of(busy, idle)) {
        await(201, () -> echo(server, 0));
        await(200, () -> server.get("/actuator/health"));
      }
      // It runs again, at either.
      await(
          200,
          () -> busy.send(HttpRequest.newBuilder(busy.address().resolve(job)).DELETE().build()));
      for (RunningServer server : List.of(busy, idle)) {
        server.child().signal("TERM");
        List<String> lines = server.child().ended().err();
        assertThat(lines)
            // One a minute, where the machine has much else to do.
            .filteredOn(line -> !line.contains("WARN  The store still fails, "))
            .satisfiesExactly(
                begun ->
                    assertThat(begun)
                        .contains("WARN  No task can be started until the store is back"),
                over -> assertThat(over).contains("INFO  The store works again"));
        assertThat(lines).hasSizeLessThan(5);
      }
    } finally {
      database.close();
    }
  }
}
