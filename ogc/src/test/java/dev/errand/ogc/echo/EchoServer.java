// SPDX-License-Identifier: Apache-2.0
package dev.errand.ogc.echo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.errand.Errand;
import dev.errand.http.ContainerPrincipals;
import dev.errand.http.ErrandServlet;
import dev.errand.http.HttpSettings;
import dev.errand.http.OpenAnswers;
import dev.errand.http.Principals;
import dev.errand.http.RouteSet;
import dev.errand.http.openapi.ApiRoutes;
import dev.errand.ogc.OgcDialect;
import dev.errand.ogc.OgcJobs;
import dev.errand.ogc.execute.OgcExecution;
import dev.errand.ogc.execute.OgcResults;
import dev.errand.ogc.live.JobWatching;
import dev.errand.operation.Operation;
import dev.errand.outgoing.AddressRule;
import dev.errand.outgoing.OutgoingHttp;
import dev.errand.outgoing.OutgoingSettings;
import dev.errand.sqlite.SqliteStore;
import dev.errand.task.Json;
import dev.errand.task.Page;
import dev.errand.task.Task;
import dev.errand.task.TaskFilter;
import dev.errand.task.TaskId;
import dev.errand.testkit.http.TestServer;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** A server of processes: echo, and what a test adds. */
final class EchoServer implements AutoCloseable {

  static final Duration PATIENCE = Duration.ofSeconds(20);

  final Errand errand;
  final TestServer http;
  final List<String> subscribed = new CopyOnWriteArrayList<>();
  private final OutgoingHttp outgoing;

  EchoServer(Path data, Operation<?, ?>... more) throws Exception {
    this(data, ContainerPrincipals.open(), HttpSettings.DEFAULTS, more);
  }

  EchoServer(Path data, Principals principals, HttpSettings settings, Operation<?, ?>... more)
      throws Exception {
    var builder = Errand.builder().store(SqliteStore.in(data)).data(data).operation(new Echo());
    errand = builder.operations(List.of(more)).stopPatience(Duration.ZERO).build();
    errand.start();
    // Not ::1, so that something is left to refuse.
    AddressRule rule = AddressRule.allowing(List.of("127.0.0.1"));
    outgoing = new OutgoingHttp(OutgoingSettings.DEFAULT.rule(rule));
    List<RouteSet> sets =
        new ArrayList<>(
            List.of(
                new OgcJobs(errand, HttpSettings.DEFAULTS.cancelWait()),
                new JobWatching(
                    errand, new OpenAnswers(OpenAnswers.Settings.DEFAULTS), InstantSource.system()),
                new OgcExecution(errand, outgoing, this::subscribing, settings.limits().document()),
                new OgcResults(errand)));
    sets.add(new ApiRoutes(OgcDialect.INSTANCE, principals, sets, List.of()));
    http = new TestServer(new ErrandServlet(settings, principals, sets)).describedBy("/api");
  }

  private Consumer<TaskId> subscribing(ObjectNode subscriber, String base) {
    return task -> subscribed.add(task.key() + " " + subscriber.path("successUri").asString());
  }

  String base() {
    return "http://localhost:" + http.port();
  }

  /** Executes echo. */
  HttpResponse<String> echo(String body, String... headers) throws Exception {
    return execute("echo", body, headers);
  }

  HttpResponse<String> execute(String process, String body, String... headers) throws Exception {
    return post("/processes/" + process + "/execution", body, headers);
  }

  HttpResponse<String> post(String path, String body, String... headers) throws Exception {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(http.uri(path))
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(body));
    if (headers.length > 0) {
      request.headers(headers);
    }
    return http.send(request.build());
  }

  /** Executes echo and reads the results document of it. */
  JsonNode document(String inputs) throws Exception {
    HttpResponse<String> answer = echo("{\"inputs\":" + inputs + ",\"response\":\"document\"}");
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return json(answer);
  }

  /** What came, read as JSON. */
  static JsonNode json(HttpResponse<String> answer) {
    return new Json(answer.body()).parse();
  }

  /** The problem that echo is refused with. */
  JsonNode refused(int status, String body, String... headers) throws Exception {
    return problem(status, echo(body, headers));
  }

  static JsonNode problem(int status, HttpResponse<String> answer) {
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
    JsonNode problem = json(answer);
    assertThat(header(answer, "Content-Type")).isEqualTo("application/problem+json");
    assertThat(problem.path("status").asInt(0)).isEqualTo(status);
    assertThat(problem.path("type").asString("")).isNotEmpty();
    return problem;
  }

  static String header(HttpResponse<?> answer, String name) {
    return answer.headers().firstValue(name).orElse("");
  }

  /** The path of the job that an asynchronous answer tells of. */
  String job(HttpResponse<String> accepted) {
    assertThat(accepted.statusCode()).as(accepted.body()).isEqualTo(201);
    String location = header(accepted, "Location");
    assertThat(location).startsWith(base() + "/jobs/");
    return location.substring(base().length());
  }

  /** Executes in the background, waits for the end, and tells the path of the job. */
  String ended(String process, String body) throws Exception {
    String job = job(execute(process, body, "Prefer", "respond-async"));
    end(job);
    return job;
  }

  Task end(String job) throws Exception {
    Task task = task(job);
    return errand.await(task.id(), PATIENCE).orElseThrow();
  }

  Task task(String job) {
    return errand.task(UUID.fromString(job.substring("/jobs/".length()))).orElseThrow();
  }

  List<Task> tasks() {
    return errand.tasks(TaskFilter.ALL.operations(Set.of("echo")), Page.oldest(1_000));
  }

  @Override
  public void close() throws Exception {
    http.close();
    errand.close();
    outgoing.close();
  }
}
