// SPDX-License-Identifier: Apache-2.0
package dev.errand.ogc.live;

import static org.assertj.core.api.Assertions.assertThat;

import dev.errand.http.OpenAnswers;
import dev.errand.ogc.live.Arriving.Event;
import dev.errand.task.Task;
import dev.errand.testkit.access.Who;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How many streams there may be, and how they end. */
class OpenStreamsTest {

  private static final Duration OFTEN = Duration.ofMillis(50);

  @TempDir Path data;
  private Optional<LiveServer> started = Optional.empty();

  private LiveServer start(int most, Duration heartbeat) throws Exception {
    LiveServer server = new LiveServer(data, new OpenAnswers.Settings(most, heartbeat));
    started = Optional.of(server);
    return server;
  }

  @AfterEach
  void stop() throws Exception {
    if (started.isPresent()) {
      started.get().close();
    }
  }

  private static String events(Task task) {
    return LiveServer.path(task) + "/events";
  }

  @Test
  void aboveTheCapStreamsAreRefusedAndPollsAreNot() throws Exception {
    LiveServer server = start(2, Duration.ofSeconds(15));
    Task task = server.start();
    try (Arriving first = server.open(events(task));
        Arriving second = server.open(LiveServer.path(task) + "/log?follow=true")) {
      first.event("status");
      assertThat(second.line()).isPresent();

      for (String path : List.of(events(task), LiveServer.path(task) + "/log?follow=true")) {
        HttpResponse<String> third = server.get(path);
        assertThat(third.statusCode()).isEqualTo(503);
        assertThat(third.headers().firstValue("Retry-After")).isPresent();
        assertThat(third.headers().firstValue("Content-Type")).contains("application/problem+json");
        assertThat(third.body()).contains("2 open streams");
      }
      assertThat(server.get(LiveServer.path(task)).statusCode()).isEqualTo(200);
      assertThat(server.get(LiveServer.path(task) + "/log").statusCode()).isEqualTo(200);
    }
    server.end(task);
    server.awaitOpen(0);
    assertThat(server.get(events(task)).statusCode()).isEqualTo(200);
  }

  @Test
  void aStreamWithoutNewsShowsThatItIsAlive() throws Exception {
    LiveServer server = start(10, OFTEN);
    Task task = server.start();
    try (Arriving stream = server.open(events(task))) {
      stream.event("log");
      assertThat(stream.line()).contains(":");
      assertThat(stream.line()).contains("");
      assertThat(stream.line()).contains(":");
    }
    server.end(task);
  }

  @Test
  void aCallerThatGoesAwayFreesItsPlace() throws Exception {
    LiveServer server = start(10, OFTEN);
    Task task = server.start();
    try (Arriving events = server.open(events(task));
        Arriving log = server.open(LiveServer.path(task) + "/log?follow=true")) {
      events.event("log");
      assertThat(log.line()).isPresent();
      server.awaitOpen(2);
    }

    server.awaitOpen(0);
    server.end(task);
  }

  @Test
  void streamsEndCleanlyWhenTheServerStops() throws Exception {
    LiveServer server = start(10, Duration.ofSeconds(15));
    Task task = server.start();
    try (Arriving events = server.open(events(task));
        Arriving log = server.open(LiveServer.path(task) + "/log?follow=true&f=ndjson")) {
      events.event("log");
      assertThat(log.line()).isPresent();
      long begin = System.nanoTime();

      server.open.close();

      assertThat(events.events()).isEmpty();
      assertThat(log.lines()).isEmpty();
      assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(5));
    }
    HttpResponse<String> late = server.get(events(task));
    assertThat(late.statusCode()).isEqualTo(503);
    assertThat(late.body()).contains("The server stops");
    server.end(task);
  }

  @Test
  void streamsEndCleanlyWhenOnlyTheEngineStops() throws Exception {
    LiveServer server = start(10, Duration.ofSeconds(15));
    Task task = server.start();
    try (Arriving events = server.open(events(task))) {
      events.event("log");
      Thread closing = Thread.ofVirtual().start(server.errand::close);

      events.events();

      closing.join();
    }
  }

  @Test
  void aSlowCallerGetsEveryLineAndOnlyTheNewestProgress() throws Exception {
    LiveServer server = start(10, Duration.ofSeconds(15));
    Task task = server.start();
    String text = "x".repeat(8_000);
    try (Arriving slow = Arriving.of(server.http.port(), 1_024, Who.CONTRIBUTOR, events(task))) {
      slow.event("log");
      for (int round = 0; round < 40; round++) {
        int number = round;
        server.step(context -> {
          for (int i = 0; i < 2; i++) {
            context.info(text);
          }
          context.progress("round", number);
        });
      }
      server.end(task);

      List<Event> rest = slow.events();

      List<Event> lines = rest.stream().filter(event -> event.name().equals("log")).toList();
      assertThat(lines).hasSize(80);
      assertThat(rest.getLast().name()).isEqualTo("end");
    }
  }
}
