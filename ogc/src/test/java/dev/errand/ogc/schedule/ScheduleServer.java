// SPDX-License-Identifier: Apache-2.0
package dev.errand.ogc.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import dev.errand.Errand;
import dev.errand.http.ErrandServlet;
import dev.errand.http.HttpSettings;
import dev.errand.http.OpenAnswers;
import dev.errand.http.RouteSet;
import dev.errand.http.TestCallers;
import dev.errand.http.openapi.ApiRoutes;
import dev.errand.ogc.OgcDialect;
import dev.errand.ogc.OgcJobs;
import dev.errand.ogc.execute.GivenInputs;
import dev.errand.ogc.live.JobWatching;
import dev.errand.outgoing.OutgoingHttp;
import dev.errand.outgoing.OutgoingSettings;
import dev.errand.sqlite.SqliteStore;
import dev.errand.task.Json;
import dev.errand.testkit.GroupWork;
import dev.errand.testkit.SettableClock;
import dev.errand.testkit.Work;
import dev.errand.testkit.access.Who;
import dev.errand.testkit.http.TestServer;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/** A server of schedules and jobs with an operation that ends at once. It is 06:00 in UTC. */
final class ScheduleServer implements AutoCloseable {

  final SettableClock clock = new SettableClock(Instant.parse("2026-11-22T06:00:00Z"));
  final Errand errand;

  /** What attempts of {@code work} were given. */
  final BlockingQueue<String> passwords = new LinkedBlockingQueue<>();

  final TestServer http;

  ScheduleServer(Path data) throws Exception {
    errand =
        Errand.builder()
            .store(SqliteStore.in(data))
            .data(data)
            .operation(
                Work.of((in, context) -> {
                  in.password().ifPresent(passwords::add);
                  return null;
                }))
            .operation(new GroupWork())
            .operation(Work.of("open-work", (in, context) -> null))
            .retention(Duration.ofDays(1))
            .clock(clock)
            .stopPatience(Duration.ZERO)
            .build();
    errand.start();
    TestCallers callers = new TestCallers();
    List<RouteSet> sets =
        new ArrayList<>(
            List.of(
                new OgcJobs(errand, Duration.ZERO),
                new JobWatching(errand, new OpenAnswers(OpenAnswers.Settings.DEFAULTS), clock),
                new OgcSchedules(
                    errand,
                    new GivenInputs(new OutgoingHttp(OutgoingSettings.DEFAULT), 1_000_000))));
    sets.add(new ApiRoutes(OgcDialect.INSTANCE, callers, sets, List.of()));
    http =
        new TestServer(new ErrandServlet(HttpSettings.DEFAULTS, callers, sets)).describedBy("/api");
  }

  HttpResponse<String> send(Who who, String method, String path, String body, String... headers)
      throws Exception {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(http.uri(path))
            .method(
                method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
    if (!body.isEmpty()) {
      request.header("Content-Type", "application/json");
    }
    String[] all =
        Stream.concat(Stream.of(TestCallers.as(who)), Stream.of(headers)).toArray(String[]::new);
    return http.send((all.length == 0 ? request : request.headers(all)).build());
  }

  /** The path of a new schedule of the outsider's. */
  String added(String body) throws Exception {
    HttpResponse<String> answer = send(Who.OUTSIDER, "POST", "/schedules", body);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
    return "/schedules/" + json(answer).path("scheduleID").asString();
  }

  JsonNode read(String path) throws Exception {
    HttpResponse<String> answer = send(Who.OUTSIDER, "GET", path, "");
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return json(answer);
  }

  static JsonNode json(HttpResponse<String> answer) {
    return new Json(answer.body()).parse();
  }

  @Override
  public void close() throws Exception {
    http.close();
    errand.close();
  }
}
