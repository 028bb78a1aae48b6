// SPDX-License-Identifier: Apache-2.0
package dev.errand.ogc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.errand.Errand;
import dev.errand.geogig.GeoGigTasks;
import dev.errand.geogig.TaskBodies;
import dev.errand.http.ContainerPrincipals;
import dev.errand.http.ErrandServlet;
import dev.errand.http.HttpSettings;
import dev.errand.http.OpenAnswers;
import dev.errand.http.Principals;
import dev.errand.http.RouteSet;
import dev.errand.http.openapi.ApiRoutes;
import dev.errand.ogc.live.JobWatching;
import dev.errand.operation.Operation;
import dev.errand.sqlite.SqliteStore;
import dev.errand.task.Json;
import dev.errand.task.Submission;
import dev.errand.task.Task;
import dev.errand.testkit.SettableClock;
import dev.errand.testkit.Work;
import dev.errand.testkit.http.TestServer;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.function.UnaryOperator;
import tools.jackson.databind.JsonNode;

/**
 * A whole server of the dialect, GeoGig's beside it, with the operations {@code work} and {@code
 * other} that do what tests say.
 */
final class OgcServer implements AutoCloseable {

  static final Duration PATIENCE = Duration.ofSeconds(20);
  static final Duration CANCEL_WAIT = Duration.ofMillis(200);

  final SettableClock clock = new SettableClock(Instant.parse("2026-11-22T06:00:00Z"));
  final Errand errand;
  final TestServer http;
  private final Map<String, Work.Body> bodies = new ConcurrentHashMap<>();

  OgcServer(Path data) throws Exception {
    this(data, ContainerPrincipals.open());
  }

  OgcServer(Path data, Principals principals, Operation<?, ?>... more) throws Exception {
    var builder =
        Errand.builder()
            .store(SqliteStore.in(data))
            .data(data)
            .operation(Work.of("work", (inputs, context) -> body(inputs).run(inputs, context)))
            .operation(Work.of("other", (inputs, context) -> body(inputs).run(inputs, context)))
            .workers(2)
            .retention(Duration.ofDays(1))
            .clock(clock)
            .stopPatience(Duration.ZERO);
    for (Operation<?, ?> operation : more) {
      builder.operation(operation);
    }
    errand = builder.build();
    errand.start();
    List<RouteSet> sets = new ArrayList<>();
    sets.add(new GeoGigTasks(errand, new TaskBodies(Map.of()), CANCEL_WAIT));
    sets.addAll(
        List.of(
            new OgcLanding("Parcel tools", "Tools for parcels."),
            new OgcProcesses(errand),
            new OgcJobs(errand, CANCEL_WAIT),
            new JobWatching(errand, new OpenAnswers(OpenAnswers.Settings.DEFAULTS), clock)));
    sets.add(new ApiRoutes(OgcDialect.INSTANCE, principals, sets, List.of()));
    http =
        new TestServer(new ErrandServlet(HttpSettings.DEFAULTS, principals, sets))
            .describedBy("/api");
  }

  private Work.Body body(Work.In inputs) {
    return bodies.getOrDefault(inputs.name(), (in, context) -> new Work.Out(in.name()));
  }

  /** Starts a task that does this. */
  Task start(Work.Body body) {
    return start(body, submission -> submission);
  }

  Task start(Work.Body body, UnaryOperator<Submission.Builder> more) {
    String name = "script-" + bodies.size();
    bodies.put(name, body);
    return errand.submit(
        more.apply(Submission.builder("work").inputs(Json.of(Work.In.named(name)))).build());
  }

  /** Runs a task that does this to its end. */
  Task run(Work.Body body) throws InterruptedException {
    return end(start(body));
  }

  /** Waits for a task to end. */
  Task end(Task task) throws InterruptedException {
    Task ended = errand.await(task.id(), PATIENCE).orElseThrow();
    assertThat(ended.status().isTerminal()).isTrue();
    return ended;
  }

  /** Starts a task that is at work until it is cancelled. */
  Task running() throws InterruptedException {
    return running(submission -> submission);
  }

  Task running(UnaryOperator<Submission.Builder> more) throws InterruptedException {
    CountDownLatch running = new CountDownLatch(1);
    Task task =
        start(
            (inputs, context) -> {
              CountDownLatch cancelled = new CountDownLatch(1);
              try (var registration = context.onCancel(cancelled::countDown)) {
                running.countDown();
                context.uninterrupted(() -> {
                  cancelled.await();
                  return 0;
                });
              }
              return new Work.Out("part");
            },
            more);
    running.await();
    return task;
  }

  static String path(Task task) {
    return "/jobs/" + task.id().key();
  }

  String base() {
    return "http://localhost:" + http.port();
  }

  HttpResponse<String> get(String path, String... headers) throws Exception {
    return http.get(path, headers);
  }

  /** The JSON at a path, which must be there. */
  JsonNode json(String path, String... headers) throws Exception {
    HttpResponse<String> answer = get(path, headers);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    assertThat(type(answer)).isEqualTo("application/json");
    return new Json(answer.body()).parse();
  }

  /** The problem at a path, as the standard wants it. */
  JsonNode problem(int status, String path, String... headers) throws Exception {
    return problem(status, get(path, headers));
  }

  static JsonNode problem(int status, HttpResponse<String> answer) {
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
    assertThat(type(answer)).isEqualTo("application/problem+json");
    JsonNode problem = new Json(answer.body()).parse();
    assertThat(problem.path("status").asInt(0)).isEqualTo(status);
    assertThat(problem.path("type").asString("")).isNotEmpty();
    assertThat(problem.path("title").asString("")).isNotEmpty();
    assertThat(problem.propertyNames()).isSubsetOf("type", "title", "status", "detail", "instance");
    return problem;
  }

  static String type(HttpResponse<?> answer) {
    return answer.headers().firstValue("Content-Type").orElse("");
  }

  /** The addresses of a document's links with that relation. */
  static List<String> hrefs(JsonNode document, String rel) {
    return document
        .path("links")
        .valueStream()
        .filter(link -> link.path("rel").asString("").equals(rel))
        .map(link -> link.path("href").asString(""))
        .toList();
  }

  /** Headers of two kinds together. */
  static String[] headers(String[] some, String... more) {
    String[] all = Arrays.copyOf(some, some.length + more.length);
    System.arraycopy(more, 0, all, some.length, more.length);
    return all;
  }

  @Override
  public void close() throws Exception {
    http.close();
    errand.close();
  }
}
