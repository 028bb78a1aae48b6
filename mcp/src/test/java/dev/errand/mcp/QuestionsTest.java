// SPDX-License-Identifier: Apache-2.0
package dev.errand.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.errand.task.Answer;
import dev.errand.task.Json;
import dev.errand.task.Page;
import dev.errand.task.Submission;
import dev.errand.task.Task;
import dev.errand.task.TaskFilter;
import dev.errand.testkit.Looks;
import dev.errand.testkit.access.Who;
import dev.errand.testkit.access.Whose;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Tasks that ask, as clients of all revisions see and answer them. */
@Timeout(60)
class QuestionsTest {

  private static final String PARKS = "confirm-delete";
  private static final String STAYS = "multi-input";

  @TempDir private static Path data;
  private static McpServer server;

  @BeforeAll
  static void start() throws Exception {
    server = new McpServer(data);
  }

  @AfterAll
  static void stop() throws Exception {
    server.close();
  }

  private static String asking(String tool, int questions) throws Exception {
    JsonNode created = server.send(Ask.tasks("tools/call", McpServer.call(tool, "{}"))).result();
    assertThat(created.path("resultType").stringValue()).isEqualTo("task");
    assertThat(created.has("inputRequests")).isFalse();
    String id = created.path("taskId").stringValue();
    awaitOpen(id, questions);
    return id;
  }

  private static void awaitOpen(String id, int questions) {
    long deadline = System.nanoTime() + McpServer.PATIENCE.toNanos();
    while (server.known(id).asked().open() != questions) {
      assertThat(System.nanoTime()).isLessThan(deadline);
      Looks.pause();
    }
  }

  private static JsonNode get(String id) throws Exception {
    return server.send(Ask.forms("tasks/get", McpServer.id(id))).result();
  }

  private static Ask update(String id, String responses) {
    return Ask.tasks(
        "tasks/update", "{\"taskId\":\"%s\",\"inputResponses\":%s}".formatted(id, responses));
  }

  private static void answered(String id, String key) {
    Task task = server.known(id);
    var _ =
        server
            .errand
            .questions()
            .answer(
                task.id(), Map.of(key, new Answer.Accepted(new Json("{}"))), Optional.of("ada"));
  }

  @Test
  @DisplayName(
      "Sections 4, 10: a task that asks is input_required with one form for each question, until all are answered")
  void asksAndIsAnswered() throws Exception {
    String id = asking(STAYS, 2);
    JsonNode asks = get(id);
    assertThat(asks.path("status").stringValue()).isEqualTo("input_required");
    assertThat(asks.path("statusMessage").stringValue()).isEqualTo("Who are you? (and 1 more)");
    assertThat(asks.path("pollIntervalMs").asInt(0)).isEqualTo(1_000);
    assertThat(asks.path("inputRequests").propertyNames()).containsExactly("who", "sure");
    JsonNode form = asks.path("inputRequests").path("who");
    assertThat(form.path("method").stringValue()).isEqualTo("elicitation/create");
    assertThat(form.path("params").path("mode").stringValue()).isEqualTo("form");
    assertThat(form.path("params").path("message").stringValue()).isEqualTo("Who are you?");
    assertThat(form.path("params").path("requestedSchema").path("type").stringValue())
        .isEqualTo("object");

    for (String wrong :
        List.of(
            "{\"who\":{\"action\":\"accept\",\"content\":{\"name\":7}}}",
            "{\"who\":{\"action\":\"accept\",\"content\":7}}",
            "{\"who\":{\"action\":\"perhaps\"}}",
            "{\"who\":7}")) {
      assertThat(server.send(update(id, wrong)).error(200, -32602).path("message").stringValue())
          .as(wrong)
          .contains("who/");
    }
    server.send(update(id, "[]")).error(200, -32602);

    server.clock.advance(Duration.ofSeconds(5));
    JsonNode empty =
        server
            .send(
                update(
                    id,
                    "{\"who\":{\"action\":\"accept\",\"content\":{\"name\":\"Ada\"}},"
                        + "\"nobody\":{\"action\":\"decline\"}}"))
            .result();
    assertThat(empty.propertyNames()).containsExactlyInAnyOrder("resultType", "_meta");
    assertThat(empty.path("resultType").stringValue()).isEqualTo("complete");
    JsonNode half = get(id);
    assertThat(half.path("inputRequests").propertyNames()).containsExactly("sure");
    assertThat(half.path("statusMessage").stringValue()).isEqualTo("Are you sure?");
    assertThat(half.path("lastUpdatedAt").stringValue())
        .isEqualTo(server.clock.instant().toString());

    var _ =
        server
            .send(update(id, "{\"who\":{\"action\":\"cancel\"},\"sure\":{\"action\":\"decline\"}}"))
            .result();
    JsonNode done = server.ended(id);
    assertThat(done.path("status").stringValue()).isEqualTo("completed");
    assertThat(done.has("inputRequests")).isFalse();
    assertThat(done.path("result").path("content").path(0).path("text").stringValue())
        .isEqualTo("{\"name\":\"Ada\"}");
    assertThat(server.send(update(id, "{}")).result().path("resultType").stringValue())
        .isEqualTo("complete");
  }

