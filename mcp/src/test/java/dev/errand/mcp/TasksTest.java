// SPDX-License-Identifier: Apache-2.0
package dev.errand.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.errand.mcp.task.PollPace;
import dev.errand.task.Json;
import dev.errand.task.Submission;
import dev.errand.task.Task;
import dev.errand.testkit.access.Who;
import dev.errand.testkit.access.Whose;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** Calls that become tasks, and what is asked of tasks, in the newest revision. */
class TasksTest {

  private static final List<String> METHODS = List.of("tasks/get", "tasks/update", "tasks/cancel");

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

  private static Ask call(String tool, String arguments) {
    return Ask.tasks("tools/call", McpServer.call(tool, arguments));
  }

  private static JsonNode cancel(String task) throws Exception {
    return server.send(Ask.tasks("tasks/cancel", McpServer.id(task))).result();
  }

  private static String word(JsonNode task) {
    return task.path("status").stringValue();
  }

  @Test
  @DisplayName(
      "Rows 33, 35, 41, 42: a long call is a task, flat; it is there at once, and ends with its result")
  void lifecycle() throws Exception {
    JsonNode created = server.send(call(Puppet.NAME, "{\"name\":\"a\"}")).result();
    String id = created.path("taskId").stringValue();
    JsonNode next = server.get(id);

    assertThat(created.propertyNames())
        .containsExactlyInAnyOrder(
            "resultType",
            "taskId",
            "status",
            "createdAt",
            "lastUpdatedAt",
            "ttlMs",
            "pollIntervalMs",
            "_meta")
        .doesNotContain("result", "error", "inputRequests", "requestState", "ttl", "task");
    assertThat(created.path("resultType").stringValue()).isEqualTo("task");
    assertThat(created.path("ttlMs").isNull()).isTrue();
    assertThat(Instant.parse(created.path("createdAt").stringValue())).isBefore(Instant.MAX);
    assertThat(next.path("resultType").stringValue()).isEqualTo("complete");
    assertThat(next.path("taskId").stringValue()).isEqualTo(id);
    assertThat(word(next)).isEqualTo("working");
    assertThat(next.path("pollIntervalMs").asInt(0)).isPositive();

    server.puppet.step("a", context -> context.progress("half\nway", 1.5, 3));
    JsonNode working = server.get(id);
    assertThat(working.path("statusMessage").stringValue()).isEqualTo("half way (1.5/3)");
    assertThat(working.path("_meta").path("dev.errand/task").path("progress").path("total"))
        .hasToString("3.0");

    server.puppet.end("a");
    JsonNode done = server.ended(id);
    assertThat(word(done)).isEqualTo("completed");
    JsonNode result = done.path("result");
    assertThat(result.path("resultType").stringValue()).isEqualTo("complete");
    assertThat(result.path("structuredContent")).hasToString("{\"text\":\"a\"}");
    assertThat(result.has("_meta")).isFalse();
    assertThat(done.path("ttlMs").asLong(0)).isPositive();
    assertThat(server.get(id)).isEqualTo(done);
  }

  @Test
  @DisplayName(
      "Rows 36, 37, 38: who does not say that it holds tasks gets none and may ask for none")
  void withoutTheExtension() throws Exception {
    String id = server.task("b");
    for (String method : METHODS) {
      for (String asked : List.of(id, "nonsense")) {
        JsonNode error = server.send(Ask.plain(method, McpServer.id(asked))).error(400, -32021);
        assertThat(error.path("data").path("requiredCapabilities"))
            .hasToString("{\"extensions\":{\"io.modelcontextprotocol/tasks\":{}}}");
      }
    }
    JsonNode error =
        server
            .send(Ask.plain("tools/call", McpServer.call("failing-job", "{}")))
            .error(400, -32021);
    assertThat(error.path("data").path("requiredCapabilities").isObject()).isTrue();
    server.puppet.end("b");
  }

  @Test
  @DisplayName("Rows 39, 40: a quick call is answered when it is done, whatever 'task' says")
  void quick() throws Exception {
    Ask ask = Ask.tasks("tools/call", "{\"name\":\"greet\",\"arguments\":{},\"task\":{\"ttl\":1}}");

    JsonNode result = server.send(ask).result();

    assertThat(result.path("resultType").stringValue()).isEqualTo("complete");
    assertThat(result.path("content").path(0).path("text").stringValue())
        .isEqualTo("Hello, World!");
  }

