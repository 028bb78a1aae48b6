// SPDX-License-Identifier: Apache-2.0
package dev.errand.ogc.live;

import static org.assertj.core.api.Assertions.assertThat;

import dev.errand.ogc.live.Arriving.Event;
import dev.errand.task.Json;
import dev.errand.task.Task;
import dev.errand.testkit.access.Who;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The events of a job. */
class EventsTest {

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

  private static String events(Task task) {
    return LiveServer.path(task) + "/events";
  }

  private static List<String> names(List<Event> events) {
    return events.stream().map(Event::name).toList();
  }

  private static List<Long> sequences(List<Event> events) {
    return events.stream()
        .filter(event -> event.name().equals("log"))
        .map(event -> event.data().path("sequence").asLong(0))
        .toList();
  }

  private static List<Long> range(long first, long last) {
    return LongStream.rangeClosed(first, last).boxed().toList();
  }

  @Test
  void aRunningJobTellsWhatHappensAsItHappens() throws Exception {
    Task task = server.start();
    try (Arriving stream = server.open(events(task))) {
      assertThat(stream.status()).isEqualTo(200);
      assertThat(stream.header("Content-Type")).startsWith("text/event-stream");
      assertThat(stream.header("Cache-Control")).isEqualTo("no-store");
      assertThat(stream.header("X-Accel-Buffering")).isEqualTo("no");
      Event status = stream.event();
      assertThat(status.name()).isEqualTo("status");
      assertThat(status.data().path("jobID").asString("")).isEqualTo(task.id().key().toString());
      assertThat(status.data().path("status").asString("")).isEqualTo("running");
      assertThat(stream.event().data().path("text").asString(""))
          .isEqualTo("Submitted by contributor");

      server.step(context -> context.progress("half \"way\"", 1.5, 3));
      Event progress = stream.event();
      assertThat(progress.name()).isEqualTo("progress");
      assertThat(progress.data())
          .isEqualTo(
              new Json("{\"text\":\"half \\\"way\\\"\",\"amount\":1.5,\"total\":3,\"percent\":50}")
                  .parse());

      server.step(context -> context.warn("two\nlines"));
      Event line = stream.event();
      assertThat(line.name()).isEqualTo("log");
      assertThat(line.data())
          .isEqualTo(
              new Json(
                      "{\"sequence\":2,\"time\":\"2026-11-22T06:00:00Z\",\"level\":\"warn\",\"text\":\"two\\nlines\"}")
                  .parse());
      assertThat(line.id()).isEqualTo("2");

      server.end(task);
      List<Event> rest = stream.events();
      assertThat(names(rest)).containsExactly("status", "end");
      assertThat(rest.getFirst().data().path("status").asString("")).isEqualTo("successful");
      assertThat(rest.getLast().data().path("status").asString("")).isEqualTo("successful");
      assertThat(rest.getLast().id()).isEqualTo("2.end");
    }
    server.awaitOpen(0);
  }

  @Test
  void aCancelRequestIsAChangeOfTheStatus() throws Exception {
    Task task = server.start();
    try (Arriving stream = server.open(events(task))) {
      stream.event("log");
      CountDownLatch seen = new CountDownLatch(1);
      server.begin(context ->
          context.uninterrupted(() -> {
            seen.await();
            return 0;
          }));

      server.errand.cancel(task.id(), Optional.of("ann"));

      assertThat(stream.event("status").data().path("message").asString(""))
          .contains("asked to stop");
      seen.countDown();
      assertThat(stream.event("end").data().path("status").asString("")).isEqualTo("dismissed");
      assertThat(stream.next()).isEmpty();
    }
  }

  @Test
  void anEndedJobTellsAllAndEnds() throws Exception {
    Task task = server.start();
    server.log(120);
    server.step(context -> context.progress("done", 3));
    server.end(task);

    try (Arriving stream = server.open(events(task))) {
      List<Event> all = stream.events();
      assertThat(names(all)).startsWith("status", "progress", "log").endsWith("log", "end");
      // 121 lines, of which 100 are kept: a head and a tail.
      assertThat(all)
          .filteredOn(event -> event.data().has("missing"))
          .singleElement()
          .satisfies(gap -> {
            assertThat(gap.name()).isEqualTo("log");
            assertThat(gap.data().path("sequence").asLong(0)).isEqualTo(51);
            assertThat(gap.data().path("missing").asLong(0)).isEqualTo(21);
            assertThat(gap.id()).isEqualTo("71");
          });
      List<Long> expected = new ArrayList<>(range(1, 51));
      expected.addAll(range(72, 121));
      assertThat(sequences(all)).isEqualTo(expected);
    }
  }

