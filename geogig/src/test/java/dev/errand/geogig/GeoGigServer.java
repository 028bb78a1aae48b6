// SPDX-License-Identifier: Apache-2.0
package dev.errand.geogig;

import static org.assertj.core.api.Assertions.assertThat;

import dev.errand.Errand;
import dev.errand.GuardedErrand;
import dev.errand.http.ContainerPrincipals;
import dev.errand.http.Dialect;
import dev.errand.http.ErrandServlet;
import dev.errand.http.HttpSettings;
import dev.errand.http.Principals;
import dev.errand.http.Request;
import dev.errand.http.Response;
import dev.errand.http.Route;
import dev.errand.http.RouteSet;
import dev.errand.http.Xml;
import dev.errand.sqlite.SqliteStore;
import dev.errand.task.Json;
import dev.errand.task.Submission;
import dev.errand.task.Task;
import dev.errand.testkit.SettableClock;
import dev.errand.testkit.http.TestServer;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.function.UnaryOperator;
import tools.jackson.databind.JsonNode;

/**
 * A whole server of the dialect, with two operations that do what tests say: one has a result in
 * GeoGig, one has none.
 */
final class GeoGigServer implements AutoCloseable {

  static final Duration PATIENCE = Duration.ofSeconds(20);

  final SettableClock clock = new SettableClock(Instant.parse("2026-11-22T06:00:00Z"));
  final Scripted reporting = new Scripted("reporting");
  final Scripted silent = new Scripted("silent");
  final Errand errand;
  final TestServer http;
  private int scripts;

  GeoGigServer(Path data) throws Exception {
    this(data, "/");
  }

  GeoGigServer(Path data, String contextPath) throws Exception {
    this(data, contextPath, ContainerPrincipals.open());
  }

  GeoGigServer(Path data, String contextPath, Principals principals) throws Exception {
    errand =
        Errand.builder()
            .store(SqliteStore.in(data))
            .data(data)
            .operation(reporting)
            .operation(silent)
            .workers(2)
            .clock(clock)
            .stopPatience(Duration.ZERO)
            .build();
    errand.start();
    TaskBodies bodies = new TaskBodies(Map.of("reporting", ResultBody.object("OSMReport")));
    ErrandServlet servlet =
        new ErrandServlet(
            HttpSettings.DEFAULTS,
            principals,
            List.of(new GeoGigTasks(errand, bodies, Duration.ofMillis(200)), new Commands(bodies)));
    http = new TestServer(servlet, contextPath, "/*");
  }

  /** Commands of a repository, as hosts add them. */
  private final class Commands implements RouteSet {
    private final TaskBodies bodies;

    Commands(TaskBodies bodies) {
      this.bodies = bodies;
    }

    @Override
    public Dialect dialect() {
      return GeoGigDialect.INSTANCE;
    }

    @Override
    public List<Route> routes() {
      return List.of(
          Route.changing("GET", "/repos/{repo}/start", this::start),
          Route.changing("PUT", "/repos/{repo}/init", this::init));
    }

    private Response start(Request request) {
      Submission.Builder submission =
          Submission.builder("reporting")
              .inputs(new Scripted.Inputs(request.query().first("script").orElse("")))
              .description("start in " + request.variable("repo"));
      request
          .query()
          .first("transactionId")
          .map(UUID::fromString)
          .ifPresent(submission::transactionId);
      GuardedErrand guarded = errand.as(request.principal());
      return bodies.started(request, guarded, guarded.submit(submission.build()));
    }

    private Response init(Request request) {
      return Body.success(
          Format.of(request),
          writer ->
              writer
                  .object("repo")
                  .text("name", request.variable("repo"))
                  .self(request.base() + "/repos/x")
                  .endObject());
    }
  }

  String script(Scripted operation, Scripted.Script script) {
    String key = "script-" + scripts++;
    operation.script(key, script);
    return key;
  }

  /** Starts a task that does this. */
  Task start(Scripted operation, Scripted.Script script) {
    return errand.submit(submission(operation, script).build());
  }

  Submission.Builder submission(Scripted operation, Scripted.Script script) {
    return Submission.builder(operation.spec().name())
        .inputs(new Scripted.Inputs(script(operation, script)));
  }

  /** Runs a task to its end. */
  Task run(Scripted operation, Scripted.Script script) throws InterruptedException {
    return end(start(operation, script));
  }

  /** Waits for a task to end. */
  Task end(Task task) throws InterruptedException {
    Task ended = errand.await(task.id(), PATIENCE).orElseThrow();
    assertThat(ended.status().isTerminal()).isTrue();
    return ended;
  }

  /** Starts a task and waits until it is at work; it goes on until it is cancelled. */
  Task running() throws InterruptedException {
    return running(submission -> submission);
  }

  /** The same for a submission with more to it. */
  Task running(UnaryOperator<Submission.Builder> more) throws InterruptedException {
    CountDownLatch running = new CountDownLatch(1);
    Submission.Builder submission = submission(reporting, Scripted.untilCancelled(running));
    Task task = errand.submit(more.apply(submission).build());
    running.await();
    return task;
  }

  HttpResponse<String> get(String path, String... headers) throws Exception {
    return http.get(path, headers);
  }

  /** The XML at a path, which must be there. */
  Xml xml(String path) throws Exception {
    HttpResponse<String> answer = get(path);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return new Xml(answer.body());
  }

  /** The JSON at a path, which must be there. */
  JsonNode json(String path) throws Exception {
    HttpResponse<String> answer = get(path);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return new Json(answer.body()).parse();
  }

  /** The JSON of a task. */
  JsonNode task(long number) throws Exception {
    return json("/tasks/" + number + ".json").get("task");
  }

  @Override
  public void close() throws Exception {
    http.close();
    errand.close();
  }
}
