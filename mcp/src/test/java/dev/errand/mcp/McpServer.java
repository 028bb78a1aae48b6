// SPDX-License-Identifier: Apache-2.0
package dev.errand.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.errand.Errand;
import dev.errand.ErrandBuilder;
import dev.errand.http.ErrandServlet;
import dev.errand.http.HttpSettings;
import dev.errand.http.OpenAnswers;
import dev.errand.http.Principals;
import dev.errand.http.RouteSet;
import dev.errand.http.TestCallers;
import dev.errand.limit.Limit;
import dev.errand.mcp.tool.LinkedInputs;
import dev.errand.mcp.tool.ToolRules;
import dev.errand.operation.Hints.Pace;
import dev.errand.operation.Starters;
import dev.errand.outgoing.OutgoingHttp;
import dev.errand.outgoing.OutgoingSettings;
import dev.errand.sqlite.SqliteStore;
import dev.errand.task.Task;
import dev.errand.testkit.Looks;
import dev.errand.testkit.SettableClock;
import dev.errand.testkit.access.Who;
import dev.errand.testkit.http.TestServer;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.function.UnaryOperator;
import tools.jackson.databind.JsonNode;

/** A whole server of the dialect with the fixtures and with operations that do what tests say. */
final class McpServer implements AutoCloseable {

  static final Duration PATIENCE = Duration.ofSeconds(20);

  /** An operation whose calls are waited for to the end, and one whose calls become tasks. */
  static final String WAITED = "waited";

  /** One that only administrators may start. */
  static final String GUARDED = "guarded";

  /** One of which one runs and one may wait. */
  static final String NARROW = "narrow";

  /** One whose name is too long for hosts. */
  static final String LONG_NAME = "a" + "-very".repeat(13) + "-long-name";

  final SettableClock clock = new SettableClock(Instant.parse("2026-11-28T09:14:03.120Z"));
  final Puppet puppet = new Puppet();
  final DistantStore store = new DistantStore();
  final OpenAnswers open;
  final Errand errand;
  final TestServer http;
  private final OutgoingHttp outgoing = new OutgoingHttp(OutgoingSettings.DEFAULT);

  McpServer(Path data) throws Exception {
    this(data, new TestCallers(), settings -> settings);
  }

  McpServer(Path data, Principals principals, UnaryOperator<McpSettings> settings)
      throws Exception {
    this(data, principals, settings, new OpenAnswers.Settings(1_000, Duration.ofMillis(200)));
  }

  McpServer(
      Path data,
      Principals principals,
      UnaryOperator<McpSettings> settings,
      OpenAnswers.Settings streams)
      throws Exception {
    open = new OpenAnswers(streams);
    ErrandBuilder builder =
        Errand.builder()
            .store(store.to(SqliteStore.in(data)))
            .data(data)
            .clock(clock)
            .retention(Duration.ofMinutes(10))
            .operation(puppet.operation(Puppet.NAME).pace(Pace.LONG))
            .operation(puppet.operation(WAITED).pace(Pace.QUICK))
            .operation(guarded())
            .operation(narrow())
            .operation(puppet.operation(LONG_NAME))
            .stopPatience(Duration.ZERO);
    Fixtures.all().forEach(builder::operation);
    errand = builder.build();
    errand.start();
    McpEngine engine =
        new McpEngine(errand, new LinkedInputs(outgoing, 1 << 20), open, clock, principals::isOpen);
    RouteSet routes =
        new McpRoutes(
            engine,
            ToolRules.USUAL,
            settings.apply(
                McpSettings.of("Tests")
                    .taskAfter(Duration.ofMillis(400))
                    .beat(Duration.ofMillis(50))));
    http =
        new TestServer(
            new ErrandServlet(
                HttpSettings.DEFAULTS.limits(new HttpSettings.Limits(1 << 10, 64 << 10, 1 << 10)),
                principals,
                List.of(routes)));
  }

  private Scripted guarded() {
    Scripted work = puppet.operation(GUARDED);
    return new Scripted(work.spec().starters(Starters.ADMINISTRATORS), work.body());
  }

  private Scripted narrow() {
    Scripted work = puppet.operation(NARROW).pace(Pace.LONG);
    return new Scripted(work.spec().limit(Limit.NONE.concurrency(1).waiting(1)), work.body());
  }

  Answer send(Ask ask) throws Exception {
    return new Answer(http.send(ask.to(http.uri("/mcp"))));
  }

  Arriving stream(Ask ask) throws Exception {
    return new Arriving(ask.to(http.uri("/mcp")));
  }

  /** A call of the puppet that became a task: its id. The task is at work then. */
  String task(String name) throws Exception {
    return task(Who.CONTRIBUTOR, name);
  }

  String task(Who who, String name) throws Exception {
    JsonNode created =
        send(Ask.tasks("tools/call", call(Puppet.NAME, "{\"name\":\"" + name + "\"}")).as(who))
            .result();
    assertThat(created.path("resultType").asString("")).isEqualTo("task");
    puppet.running(name);
    return created.path("taskId").asString("");
  }

  /** The params of a call. */
  static String call(String tool, String arguments) {
    return "{\"name\":\"" + tool + "\",\"arguments\":" + arguments + "}";
  }

  /** The params of what is asked of a task. */
  static String id(String task) {
    return "{\"taskId\":\"" + task + "\"}";
  }

  JsonNode get(String task) throws Exception {
    return send(Ask.tasks("tasks/get", id(task))).result();
  }

  /** The task once it has ended. */
  JsonNode ended(String task) throws Exception {
    end(task);
    return get(task);
  }

  Task end(String task) throws InterruptedException {
    Task known = errand.task(UUID.fromString(task)).orElseThrow();
    Task last = errand.await(known.id(), PATIENCE).orElseThrow();
    assertThat(last.status().isTerminal()).isTrue();
    return last;
  }

  Task known(String task) {
    return errand.task(UUID.fromString(task)).orElseThrow();
  }

  /** Waits until so many streams are open. */
  void awaitOpen(int count) {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (open.count() != count) {
      assertThat(System.nanoTime()).as("%d open, not %d", open.count(), count).isLessThan(deadline);
      Looks.pause();
    }
  }

  @Override
  public void close() throws Exception {
    open.close();
    errand.close();
    http.close();
    outgoing.close();
  }
}
