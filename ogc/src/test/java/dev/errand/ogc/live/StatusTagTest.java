// SPDX-License-Identifier: Apache-2.0
package dev.errand.ogc.live;

import static org.assertj.core.api.Assertions.assertThat;

import dev.errand.task.Task;
import dev.errand.testkit.access.Who;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The entity tag of a job's status, and when it is worth asking again. */
class StatusTagTest {

  @TempDir Path data;
  private LiveServer server;

  @BeforeEach
  void start() throws Exception {
    server = new LiveServer(data);
  }

  @AfterEach
  void stop() throws Exception {
    server.close();
  }

  private static String tag(HttpResponse<String> answer) {
    return answer.headers().firstValue("ETag").orElseThrow();
  }

  private static Optional<String> header(HttpResponse<String> answer, String name) {
    return answer.headers().firstValue(name);
  }

  @Test
  void theTagChangesExactlyWhenTheBytesDo() throws Exception {
    Task task = server.start();
    HttpResponse<String> first = server.get(LiveServer.path(task));
    server.log(3);
    HttpResponse<String> logged = server.get(LiveServer.path(task));
    server.step(context -> context.progress("half", 1, 2));
    HttpResponse<String> half = server.get(LiveServer.path(task));
    server.step(context -> context.progress("half", 1, 2));
    HttpResponse<String> same = server.get(LiveServer.path(task));
    server.end(task);
    HttpResponse<String> ended = server.get(LiveServer.path(task));

    assertThat(logged.body()).isEqualTo(first.body());
    assertThat(tag(logged)).isEqualTo(tag(first)).matches("\"[A-Za-z0-9_-]{22}\"");
    assertThat(half.body()).isNotEqualTo(first.body());
    assertThat(tag(half)).isNotEqualTo(tag(first));
    assertThat(tag(same)).isEqualTo(tag(half));
    assertThat(tag(ended)).isNotEqualTo(tag(half));
    assertThat(header(ended, "Cache-Control")).contains("private, no-cache");
  }

  @Test
  void aPageHasATagOfItsOwn() throws Exception {
    Task task = server.start();
    HttpResponse<String> json = server.get(LiveServer.path(task));
    HttpResponse<String> html = server.get(LiveServer.path(task) + "?f=html");

    assertThat(tag(html)).isNotEqualTo(tag(json));
    assertThat(header(html, "Vary")).contains("Accept");
    assertThat(
            server.get(LiveServer.path(task) + "?f=html", "If-None-Match", tag(html)).statusCode())
        .isEqualTo(304);
    assertThat(
            server.get(LiveServer.path(task) + "?f=html", "If-None-Match", tag(json)).statusCode())
        .isEqualTo(200);
    server.end(task);
  }

  @Test
  void whoHasTheDocumentIsToldSoInEveryFormOfTheHeader() throws Exception {
    Task task = server.start();
    String tag = tag(server.get(LiveServer.path(task)));

    for (String known :
        new String[] {tag, "W/" + tag, "*", "\"other\", " + tag, "\"a\" , W/\"b\",W/" + tag}) {
      HttpResponse<String> answer = server.get(LiveServer.path(task), "If-None-Match", known);
      assertThat(answer.statusCode()).as(known).isEqualTo(304);
      assertThat(answer.body()).isEmpty();
      assertThat(tag(answer)).isEqualTo(tag);
      assertThat(header(answer, "Cache-Control")).contains("private, no-cache");
      assertThat(header(answer, "Retry-After")).isPresent();
    }
    HttpResponse<String> answer = server.get(LiveServer.path(task), "If-None-Match", "\"other\"");
    assertThat(answer.statusCode()).isEqualTo(200);
    HttpResponse<String> head =
        server.send("HEAD", Who.CONTRIBUTOR, LiveServer.path(task), "If-None-Match", tag);
    assertThat(head.statusCode()).isEqualTo(304);
    server.end(task);
  }

  @Test
  void pollingATaskThatRunsHereReadsNoStore() throws Exception {
    Task task = server.start();
    String tag = tag(server.get(LiveServer.path(task)));
    long before = server.reads.ofTasks();

    for (int i = 0; i < 20; i++) {
      assertThat(server.get(LiveServer.path(task), "If-None-Match", tag).statusCode())
          .isEqualTo(304);
    }
    assertThat(server.get(LiveServer.path(task)).statusCode()).isEqualTo(200);

    assertThat(server.reads.ofTasks()).isEqualTo(before);
    server.end(task);
    server.get(LiveServer.path(task));
    assertThat(server.reads.ofTasks()).as("an ended one is read").isGreaterThan(before);
  }

  @Test
  void itIsWorthAskingAgainWhenTheJobShouldHaveEnded() throws Exception {
    Task first = server.start();
    assertThat(retryAfter(first)).as("nobody knows").isEqualTo(1);
    server.clock.advance(Duration.ofSeconds(205));
    assertThat(retryAfter(first)).as("a tenth of what has passed").isEqualTo(21);
    server.clock.advance(Duration.ofHours(1));
    assertThat(retryAfter(first)).isEqualTo(60);
    server.clock.set(Instant.parse("2026-11-22T06:00:40Z"));
    server.end(first);
    assertThat(header(server.get(LiveServer.path(first)), "Retry-After")).isEmpty();

    Task second = server.start();
    assertThat(retryAfter(second)).as("as long as the first").isEqualTo(40);
    server.clock.advance(Duration.ofMillis(30_500));
    assertThat(retryAfter(second)).isEqualTo(10);
    server.clock.advance(Duration.ofSeconds(9));
    assertThat(retryAfter(second)).isEqualTo(1);
    server.clock.advance(Duration.ofSeconds(60));
    assertThat(retryAfter(second)).as("overdue").isEqualTo(10);
    server.end(second);
  }

  private int retryAfter(Task task) throws Exception {
    return Integer.parseInt(header(server.get(LiveServer.path(task)), "Retry-After").orElseThrow());
  }

  @Test
  void anotherCallersTagIsNoKey() throws Exception {
    Task task = server.start();
    String tag = tag(server.get(LiveServer.path(task)));

    assertThat(server.as(Who.OUTSIDER, LiveServer.path(task), "If-None-Match", tag).statusCode())
        .isEqualTo(404);
    assertThat(server.as(Who.OUTSIDER, LiveServer.path(task), "If-None-Match", "*").statusCode())
        .isEqualTo(404);
    assertThat(server.as(Who.REVIEWER, LiveServer.path(task), "If-None-Match", tag).statusCode())
        .isEqualTo(304);
    server.end(task);
  }
}