  @Test
  void whatShouldHaveBeenQuickAndIsNotBecomesATask() throws Exception {
    JsonNode created = server.send(call(McpServer.WAITED, "{\"name\":\"slow\"}")).result();

    assertThat(created.path("resultType").stringValue()).isEqualTo("task");
    server.puppet.end("slow");
    assertThat(word(server.ended(created.path("taskId").stringValue()))).isEqualTo("completed");
  }

  @Test
  @DisplayName(
      "Rows 43, 44: what the operation lets fail is completed with isError, else it failed")
  void failures() throws Exception {
    String failing = server.send(call("failing-job", "{}")).result().path("taskId").stringValue();
    String lost =
        server.send(call("protocol-error-job", "{}")).result().path("taskId").stringValue();

    JsonNode failed = server.ended(failing);
    assertThat(word(failed)).isEqualTo("completed");
    assertThat(failed.path("result").path("isError").booleanValue()).isTrue();
    assertThat(failed.path("result").path("content").path(0).path("text").stringValue())
        .isEqualTo("the job failed, as it always does");
    assertThat(failed.path("statusMessage").stringValue()).contains("failed, as it always does");

    JsonNode broken = server.ended(lost);
    assertThat(word(broken)).isEqualTo("failed");
    assertThat(broken.path("error").path("code").asInt(0)).isEqualTo(-32603);
    assertThat(broken.path("error").path("message").stringValue()).isEqualTo("the result was lost");
    assertThat(broken.has("result")).isFalse();
  }

  @Test
  @DisplayName("Rows 45, 51, 52: a cancel is answered at once and empty, as often as it comes")
  void cancelling() throws Exception {
    String id = server.task("c");

    assertThat(cancel(id).propertyNames()).containsExactlyInAnyOrder("resultType", "_meta");
    JsonNode cancelled = server.ended(id);
    assertThat(word(cancelled)).isEqualTo("cancelled");
    assertThat(cancelled.has("result")).isFalse();
    assertThat(cancelled.path("statusMessage").stringValue()).isEqualTo("cancelled by contributor");
    assertThat(cancel(id).propertyNames()).containsExactlyInAnyOrder("resultType", "_meta");
    String done = server.task("d");
    server.puppet.end("d");
    JsonNode completed = server.ended(done);
    assertThat(cancel(done).path("resultType").stringValue()).isEqualTo("complete");
    assertThat(server.get(done)).isEqualTo(completed);
  }

  @Test
  @DisplayName(
      "Rows 46, 53: what waits is working, says what is before it, and never starts once it is cancelled")
  void waiting() throws Exception {
    String first =
        server
            .send(call(McpServer.NARROW, "{\"name\":\"first\"}"))
            .result()
            .path("taskId")
            .stringValue();
    server.puppet.running("first");
    JsonNode created = server.send(call(McpServer.NARROW, "{\"name\":\"second\"}")).result();
    String second = created.path("taskId").stringValue();

    assertThat(word(created)).isEqualTo("working");
    assertThat(server.get(second).path("statusMessage").stringValue())
        .startsWith("waiting: limit of");
    assertThat(cancel(second).isObject()).isTrue();
    assertThat(word(server.get(second))).isEqualTo("cancelled");
    assertThat(server.known(second).attempt().number()).isZero();
    server.puppet.end("first");
    server.end(first);
  }

