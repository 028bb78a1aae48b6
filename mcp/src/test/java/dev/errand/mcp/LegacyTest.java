// SPDX-License-Identifier: Apache-2.0
package dev.errand.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.errand.http.ContainerPrincipals;
import dev.errand.task.Json;
import dev.errand.task.Submission;
import dev.errand.testkit.access.Who;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** The revisions that begin with a session. */
class LegacyTest {

  private static final String TASKS = "2025-11-25";

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

  private static Answer send(String revision, String method, String params) throws Exception {
    return server.send(Ask.legacy(revision, method, params));
  }

  private static JsonNode initialized(String revision) throws Exception {
    return send("", "initialize", "{\"protocolVersion\":\"" + revision + "\",\"capabilities\":{}}")
        .result();
  }

  /** A call that becomes a task: its id. */
  private static String task(String tool, String name) throws Exception {
    String arguments = name.isEmpty() ? "{}" : "{\"name\":\"" + name + "\"}";
    JsonNode task =
        send(TASKS, "tools/call", task(McpServer.call(tool, arguments))).result().path("task");
    assertThat(task.path("status").stringValue()).isEqualTo("working");
    return task.path("taskId").stringValue();
  }

  private static String task(String params) {
    return params.substring(0, params.length() - 1) + ",\"task\":{\"ttl\":60000}}";
  }

  @ParameterizedTest
  @CsvSource({
    "2025-11-25,2025-11-25",
    "2025-06-18,2025-06-18",
    "2025-03-26,2025-03-26",
    "2024-11-05,2025-11-25",
    "2026-07-28,2025-11-25",
    "nonsense,2025-11-25"
  })
  @DisplayName(
      "Row 80: a version that is served is repeated, any other becomes the newest with sessions")
  void initialize(String asked, String answered) throws Exception {
    JsonNode result = initialized(asked);

    assertThat(result.path("protocolVersion").stringValue()).isEqualTo(answered);
    assertThat(result.path("serverInfo").path("name").stringValue()).isEqualTo("errand");
    assertThat(result.path("capabilities").has("tasks")).isEqualTo(answered.equals(TASKS));
  }

  @Test
  @DisplayName("Row 81: initialize is served with a version header too")
  void initializeWithHeader() throws Exception {
    Answer answer =
        send(TASKS, "initialize", "{\"protocolVersion\":\"2025-11-25\",\"capabilities\":{}}");

    assertThat(answer.result().path("protocolVersion").stringValue()).isEqualTo(TASKS);
    assertThat(answer.header("Mcp-Session-Id")).matches("[0-9a-f]{32}");
  }

  @Test
  @DisplayName("Row 82: a session id is a name and nothing else")
  void sessions() throws Exception {
    for (String id : List.of("foreign", "0123456789abcdef0123456789abcdef")) {
      Ask ask = Ask.legacy(TASKS, "tools/list", "{}").header("Mcp-Session-Id", id);
      assertThat(server.send(ask).result().path("tools").isEmpty()).isFalse();
    }
    assertThat(send(TASKS, "ping", "{}").result().isEmpty()).isTrue();
  }

  @Test
  @DisplayName("Row 83: results have nothing of the newest revision in them")
  void plainLists() throws Exception {
    JsonNode result = send(TASKS, "tools/list", "{}").result();

    assertThat(result.propertyNames()).containsExactly("tools");
    assertThat(result.findValues("outputSchema"))
        .isNotEmpty()
        .allMatch(schema -> schema.path("type").asString("").equals("object"));
    assertThat(send(TASKS, "resources/list", "{}").result().propertyNames())
        .containsExactly("resources");
  }

  @Test
  @DisplayName("Row 84: a client without version header gets content of texts alone")
  void oldest() throws Exception {
    JsonNode result = send("", "tools/call", McpServer.call("write-report", "{}")).result();
    JsonNode tools = send("", "tools/list", "{}").result();

    assertThat(result.has("structuredContent")).isFalse();
    assertThat(result.path("content").valueStream())
        .hasSize(3)
        .allMatch(block -> block.path("type").stringValue().equals("text"))
        .anyMatch(block -> block.path("text").stringValue().endsWith("/outputs/report.csv"));
    assertThat(tools.findValues("outputSchema")).isEmpty();
    assertThat(tools.path("tools").path(0).has("title")).isFalse();
  }

