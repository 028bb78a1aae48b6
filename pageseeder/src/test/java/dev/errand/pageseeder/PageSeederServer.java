// SPDX-License-Identifier: Apache-2.0
package dev.errand.pageseeder;

import static org.assertj.core.api.Assertions.assertThat;

import dev.errand.Errand;
import dev.errand.ErrandBuilder;
import dev.errand.access.Group;
import dev.errand.geogig.GeoGigTasks;
import dev.errand.geogig.TaskBodies;
import dev.errand.http.ErrandServlet;
import dev.errand.http.HttpSettings;
import dev.errand.http.Xml;
import dev.errand.operation.Recovery;
import dev.errand.operation.TaskContext;
import dev.errand.sqlite.SqliteStore;
import dev.errand.task.Submission;
import dev.errand.task.Task;
import dev.errand.task.TaskStatus;
import dev.errand.testkit.Gate;
import dev.errand.testkit.SettableClock;
import dev.errand.testkit.Work;
import dev.errand.testkit.http.TestServer;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;

/** A whole server with this dialect beside that of GeoGig, and work that does what tests say. */
final class PageSeederServer implements AutoCloseable {

  static final Duration PATIENCE = Duration.ofSeconds(20);
  static final Instant NOW = Instant.parse("2026-11-22T06:00:00Z");

  final SettableClock clock = new SettableClock(NOW);
  final Errand errand;
  final TestServer http;
  private final Map<String, CompletableFuture<Script>> scripts = new ConcurrentHashMap<>();
  private final List<Gate> gates = new ArrayList<>();
  private int names;

  /** What an attempt does. */
  @FunctionalInterface
  interface Script {
    Work.Out run(TaskContext context) throws Exception;
  }

  PageSeederServer(Path data) throws Exception {
    this(data, builder -> builder.workers(2));
  }

  PageSeederServer(Path data, UnaryOperator<ErrandBuilder> settings) throws Exception {
    Work.Body body = (inputs, context) -> script(inputs.name()).run(context);
    errand =
        settings
            .apply(
                Errand.builder()
                    .store(SqliteStore.in(data))
                    .data(data)
                    .operation(Work.of(body))
                    .operation(Work.of("repeatable", body).recovery(Recovery.RETRY))
                    .operation(Work.of("exporting", body))
                    .clock(clock)
                    .stopPatience(Duration.ZERO))
            .build();
    errand.start();
    TestDirectory directory = new TestDirectory();
    ThreadBodies bodies = new ThreadBodies(Map.of("exporting", PageSeederServer::export));
    http =
        new TestServer(
            new ErrandServlet(
                HttpSettings.DEFAULTS,
                new TestPrincipals(directory),
                List.of(
                    new GeoGigTasks(errand, new TaskBodies(Map.of()), Duration.ZERO),
                    new PageSeederThreads(errand, directory, bodies),
                    new TestServices(errand, directory, bodies))));
  }

  /** Waits for the test to say what is to be done: work of an earlier server starts at once. */
  private Script script(String name) throws Exception {
    return future(name).get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
  }

  private CompletableFuture<Script> future(String name) {
    return scripts.computeIfAbsent(name, unknown -> new CompletableFuture<>());
  }

  /** As an operation that exports tells of its own. */
  private static void export(ServiceWriter writer, Task task) {
    task.progress()
        .ifPresent(progress ->
            writer
                .open("processing")
                .attribute("current", (long) progress.amount())
                .attribute("total", (long) progress.total().orElse(0))
                .close());
    task.result().ifPresent(result -> writer.text("zip", result.as(Work.Out.class).text()));
  }

  /** A name under which work does this. */
  String name(Script script) {
    String name = "script-" + names++;
    future(name).complete(script);
    return name;
  }

  /** A submission of work that does this, by nobody and in no group. */
  Submission.Builder submission(Script script) {
    return Work.submission(name(script));
  }

  Task start(Submission.Builder submission) {
    return errand.submit(submission.build());
  }

  /** Starts work in the group that the accounts of tests are in. */
  Task start(String owner, Script script) {
    return start(owner, TestDirectory.LOCAL, script);
  }

  Task start(String owner, Group group, Script script) {
    return start(submission(script).owner(owner).group(group.id()));
  }

  /** Runs work to its end. */
  Task run(String owner, Script script) throws InterruptedException {
    return end(start(owner, script));
  }

  /** Waits for a task to end. */
  Task end(Task task) throws InterruptedException {
    Task ended = errand.await(task.id(), PATIENCE).orElseThrow();
    assertThat(ended.status().isTerminal()).isTrue();
    return ended;
  }

  /** A gate that is opened at the latest when the server closes. */
  Gate gate() {
    Gate gate = new Gate();
    gates.add(gate);
    return gate;
  }

  /** Starts work that does this and then goes on until it is cancelled, and waits until then. */
  Task running(String owner, Group group, Script before) throws InterruptedException {
    Gate gate = gate();
    Task task =
        start(
            owner,
            group,
            context -> {
              before.run(context);
              try (var registration = context.onCancel(gate::open)) {
                gate.passDeaf();
              }
              return new Work.Out("partial");
            });
    gate.awaitReached();
    return task;
  }

  Task running(String owner) throws InterruptedException {
    return running(owner, TestDirectory.LOCAL, context -> new Work.Out(""));
  }

  TaskStatus status(Task task) {
    return errand.task(task.id().number()).orElseThrow().status();
  }

  static String id(Task task) {
    return task.id().key().toString().replace("-", "");
  }

  HttpResponse<String> send(String method, String user, String path, String... headers)
      throws Exception {
    List<String> all = new ArrayList<>(List.of(headers));
    if (!user.isEmpty()) {
      all.addAll(List.of("Authorization", TestPrincipals.basic(user)));
    }
    return http.send(method, path, all.toArray(new String[0]));
  }

  /** A GET by a user, or by nobody if the name is empty. */
  HttpResponse<String> get(String user, String path, String... headers) throws Exception {
    return send("GET", user, path, headers);
  }

  /** The XML that the user gets, which must be there. */
  Xml xml(String user, String path) throws Exception {
    HttpResponse<String> answer = get(user, path);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return new Xml(answer.body());
  }

  /** The XML of a thread, as an administrator sees it. */
  Xml thread(Task task) throws Exception {
    return xml("admin", "/threads/" + id(task) + "/progress");
  }

  @Override
  public void close() throws Exception {
    http.close();
    gates.forEach(Gate::open);
    errand.close();
  }
}
