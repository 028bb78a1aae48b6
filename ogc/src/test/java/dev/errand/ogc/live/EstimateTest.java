// SPDX-License-Identifier: Apache-2.0
package dev.errand.ogc.live;

import static org.assertj.core.api.Assertions.assertThat;

import dev.errand.task.Json;
import dev.errand.task.Task;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** What a job says of when it should end. */
class EstimateTest {

  @TempDir Path data;
  private LiveServer server;

  /** Six that ran for 10 to 60 seconds, until 06:03:30. */
  @BeforeEach
  void start() throws Exception {
    server = new LiveServer(data);
    for (int seconds = 10; seconds <= 60; seconds += 10) {
      Task task = server.start();
      server.clock.advance(Duration.ofSeconds(seconds));
      server.end(task);
    }
  }

  @AfterEach
  void stop() throws Exception {
    server.close();
  }

  private HttpResponse<String> get(Task task, String... headers) throws Exception {
    return server.get(LiveServer.path(task), headers);
  }

  private static JsonNode estimate(HttpResponse<String> answer) {
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return new Json(answer.body()).parse().path("estimate");
  }

  private static String tag(HttpResponse<String> answer) {
    return answer.headers().firstValue("ETag").orElseThrow();
  }

  @Test
  void aRunningJobSaysWhenItShouldEndAndHowOftenThatWasSo() throws Exception {
    Task task = server.start();

    assertThat(estimate(get(task)).toString())
        .isEqualTo(
            "{\"end\":{\"from\":\"2026-11-22T06:03:40Z\",\"to\":\"2026-11-22T06:04:30Z\"},"
                + "\"held\":{\"times\":0,\"of\":1}}");
    server.clock.advance(Duration.ofSeconds(61));
    assertThat(estimate(get(task)).path("end").toString())
        .isEqualTo("{\"from\":\"2026-11-22T06:04:31Z\"}");
    server.end(task);
    assertThat(estimate(get(task)).isMissingNode()).isTrue();
  }

  @Test
  void itsTagIsWeakAndDoesNotChangeWithTime() throws Exception {
    Task task = server.start();
    HttpResponse<String> first = get(task);
    server.clock.advance(Duration.ofSeconds(11));
    HttpResponse<String> later = get(task);

    assertThat(later.body()).isNotEqualTo(first.body());
    assertThat(tag(later)).isEqualTo(tag(first)).startsWith("W/\"");
    assertThat(get(task, "If-None-Match", tag(first)).statusCode()).isEqualTo(304);
    server.step(context -> context.progress("half", 1, 2));
    assertThat(tag(get(task))).isNotEqualTo(tag(first));
    server.end(task);
  }

  @Test
  void whoWaitsForAChangeIsNotWokenByAnotherEstimate() throws Exception {
    Task task = server.start();
    String tag = tag(get(task));
    CompletableFuture<HttpResponse<String>> answer = new CompletableFuture<>();
    Thread.ofVirtual()
        .start(() -> {
          try {
            answer.complete(get(task, "Prefer", "wait=30", "If-None-Match", tag));
          } catch (Exception e) {
            answer.completeExceptionally(e);
          }
        });
    server.awaitOpen(1);
    server.clock.advance(Duration.ofSeconds(30));
    server.log(20);
    assertThat(answer).isNotDone();

    server.step(context -> context.progress("half", 1, 2));

    HttpResponse<String> seen = answer.get(20, TimeUnit.SECONDS);
    assertThat(seen.body()).contains("half");
    assertThat(estimate(seen).path("end").path("from").asString(""))
        .isEqualTo("2026-11-22T06:04:00Z");
    server.end(task);
  }

  @Test
  void itCostsNoReadOfTheStore() throws Exception {
    Task task = server.start();
    assertThat(estimate(get(task)).isObject()).isTrue();
    long before = server.reads.ofTasks();

    for (int i = 0; i < 20; i++) {
      assertThat(estimate(get(task)).isObject()).isTrue();
    }

    assertThat(server.reads.ofTasks()).isEqualTo(before);
    server.end(task);
  }
}