  @Test
  @DisplayName(
      "Rows 85, 86: a call with a task is one; its result is waited for, and said to be of it")
  void tasks() throws Exception {
    String id = task(Puppet.NAME, "t");
    server.puppet.running("t");
    try (Arriving waits = server.stream(Ask.legacy(TASKS, "tasks/result", McpServer.id(id)))) {
      assertThat(waits.line()).isPresent();
      JsonNode working = send(TASKS, "tasks/get", task(McpServer.id(id))).result();
      assertThat(working.path("ttl").isNull()).isTrue();
      assertThat(working.path("pollInterval").asInt(0)).isPositive();
      assertThat(working.has("result")).isFalse();
      server.puppet.end("t");
      related(waits.message().path("result"), id);
    }
    related(send(TASKS, "tasks/result", McpServer.id(id)).result(), id);
    assertThat(send(TASKS, "tasks/get", McpServer.id(id)).result().path("status").stringValue())
        .isEqualTo("completed");
  }

  private static void related(JsonNode result, String id) {
    assertThat(result.path("structuredContent")).hasToString("{\"text\":\"t\"}");
    assertThat(
            result
                .path("_meta")
                .path("io.modelcontextprotocol/related-task")
                .path("taskId")
                .stringValue())
        .isEqualTo(id);
    assertThat(result.has("resultType")).isFalse();
  }

  @Test
  @DisplayName("Row 87: what fails is failed, says why, and has a result with isError")
  void failures() throws Exception {
    String id = task("failing-job", "");
    server.end(id);

    JsonNode task = send(TASKS, "tasks/get", McpServer.id(id)).result();
    assertThat(task.path("status").stringValue()).isEqualTo("failed");
    assertThat(task.path("statusMessage").stringValue()).contains("the job failed");
    assertThat(send(TASKS, "tasks/result", McpServer.id(id)).failure()).contains("the job failed");
    String lost = task("protocol-error-job", "");
    server.end(lost);
    send(TASKS, "tasks/result", McpServer.id(lost)).error(200, -32603);
  }

  @Test
  @DisplayName("Row 88: a cancel answers the task; one that has ended cannot be cancelled")
  void cancelling() throws Exception {
    String id = task(Puppet.NAME, "c");
    server.puppet.running("c");

    assertThat(send(TASKS, "tasks/cancel", McpServer.id(id)).result().path("status").stringValue())
        .isEqualTo("cancelled");
    send(TASKS, "tasks/cancel", McpServer.id(id)).error(200, -32602);
    assertThat(
            send(TASKS, "tasks/result", McpServer.id(id))
                .error(200, -32603)
                .path("message")
                .stringValue())
        .isEqualTo("Task was cancelled");
  }

  @Test
  @DisplayName(
      "Row 89: tasks are listed in pages to those who may see them, and not without accounts")
  void lists(@TempDir Path open) throws Exception {
    for (int i = 0; i < 60; i++) {
      server.errand.submit(
          Submission.builder("greet").inputs(new Json("{}")).owner("contributor").build());
    }
    JsonNode first = send(TASKS, "tasks/list", "{}").result();
    String cursor = "{\"cursor\":\"" + first.path("nextCursor").stringValue() + "\"}";
    JsonNode second = send(TASKS, "tasks/list", cursor).result();

    assertThat(first.path("tasks")).hasSize(50);
    assertThat(second.path("tasks").isEmpty()).isFalse();
    assertThat(first.path("tasks")).doesNotContainAnyElementsOf(second.path("tasks"));
    assertThat(
            server
                .send(Ask.legacy(TASKS, "tasks/list", "{}").as(Who.OUTSIDER))
                .result()
                .path("tasks"))
        .isEmpty();
    send(TASKS, "tasks/list", "{\"cursor\":\"x\"}").error(200, -32602);
    try (McpServer unasked = new McpServer(open, ContainerPrincipals.open(), s -> s)) {
      unasked.send(Ask.legacy(TASKS, "tasks/list", "{}")).error(200, -32601);
      assertThat(
              unasked
                  .send(Ask.legacy("", "initialize", "{}"))
                  .result()
                  .path("capabilities")
                  .path("tasks")
                  .has("list"))
          .isFalse();
    }
  }

  @Test
  @DisplayName("Row 90: the extension in a call of an older revision makes it no task")
  void extensionInOlderRevisions() throws Exception {
    Ask ask =
        Ask.legacy(TASKS, "tools/call", McpServer.call("greet", "{}"))
            .capabilities("{\"extensions\":{\"io.modelcontextprotocol/tasks\":{}}}");

    assertThat(server.send(ask).text()).isEqualTo("Hello, World!");
  }

  @ParameterizedTest
  @ValueSource(strings = {"2025-06-18", "2025-03-26", ""})
  @DisplayName("Row 91: older revisions know no tasks")
  void noTasks(String revision) throws Exception {
    for (String method : List.of("tasks/get", "tasks/result", "tasks/list", "tasks/cancel")) {
      send(revision, method, "{\"taskId\":\"x\"}").error(200, -32601);
    }
    Answer plain =
        send(revision, "tools/call", "{\"name\":\"greet\",\"arguments\":{},\"task\":{}}");
    assertThat(plain.text()).isEqualTo("Hello, World!");
  }
}
