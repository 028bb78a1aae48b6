// SPDX-License-Identifier: Apache-2.0
package dev.errand.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.errand.Errand;
import dev.errand.access.Directory;
import dev.errand.geogig.GeoGigTasks;
import dev.errand.geogig.TaskBodies;
import dev.errand.http.ContainerPrincipals;
import dev.errand.http.ErrandServlet;
import dev.errand.http.HttpSettings;
import dev.errand.http.OpenAnswers;
import dev.errand.mcp.tool.LinkedInputs;
import dev.errand.mcp.tool.ToolRules;
import dev.errand.ogc.ask.OgcAnswers;
import dev.errand.ogc.live.JobWatching;
import dev.errand.operation.Asks;
import dev.errand.operation.Hints;
import dev.errand.operation.Question;
import dev.errand.outgoing.OutgoingHttp;
import dev.errand.outgoing.OutgoingSettings;
import dev.errand.pageseeder.PageSeederThreads;
import dev.errand.pageseeder.ThreadBodies;
import dev.errand.sqlite.SqliteStore;
import dev.errand.task.Json;
import dev.errand.task.TaskId;
import dev.errand.testkit.Work;
import dev.errand.testkit.http.TestServer;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** One engine behind all dialects at once. */
@Timeout(60)
class FourDialectsTest {

  private static final Duration PATIENCE = Duration.ofSeconds(30);
  @TempDir private Path data;

  /** How one task is in each of them. */
  private record Seen(String agent, String job, String task, String thread) {}

  @Test
  @DisplayName(
      "Must show 4: a task that an agent started asks, a person answers over HTTP, and it ends alike in all four")
  void asksAPersonAndEndsAlike() throws Exception {
    Work ship =
        Work.of(
                "ship",
                (in, context) -> {
                  if (!context.ask(Question.yesOrNo("sure", "Ship it?")).isAccepted()) {
                    throw new IllegalStateException("nobody wants it shipped");
                  }
                  return new Work.Out("shipped");
                })
            .asks(Asks.AND_BEGINS_AGAIN);
    try (OutgoingHttp outgoing = new OutgoingHttp(OutgoingSettings.DEFAULT);
        OpenAnswers open = new OpenAnswers(OpenAnswers.Settings.DEFAULTS);
        Errand errand =
            Errand.builder()
                .store(SqliteStore.in(data))
                .data(data)
                .operation(new Work(ship.spec().hints(Hints.adding()), ship.body()))
                .stopPatience(Duration.ZERO)
                .build()) {
      errand.start();
      McpEngine engine =
          new McpEngine(
              errand,
              new LinkedInputs(outgoing, 1 << 20),
              open,
              InstantSource.system(),
              () -> true);
      ErrandServlet servlet =
          new ErrandServlet(
              HttpSettings.DEFAULTS,
              ContainerPrincipals.open(),
              List.of(
                  new JobWatching(errand, open, InstantSource.system()),
                  new OgcAnswers(errand),
                  new GeoGigTasks(errand, new TaskBodies(Map.of()), Duration.ZERO),
                  new PageSeederThreads(errand, Directory.NOBODY, new ThreadBodies(Map.of())),
                  new McpRoutes(engine, ToolRules.USUAL, McpSettings.of("Tests"))));
      try (TestServer http = new TestServer(servlet)) {
        String yes = asked(errand, http);
        answer(http, yes, "{\"sure\":{\"action\":\"accept\",\"content\":{}}}");
        var _ = errand.await(id(errand, yes), PATIENCE);
        assertThat(seen(errand, http, yes))
            .isEqualTo(new Seen("completed", "successful", "FINISHED", "completed"));
        assertThat(result(http, yes).path("structuredContent").toString()).contains("shipped");

        String no = asked(errand, http);
        answer(http, no, "{\"sure\":{\"action\":\"decline\"}}");
        var _ = errand.await(id(errand, no), PATIENCE);
        assertThat(seen(errand, http, no))
            .isEqualTo(new Seen("completed", "failed", "FAILED", "failed"));
        assertThat(result(http, no).path("isError").asBoolean(false)).isTrue();
        assertThat(result(http, no).toString()).contains("nobody wants it shipped");
      }
    }
  }

  /** Starts a task as an agent does, and looks at it from all sides once it asks. */
  private static String asked(Errand errand, TestServer http) throws Exception {
    JsonNode created = mcp(http, "tools/call", McpServer.call("ship", "{}"));
    assertThat(created.path("resultType").stringValue()).isEqualTo("task");
    String id = created.path("taskId").stringValue();
    try (var watch = errand.watch(id(errand, id))) {
      while (!watch.view().orElseThrow().task().isParked()) {
        assertThat(watch.await(PATIENCE)).isTrue();
      }
    }
    assertThat(seen(errand, http, id))
        .isEqualTo(new Seen("input_required", "accepted", "WAITING", "inprogress"));
    assertThat(task(http, id).path("inputRequests").propertyNames()).containsExactly("sure");
    return id;
  }

  private static void answer(TestServer http, String id, String answers) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(http.uri("/jobs/" + id + "/answers"))
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(answers))
            .build();
    assertThat(http.send(request).statusCode()).isEqualTo(200);
  }

  private static Seen seen(Errand errand, TestServer http, String id) throws Exception {
    String job = http.get("/jobs/" + id, "Accept", "application/json").body();
    String task = http.get("/tasks/" + id(errand, id).number() + ".json").body();
    String thread = http.get("/threads/" + id.replace("-", "") + "/progress.json").body();
    return new Seen(
        task(http, id).path("status").stringValue(),
        new Json(job).parse().path("status").asString(job),
        new Json(task).parse().path("task").path("status").asString(task),
        new Json(thread).parse().findPath("status").asString(thread));
  }

  private static JsonNode task(TestServer http, String id) throws Exception {
    return mcp(http, "tasks/get", McpServer.id(id));
  }

  private static JsonNode result(TestServer http, String id) throws Exception {
    return task(http, id).path("result");
  }

  private static TaskId id(Errand errand, String id) {
    return errand.task(UUID.fromString(id)).orElseThrow().id();
  }

  private static JsonNode mcp(TestServer http, String method, String params) throws Exception {
    return new Answer(http.send(Ask.forms(method, params).to(http.uri("/mcp")))).result();
  }
}