  @Test
  @DisplayName("Row 47: what has ended stays until its time is over, which never shrinks")
  void kept() throws Exception {
    String id = server.task("e");
    server.puppet.end("e");
    JsonNode done = server.ended(id);
    Instant end =
        Instant.parse(done.path("createdAt").stringValue())
            .plusMillis(done.path("ttlMs").asLong(0));

    assertThat(Duration.between(server.clock.instant(), end)).isEqualTo(Duration.ofMinutes(10));
    server.clock.advance(Duration.ofMinutes(10).minusMillis(1));
    assertThat(server.get(id)).isEqualTo(done);
    server.clock.advance(Duration.ofMillis(1));
    server.send(Ask.tasks("tasks/get", McpServer.id(id))).error(200, -32602);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"0198f3c2-7b1e-7a40-9c11-5d0e6b8a2f10\"",
        "\"../../etc/passwd\"",
        "\"\"",
        "7",
        "null",
        "{}"
      })
  @DisplayName("Row 48: whatever is wrong with an id, the answer is the same")
  void unknownIds(String id) throws Exception {
    String usual = null;
    for (String method : METHODS) {
      Ask ask = Ask.tasks(method, "{\"taskId\":" + id + "}");
      Answer answer = server.send(id.startsWith("\"") ? ask : ask.header("Mcp-Name", "7"));
      String error = answer.error(200, -32602).toString();
      usual = usual == null ? error : usual;
      assertThat(error).isEqualTo(usual);
    }
    String foreign = server.task(Who.OUTSIDER, "foreign" + id.hashCode());
    for (String method : METHODS) {
      assertThat(server.send(Ask.tasks(method, McpServer.id(foreign))).error(200, -32602))
          .hasToString(usual);
    }
    assertThat(server.send(Ask.tasks("tasks/get", McpServer.id("x".repeat(6_000)))).status())
        .isEqualTo(200);
    server.puppet.end("foreign" + id.hashCode());
  }

  @Test
  @DisplayName(
      "Rows 49, 54: tasks of a group, started by whatever door, obey the rules of the group")
  void groups() throws Exception {
    Task task =
        server.errand.submit(
            Submission.builder(Puppet.NAME)
                .inputs(new Json("{\"name\":\"g\"}"))
                .owner("moderator")
                .group(Whose.GROUP)
                .build());
    String id = task.id().key().toString();
    server.puppet.running("g");

    assertThat(word(server.get(id))).isEqualTo("working");
    Ask get = Ask.tasks("tasks/get", McpServer.id(id));
    assertThat(word(server.send(get.as(Who.REVIEWER)).result())).isEqualTo("working");
    server.send(get.as(Who.GUEST)).error(200, -32602);
    server.send(get.as(Who.NEIGHBOUR)).error(200, -32602);
    JsonNode refused =
        server
            .send(Ask.tasks("tasks/cancel", McpServer.id(id)).as(Who.REVIEWER))
            .error(200, -32602);
    assertThat(refused.path("message").stringValue()).startsWith("That is not allowed");
    assertThat(cancel(id).isObject()).isTrue();
    assertThat(word(server.ended(id))).isEqualTo("cancelled");
  }

  @Test
  @DisplayName("Row 55: who polls too often is held up, not refused; five a second pass")
  void pace() {
    AtomicLong now = new AtomicLong();
    PollPace pace = new PollPace(now::get);

    for (int i = 0; i < 5; i++) {
      assertThat(pace.delay("a")).isZero();
    }
    assertThat(pace.delay("a")).isPositive();
    assertThat(pace.delay("b")).isZero();
    for (int i = 0; i < 100; i++) {
      assertThat(pace.delay("a")).isLessThanOrEqualTo(Duration.ofSeconds(1));
    }
    now.set(Duration.ofSeconds(10).toNanos());
    for (int i = 0; i < 100; i++) {
      assertThat(pace.delay("a")).isZero();
      now.addAndGet(Duration.ofMillis(200).toNanos());
    }
  }

  @Test
  @DisplayName("Row 56: when to ask again follows from how long others took")
  void pollInterval() throws Exception {
    String seen = server.task("h");
    server.clock.advance(Duration.ofSeconds(20));
    server.puppet.end("h");
    server.end(seen);
    String next = server.task("i");

    int interval = server.get(next).path("pollIntervalMs").asInt(0);
    assertThat(interval).isBetween(500, 10_000);
    server.clock.advance(Duration.ofSeconds(60));
    assertThat(server.get(next).path("pollIntervalMs").asInt(0)).isEqualTo(500);
    server.puppet.end("i");
    server.end(next);
  }

  @Test
  @DisplayName("Row 57: what is said to a task that asks nothing is passed over")
  void update() throws Exception {
    String id = server.task("j");

    assertThat(
            server
                .send(
                    Ask.tasks(
                        "tasks/update",
                        "{\"taskId\":\"" + id + "\",\"inputResponses\":{\"x\":{}}}"))
                .result()
                .path("resultType")
                .stringValue())
        .isEqualTo("complete");
    server.puppet.end("j");
    server.end(id);
  }
}