  @Test
  void whoComesBackMissesNothingAndGetsNothingTwice() throws Exception {
    Task task = server.start();
    server.log(10);
    String last;
    try (Arriving stream = server.open(events(task))) {
      Event line = stream.event("log");
      while (line.data().path("sequence").asLong(0) < 7) {
        line = stream.event("log");
      }
      last = line.id();
    }
    server.log(5);
    server.end(task);

    try (Arriving stream = server.open(events(task), "Last-Event-ID", last)) {
      List<Event> all = stream.events();
      assertThat(all.getFirst().name()).isEqualTo("status");
      assertThat(sequences(all)).isEqualTo(range(8, 16));
    }
    try (Arriving stream = server.open(events(task) + "?last-event-id=15")) {
      assertThat(sequences(stream.events())).containsExactly(16L);
    }
  }

  @Test
  void whoHasSeenTheEndNeedNotComeBack() throws Exception {
    Task task = server.start();
    server.end(task);

    HttpResponse<String> answer = server.get(events(task), "Last-Event-ID", "1.end");

    assertThat(answer.statusCode()).isEqualTo(204);
  }

  @Test
  void whatIsNoIdOfOursIsRefused() throws Exception {
    Task task = server.start();
    for (String id : new String[] {"x", "-1", "1.5", "1.end.", "9999999999999999999", "1 2"}) {
      HttpResponse<String> answer = server.get(events(task), "Last-Event-ID", id);
      assertThat(answer.statusCode()).as(id).isEqualTo(400);
      assertThat(answer.body()).contains("Last-Event-ID must be");
    }
    server.awaitOpen(0);
    server.end(task);
  }

  @Test
  void aHeadTakesNoPlace() throws Exception {
    Task task = server.start();

    HttpResponse<String> head = server.send("HEAD", Who.CONTRIBUTOR, events(task));

    assertThat(head.statusCode()).isEqualTo(200);
    assertThat(head.headers().firstValue("Content-Type").orElse(""))
        .startsWith("text/event-stream");
    assertThat(server.open.count()).isZero();
    server.end(task);
  }

  @Test
  void aReviewerSeesEverythingButTheLog() throws Exception {
    Task task = server.start();
    server.log(3);
    server.step(context -> context.progress("half", 1, 2));
    try (Arriving stream = server.open(Who.REVIEWER, events(task))) {
      stream.event("progress");
      server.log(3);
      server.end(task);
      assertThat(names(stream.events())).containsExactly("status", "end");
    }
  }

  @Test
  void strangersFindNothing() throws Exception {
    Task task = server.start();
    assertThat(server.as(Who.OUTSIDER, events(task)).statusCode()).isEqualTo(404);
    assertThat(server.as(Who.GUEST, events(task)).statusCode()).isEqualTo(404);
    assertThat(server.as(Who.ANONYMOUS, events(task)).statusCode()).isEqualTo(401);
    assertThat(server.get("/jobs/nonsense/events").statusCode()).isEqualTo(404);
    server.end(task);
  }

  @Test
  void progressIsCoalesced() throws Exception {
    Task task = server.start();
    try (Arriving stream = server.open(events(task))) {
      stream.event("log");
      server.step(context -> {
        for (int i = 1; i <= 100_000; i++) {
          context.progress("counting", i);
        }
      });
      server.end(task);
      List<Event> rest = stream.events();
      assertThat(rest).hasSizeLessThan(50);
      List<Event> progress =
          rest.stream().filter(event -> event.name().equals("progress")).toList();
      assertThat(progress.getLast().data().path("amount").asLong(0)).isEqualTo(100_000);
    }
  }

  @Test
  void aJobThatIsPrunedEndsItsStreams() throws Exception {
    Task blocking = server.start();
    try (Arriving stream = server.open(events(blocking))) {
      stream.event("status");
      server.end(blocking);
      assertThat(stream.event("end").name()).isEqualTo("end");
    }
    server.errand.prune(blocking.id());
    assertThat(server.get(events(blocking)).statusCode()).isEqualTo(404);
  }

  @Test
  void nothingNewInTheLogReadsNoStore() throws Exception {
    Task task = server.start();
    try (Arriving stream = server.open(events(task))) {
      stream.event("log");
      long before = server.reads.ofTasks();
      for (int i = 0; i < 5; i++) {
        int amount = i;
        server.step(context -> context.progress("n", amount));
        stream.event("progress");
      }
      assertThat(server.reads.ofTasks()).isEqualTo(before);
    }
    server.end(task);
  }
}