  @Test
  @DisplayName(
      "Section 10: a client that shows no forms is asked nothing; its task is at work, and says what it waits for")
  void withoutForms() throws Exception {
    String id = asking(PARKS, 1);
    for (Ask ask :
        List.of(
            Ask.tasks("tasks/get", McpServer.id(id)),
            Ask.tasks("tasks/get", McpServer.id(id))
                .capabilities(
                    "{\"elicitation\":{\"url\":{}},\"extensions\":{\"io.modelcontextprotocol/tasks\":{}}}"))) {
      JsonNode task = server.send(ask).result();
      assertThat(task.path("status").stringValue()).isEqualTo("working");
      assertThat(task.path("statusMessage").stringValue()).isEqualTo("Delete a?");
      assertThat(task.has("inputRequests")).isFalse();
    }
    JsonNode asks = get(id);
    assertThat(asks.path("status").stringValue()).isEqualTo("input_required");

    String status =
        server
            .send(
                Ask.plain(
                    "tools/call", McpServer.call("errand_status", "{\"task\":\"" + id + "\"}")))
            .text();
    assertThat(new Json(status).parse().path("questions").path(0).path("answerAt").stringValue())
        .endsWith("/jobs/" + id + "/answers");

    answered(id, "confirm");
    assertThat(server.ended(id).path("status").stringValue()).isEqualTo("completed");
  }

  @Test
  @DisplayName(
      "Sections 8, 10: a stream tells at once that a task asks, that it was answered in part, and its end")
  void listened() throws Exception {
    String id = asking(STAYS, 2);
    Ask listen =
        Ask.forms("subscriptions/listen", "{\"notifications\":{\"taskIds\":[\"" + id + "\"]}}");
    try (Arriving stream = server.stream(listen)) {
      assertThat(stream.message().path("method").stringValue()).endsWith("acknowledged");
      JsonNode asks = stream.message().path("params");
      assertThat(asks.path("inputRequests").propertyNames()).containsExactly("who", "sure");
      answered(id, "sure");
      assertThat(stream.message().path("params").path("inputRequests").propertyNames())
          .containsExactly("who");
      answered(id, "who");
      JsonNode last = stream.message().path("params");
      if (!last.path("status").stringValue().equals("completed")) {
        assertThat(last.path("status").stringValue()).isEqualTo("working");
        last = stream.message().path("params");
      }
      assertThat(last.path("status").stringValue()).isEqualTo("completed");
    }
  }

  @Test
  @DisplayName(
      "Sections 6, 10, 11: who may not be asked, who may not answer, and what cannot be answered")
  void refused() throws Exception {
    JsonNode error =
        server.send(Ask.plain("tools/call", McpServer.call(PARKS, "{}"))).error(400, -32021);
    assertThat(error.path("data").path("requiredCapabilities"))
        .hasToString("{\"extensions\":{\"io.modelcontextprotocol/tasks\":{}}}");

    String yes = "{\"confirm\":{\"action\":\"accept\"}}";
    Task task =
        server.errand.submit(
            Submission.builder(PARKS)
                .inputs(new Json("{}"))
                .owner("moderator")
                .group(Whose.GROUP)
                .build());
    String id = task.id().key().toString();
    awaitOpen(id, 1);
    assertThat(refusal(update(id, yes).as(Who.REVIEWER))).startsWith("That is not allowed");
    assertThat(refusal(update(id, yes).as(Who.NEIGHBOUR))).startsWith("There is no such task");
    Ask look = Ask.forms("tasks/get", McpServer.id(id)).as(Who.REVIEWER);
    assertThat(server.send(look).result().has("inputRequests")).isFalse();
    assertThat(get(id).has("inputRequests")).isTrue();
    var _ = server.send(Ask.tasks("tasks/cancel", McpServer.id(id))).result();
    JsonNode cancelled = server.ended(id);
    assertThat(cancelled.path("status").stringValue()).isEqualTo("cancelled");
    assertThat(server.send(update(id, yes)).result().path("resultType").stringValue())
        .isEqualTo("complete");
  }

  private static String refusal(Ask ask) throws Exception {
    return server.send(ask).error(200, -32602).path("message").stringValue();
  }

  @Test
  @DisplayName(
      "Sections 6, 12: an older plain call waits while a person answers elsewhere, and its progress says for what")
  void waits() throws Exception {
    Ask call =
        Ask.legacy(
            "2025-11-25",
            "tools/call",
            "{\"name\":\"%s\",\"arguments\":{},\"_meta\":{\"progressToken\":0}}".formatted(PARKS));
    try (Arriving stream = server.stream(call)) {
      assertThat(stream.message().path("params").path("message").stringValue())
          .isEqualTo("waits for an answer: Delete a?");
      Task task =
          server.errand.tasks(TaskFilter.ALL.operations(Set.of(PARKS)), Page.newest(1)).getFirst();
      String id = task.id().key().toString();
      JsonNode asks = server.send(Ask.legacy("2025-11-25", "tasks/get", McpServer.id(id))).result();
      assertThat(asks.path("status").stringValue()).isEqualTo("input_required");
      assertThat(asks.path("statusMessage").stringValue()).isEqualTo("Delete a?");
      try (Arriving result =
          server.stream(Ask.legacy("2025-11-25", "tasks/result", McpServer.id(id)))) {
        answered(id, "confirm");
        assertThat(text(result)).isEqualTo("Deleted.");
      }
      assertThat(text(stream)).isEqualTo("Deleted.");
    }
  }

  private static String text(Arriving stream) throws Exception {
    return stream
        .messages()
        .getLast()
        .path("result")
        .path("content")
        .path(0)
        .path("text")
        .stringValue();
  }
}
