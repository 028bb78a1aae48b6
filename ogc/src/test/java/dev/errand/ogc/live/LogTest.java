// SPDX-License-Identifier: Apache-2.0
package dev.errand.ogc.live;

import static org.assertj.core.api.Assertions.assertThat;

import dev.errand.http.OpenAnswers;
import dev.errand.task.Json;
import dev.errand.task.Task;
import dev.errand.testkit.access.Who;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** The log of a job. */
class LogTest {

  private static final String TIME = "2026-11-22T06:00:00Z";

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

  private static String log(Task task, String query) {
    return LiveServer.path(task) + "/log" + query;
  }

  private String text(Task task, String query, String... headers) throws Exception {
    HttpResponse<String> answer = server.get(log(task, query), headers);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return answer.body();
  }

  private Task levels() throws Exception {
    Task task = server.start();
    server.step(context -> {
      context.info("reading");
      context.warn("odd ü");
      context.error("broken\nat line 2");
    });
    return task;
  }

  @Test
  void aLogIsTextWithALineForEachEntry() throws Exception {
    Task task = levels();

    HttpResponse<String> answer = server.get(log(task, ""));

    assertThat(answer.headers().firstValue("Content-Type").orElse(""))
        .isEqualToIgnoringCase("text/plain;charset=UTF-8");
    assertThat(answer.body())
        .isEqualTo(
            TIME
                + " INFO  Submitted by contributor\n"
                + TIME
                + " INFO  reading\n"
                + TIME
                + " WARN  odd ü\n"
                + TIME
                + " ERROR broken\\nat line 2\n");
    server.end(task);
  }

  @Test
  void orAnObjectForEachEntry() throws Exception {
    Task task = levels();

    HttpResponse<String> answer = server.get(log(task, ""), "Accept", "application/x-ndjson");

    assertThat(answer.headers().firstValue("Content-Type")).contains("application/x-ndjson");
    List<JsonNode> lines = answer.body().lines().map(line -> new Json(line).parse()).toList();
    assertThat(lines).hasSize(4);
    assertThat(lines.getLast())
        .isEqualTo(
            new Json(
                    "{\"sequence\":4,\"time\":\""
                        + TIME
                        + "\",\"level\":\"error\",\"text\":\"broken\\nat line 2\"}")
                .parse());
    assertThat(text(task, "?f=ndjson")).isEqualTo(answer.body());
    assertThat(text(task, "?f=text", "Accept", "application/x-ndjson")).startsWith(TIME);
    server.end(task);
  }

  @Test
  void aPartOfItCanBeAskedFor() throws Exception {
    Task task = levels();

    assertThat(text(task, "?from=3")).hasLineCount(2).contains("odd").doesNotContain("reading");
    assertThat(text(task, "?from=99")).isEmpty();
    assertThat(text(task, "?level=warn")).hasLineCount(2).doesNotContain("INFO");
    assertThat(text(task, "?level=ERROR")).hasLineCount(1);
    assertThat(text(task, "?limit=2")).hasLineCount(2).contains("reading");
    assertThat(text(task, "?limit=1&level=warn&from=2")).hasLineCount(1).contains("odd");
    server.end(task);
  }

  @Test
  void whatWasLeftOutIsMarkedWhateverTheLevel() throws Exception {
    Task task = server.start();
    server.log(120);
    server.end(task);

    assertThat(text(task, ""))
        .contains("\n… 21 lines left out here to keep the log within its limit\n")
        .hasLineCount(101);
    assertThat(text(task, "?level=error")).hasLineCount(1).contains("21 lines left out");
    assertThat(text(task, "?level=error&f=ndjson")).isEqualTo("{\"sequence\":51,\"missing\":21}\n");
  }

  @Test
  void wrongParametersAreRefused() throws Exception {
    Task task = server.start();
    for (String query :
        new String[] {
          "?from=0",
          "?from=-1",
          "?from=x",
          "?from=",
          "?limit=0",
          "?level=loud",
          "?follow=yes",
          "?f=html",
          "?from=99999999999999999999"
        }) {
      HttpResponse<String> answer = server.get(log(task, query));
      assertThat(answer.statusCode()).as(query).isEqualTo(400);
      assertThat(answer.body()).contains("cannot be");
    }
    assertThat(server.get(log(task, ""), "Accept", "image/png").statusCode()).isEqualTo(406);
    server.end(task);
  }

  @Test
  void onlyThoseReadItWhoMay() throws Exception {
    Task task = levels();
    for (String query : new String[] {"", "?follow=true"}) {
      assertThat(server.as(Who.REVIEWER, log(task, query)).statusCode()).isEqualTo(403);
      assertThat(server.as(Who.OUTSIDER, log(task, query)).statusCode()).isEqualTo(404);
      assertThat(server.as(Who.ANONYMOUS, log(task, query)).statusCode()).isEqualTo(401);
    }
    assertThat(server.as(Who.MANAGER, log(task, "")).statusCode()).isEqualTo(200);
    assertThat(server.as(Who.ADMINISTRATOR, log(task, "")).statusCode()).isEqualTo(200);
    assertThat(server.send("HEAD", Who.REVIEWER, log(task, "")).statusCode()).isEqualTo(403);
    assertThat(server.send("HEAD", Who.CONTRIBUTOR, log(task, "?follow=true")).statusCode())
        .isEqualTo(200);
    server.end(task);
  }

  @Test
  void whoFollowsGetsLinesAsTheyComeUntilTheEnd() throws Exception {
    Task task = levels();
    try (Arriving lines = server.open(log(task, "?follow=true&from=3&level=warn"))) {
      assertThat(lines.line().orElseThrow()).contains("odd");
      assertThat(lines.line().orElseThrow()).contains("broken");

      server.step(context -> context.warn("more"));
      assertThat(lines.line().orElseThrow()).endsWith("WARN  more");

      server.step(context -> {
        context.info("not this");
        context.warn("last");
      });
      server.end(task);
      assertThat(lines.lines()).containsExactly(TIME + " WARN  last");
    }
    server.awaitOpen(0);
  }

  @Test
  void aFollowedLogEndsAtItsLimit() throws Exception {
    Task task = levels();
    try (Arriving lines = server.open(log(task, "?follow=true&limit=5"))) {
      for (int i = 0; i < 4; i++) {
        assertThat(lines.line()).isPresent();
      }
      server.log(3);
      assertThat(lines.lines()).containsExactly(TIME + " INFO  line 0");
    }
    server.end(task);
  }

  @Test
  void aFollowedLogWithoutNewsShowsThatItIsAlive() throws Exception {
    server.close();
    server = new LiveServer(data, new OpenAnswers.Settings(10, Duration.ofMillis(50)));
    Task task = server.start();
    try (Arriving objects = server.open(log(task, "?follow=true&f=ndjson"));
        Arriving text = server.open(log(task, "?follow=true"))) {
      assertThat(objects.line().orElseThrow()).contains("Submitted");
      assertThat(objects.line()).contains("{\"sequence\":2,\"missing\":0}");
      assertThat(text.line().orElseThrow()).contains("Submitted");
      assertThat(text.line()).contains("");
    }
    server.end(task);
  }
}
