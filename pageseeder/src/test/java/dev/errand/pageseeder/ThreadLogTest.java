// SPDX-License-Identifier: Apache-2.0
package dev.errand.pageseeder;

import static org.assertj.core.api.Assertions.assertThat;

import dev.errand.http.Xml;
import dev.errand.task.Json;
import dev.errand.task.LogLevel;
import dev.errand.task.Task;
import dev.errand.testkit.Gate;
import dev.errand.testkit.Work;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Acceptance row 58: the log of a thread as events. */
final class ThreadLogTest {

  @TempDir Path data;
  private PageSeederServer server;

  @BeforeEach
  void start() throws Exception {
    server = new PageSeederServer(data, builder -> builder.workers(2).logLimit(20, 1 << 20));
  }

  @AfterEach
  void stop() throws Exception {
    server.close();
  }

  private static String logs(Task task) {
    return "/groups/5/threads/" + PageSeederServer.id(task) + "/logs";
  }

  /** Runs work that nobody owns, whose log has nothing but what the work writes. */
  private Task run(PageSeederServer.Script script) throws InterruptedException {
    return server.end(server.start(server.submission(script).group(TestDirectory.LOCAL.id())));
  }

  @Test
  void row58EventsInTheOrderInWhichTheyHappened() throws Exception {
    Task task =
        server.run(
            "jjones",
            context -> {
              context.info("Moved /ps/test/local5/documents/a.psml");
              server.clock.advance(Duration.ofMillis(1_500));
              context.warn("b.psml <was> archived & \u00e9");
              context.error("c.psml");
              context.log(LogLevel.DEBUG, "two\nlines");
              return new Work.Out("");
            });

    for (String path :
        List.of(logs(task), "/ps/api/threads/" + PageSeederServer.id(task) + "/logs.xml")) {
      Xml log = server.xml("jjones", path);

      assertThat(log.root()).isEqualTo("events");
      assertThat(log.children("/events"))
          .containsExactly("event", "event", "event", "event", "event");
      assertThat(event(log, 1)).isEqualTo("2026-11-22T06:00:00Z INFO jjones Submitted by jjones");
      assertThat(event(log, 2))
          .isEqualTo("2026-11-22T06:00:00Z INFO jjones Moved /ps/test/local5/documents/a.psml");
      assertThat(event(log, 3))
          .isEqualTo("2026-11-22T06:00:01.500Z WARN jjones b.psml <was> archived & \u00e9");
      assertThat(event(log, 4)).isEqualTo("2026-11-22T06:00:01.500Z ERROR jjones c.psml");
      assertThat(event(log, 5)).isEqualTo("2026-11-22T06:00:01.500Z DEBUG jjones two\nlines");
      assertThat(log.at("/events/event[3]/@timestamp"))
          .isEqualTo(Long.toString(PageSeederServer.NOW.toEpochMilli() + 1_500));
      assertThat(log.at("/events/event[3]/@logger")).isEqualTo("PAGESEEDER.Process");
    }
  }

  private static String event(Xml log, int number) throws Exception {
    String event = "/events/event[" + number + "]/";
    return String.join(
        " ",
        log.at(event + "@datetime"),
        log.at(event + "@level"),
        log.at(event + "@username"),
        log.at(event + "message"));
  }

  @Test
  void row58AThreadThatWroteNothingHasNoEvents() throws Exception {
    Task task = run(context -> new Work.Out(""));

    assertThat(server.get("jjones", logs(task)).body()).isEqualTo("<events/>\n");
    assertThat(server.get("jjones", logs(task) + ".json").body()).isEqualTo("{\"events\":[]}\n");
  }

  @Test
  void row58ARunningThreadShowsItsNewestLine() throws Exception {
    Gate gate = server.gate();
    Task task =
        server.start(
            server
                .submission(context -> {
                  context.info("just now");
                  gate.pass();
                  return new Work.Out("");
                })
                .group(5));
    gate.awaitReached();

    assertThat(server.xml("jjones", logs(task)).at("/events/event/message")).isEqualTo("just now");
  }

  @Test
  void row58JsonTwin() throws Exception {
    Task task =
        run(context -> {
          context.info("one");
          return new Work.Out("");
        });

    JsonNode events =
        new Json(server.get("jjones", logs(task) + ".json").body()).parse().get("events");

    assertThat(events.size()).isEqualTo(1);
    assertThat(events.get(0).get("timestamp").longValue())
        .isEqualTo(PageSeederServer.NOW.toEpochMilli());
    assertThat(events.get(0).get("message").stringValue()).isEqualTo("one");
  }

  @Test
  void row58WhatWasLeftOutIsAnEvent() throws Exception {
    Task task =
        run(context -> {
          for (int i = 1; i <= 100; i++) {
            context.info("line " + i);
          }
          return new Work.Out("");
        });

    Xml log = server.xml("jjones", logs(task));

    assertThat(log.children("/events")).hasSize(21);
    assertThat(log.at("/events/event[1]/message")).isEqualTo("line 1");
    assertThat(event(log, 11))
        .isEqualTo(
            "2026-11-22T06:00:00Z WARN  80 lines left out here to keep the log within its"
                + " limit");
    assertThat(log.at("/events/event[21]/message")).isEqualTo("line 100");
  }

  @Test
  void row58ALongLogComesWhole() throws Exception {
    server.close();
    server = new PageSeederServer(data, builder -> builder.logLimit(10_000, 1 << 20));
    Task task =
        run(context -> {
          for (int i = 1; i <= 2_000; i++) {
            context.info("line " + i);
          }
          return new Work.Out("");
        });

    Xml log = server.xml("jjones", logs(task));

    assertThat(log.children("/events")).hasSize(2_000);
    for (int i = 1; i <= 2_000; i += 499) {
      assertThat(log.at("/events/event[" + i + "]/message")).isEqualTo("line " + i);
    }
  }
}
