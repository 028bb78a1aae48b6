// SPDX-License-Identifier: Apache-2.0
package dev.errand.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.errand.http.OpenAnswers;
import dev.errand.http.TestCallers;
import dev.errand.task.Page;
import dev.errand.task.TaskFilter;
import dev.errand.testkit.access.Who;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Answers that go on: calls that wait, and subscriptions. */
class StreamsTest {

  private static final String SUBSCRIPTION = "io.modelcontextprotocol/subscriptionId";

  @TempDir private static Path data;
  @TempDir private static Path other;
  private static final AtomicInteger NAMES = new AtomicInteger();
  private static McpServer server;

  @BeforeAll
  static void start() throws Exception {
    server = new McpServer(data);
  }

  @AfterAll
  static void stop() throws Exception {
    server.close();
  }

  private static String name() {
    return "s" + NAMES.incrementAndGet();
  }

  private static Ask waited(String name) {
    return Ask.plain("tools/call", McpServer.call(McpServer.WAITED, "{\"name\":\"" + name + "\"}"));
  }

  private static Ask listen(String... tasks) {
    String ids = List.of(tasks).stream().map(id -> '"' + id + '"').toList().toString();
    return Ask.tasks("subscriptions/listen", "{\"notifications\":{\"taskIds\":" + ids + "}}");
  }

  /** The newest task of the operation that is waited for. */
  private static String newest() {
    return server
        .errand
        .tasks(TaskFilter.ALL.operations(Set.of(McpServer.WAITED)), Page.newest(1))
        .getFirst()
        .id()
        .key()
        .toString();
  }

  @Test
  @DisplayName(
      "Rows 36, 58, 64, 66, 67: a long wait is a stream with comments that ends with the answer")
  void waits() throws Exception {
    String name = name();
    try (Arriving stream = server.stream(waited(name))) {
      assertThat(stream.http().headers().firstValue("Content-Type").orElse(""))
          .startsWith("text/event-stream");
      assertThat(stream.http().headers().firstValue("X-Accel-Buffering")).contains("no");
      assertThat(stream.line()).contains(":");
      assertThat(stream.line()).contains("");
      assertThat(stream.line()).contains(":");
      server.puppet.step(name, context -> context.progress("half", 1, 2));
      server.puppet.end(name);
      List<JsonNode> messages = stream.messages();
      assertThat(messages).hasSize(1);
      assertThat(messages.getFirst().path("id").asInt(0)).isEqualTo(1);
      assertThat(messages.getFirst().path("result").path("resultType").stringValue())
          .isEqualTo("complete");
    }
    server.awaitOpen(0);
  }

  @Test
  @DisplayName("Row 59: a modern caller that closes the connection cancels its call")
  void modernDisconnect() throws Exception {
    String name = name();
    try (Arriving stream = server.stream(waited(name))) {
      server.puppet.running(name);
      assertThat(stream.line()).isPresent();
    }

    assertThat(server.end(newest()).status()).hasToString("CANCELLED");
    server.awaitOpen(0);
  }

  @Test
  @DisplayName("Row 60: a call of an older revision goes on when its caller has gone")
  void legacyDisconnect() throws Exception {
    String name = name();
    Ask ask =
        Ask.legacy(
            "2025-06-18",
            "tools/call",
            McpServer.call(McpServer.WAITED, "{\"name\":\"" + name + "\"}"));
    try (Arriving stream = server.stream(ask)) {
      server.puppet.running(name);
      assertThat(stream.line()).isPresent();
    }
    server.awaitOpen(0);

    assertThat(server.known(newest()).cancelRequest()).isEmpty();
    server.puppet.end(name);
    assertThat(server.end(newest()).status()).hasToString("FINISHED");
  }

  @Test
  @DisplayName("Row 61: notifications/cancelled cancels the waiting call that this caller calls so")
  void legacyCancel() throws Exception {
    String name = name();
    Ask ask =
        Ask.legacy(
                "2025-11-25",
                "tools/call",
                McpServer.call(McpServer.WAITED, "{\"name\":\"" + name + "\"}"))
            .member("id", "77")
            .header("Mcp-Session-Id", "mine");
    try (Arriving stream = server.stream(ask)) {
      server.puppet.running(name);
      assertThat(stream.line()).isPresent();
      cancelled("mine", "77", Who.OUTSIDER);
      cancelled("other", "77", Who.CONTRIBUTOR);
      cancelled("mine", "\"77\"", Who.CONTRIBUTOR);
      server.puppet.running(name);
      assertThat(server.known(newest()).cancelRequest()).isEmpty();
      cancelled("mine", "77", Who.CONTRIBUTOR);
      assertThat(stream.message().path("result").path("isError").booleanValue()).isTrue();
    }
    assertThat(server.end(newest()).status()).hasToString("CANCELLED");
  }

  private static void cancelled(String session, String id, Who who) throws Exception {
    Ask notice =
        Ask.legacy("2025-11-25", "notifications/cancelled", "{\"requestId\":" + id + "}")
            .notice()
            .as(who)
            .header("Mcp-Session-Id", session);
    assertThat(server.send(notice).status()).isEqualTo(202);
  }

  @Test
  @DisplayName("Row 62: a call that was answered with a task is not cancelled so")
  void legacyCancelOfATask() throws Exception {
    String name = name();
    Ask ask =
        Ask.legacy(
                "2025-11-25",
                "tools/call",
                "{\"name\":\"puppet\",\"arguments\":{\"name\":\"" + name + "\"},\"task\":{}}")
            .member("id", "78")
            .header("Mcp-Session-Id", "mine");
    String task = server.send(ask).result().path("task").path("taskId").stringValue();
    server.puppet.running(name);

    cancelled("mine", "78", Who.CONTRIBUTOR);

    assertThat(server.known(task).cancelRequest()).isEmpty();
    server.puppet.end(name);
    server.end(task);
  }

  @Test
  @DisplayName("Row 65: progress comes if it was asked for, under its token, and grows")
  void progress() throws Exception {
    String name = name();
    try (Arriving stream = server.stream(waited(name).meta("progressToken", "0"))) {
      server.puppet.step(name, context -> context.progress("one", 1, 10));
      JsonNode first = stream.message();
      server.puppet.step(name, context -> context.progress("back", 0.5, 10));
      JsonNode second = stream.message();
      server.puppet.step(name, context -> context.progress("two", 2));
      server.puppet.step(name, context -> context.progress("three", 3));
      JsonNode third = stream.message();
      server.puppet.end(name);

      assertThat(first.path("method").stringValue()).isEqualTo("notifications/progress");
      assertThat(first.path("params"))
          .hasToString("{\"progressToken\":0,\"progress\":1.0,\"total\":10.0,\"message\":\"one\"}");
      assertThat(second.path("params").path("message").stringValue()).isEqualTo("back");
      assertThat(second.path("params").path("progress").doubleValue()).isBetween(1.0, 1.000001);
      assertThat(second.path("params").path("progress").doubleValue()).isGreaterThan(1);
      assertThat(third.path("params").path("message").stringValue()).isEqualTo("three");
      assertThat(stream.messages()).hasSize(1).allMatch(message -> message.has("result"));
    }
  }

  @Test
  @DisplayName("Rows 68, 69: a subscription acknowledges, tells how each task is, and each change")
  void listens() throws Exception {
    String name = name();
    String task = server.task(name);
    String foreign = server.task(Who.OUTSIDER, name + "x");
    try (Arriving stream =
        server.stream(listen(task, foreign, "nonsense").member("id", "\"sub\""))) {
      JsonNode acknowledged = stream.message();
      assertThat(acknowledged.path("method").stringValue())
          .isEqualTo("notifications/subscriptions/acknowledged");
      assertThat(acknowledged.path("params").path("notifications"))
          .hasToString("{\"taskIds\":[\"" + task + "\"]}");
      JsonNode present = stream.message();
      assertThat(present.path("method").stringValue()).isEqualTo("notifications/tasks");
      assertThat(members(present.path("params"))).isEqualTo(members(server.get(task)));
      server.puppet.step(name, context -> context.progress("half", 1, 2));
      assertThat(stream.message().path("params").path("statusMessage").stringValue())
          .isEqualTo("half (1/2)");
      server.puppet.end(name);
      JsonNode ended = stream.message();
      assertThat(members(ended.path("params"))).isEqualTo(members(server.get(task)));
      JsonNode last = stream.message();
      assertThat(last.path("id").stringValue()).isEqualTo("sub");
      assertThat(last.path("result").path("resultType").stringValue()).isEqualTo("complete");
      assertThat(stream.next()).isEmpty();
      for (JsonNode message : List.of(acknowledged, present, ended)) {
        assertThat(message.path("params").path("_meta").path(SUBSCRIPTION).stringValue())
            .isEqualTo("sub");
      }
    }
    server.awaitOpen(0);
    server.puppet.end(name + "x");
  }

  /** Without what only one of the two has. */
  private static JsonNode members(JsonNode task) {
    var copy = (ObjectNode) task.deepCopy();
    copy.remove("resultType");
    copy.remove("_meta");
    return copy;
  }

  @Test
  @DisplayName("Row 70: tasks are listened to by those that hold tasks; nothing else is told")
  void listenWithoutTheExtension() throws Exception {
    server
        .send(Ask.plain("subscriptions/listen", "{\"notifications\":{\"taskIds\":[]}}"))
        .error(400, -32021);
    Ask others =
        Ask.plain("subscriptions/listen", "{\"notifications\":{\"toolsListChanged\":true}}");
    try (Arriving stream = server.stream(others)) {
      assertThat(stream.message().path("params").path("notifications")).hasToString("{}");
      assertThat(stream.messages()).hasSize(1);
    }
    String[] many = new String[101];
    Arrays.fill(many, "x");
    server.send(listen(many)).error(200, -32602);
  }

  @Test
  @DisplayName("Row 71: a subscription whose caller has gone is freed; ten may be open")
  void freed() throws Exception {
    String name = name();
    String task = server.task(name);
    var streams = new ArrayList<Arriving>();
    for (int i = 0; i < 10; i++) {
      streams.add(server.stream(listen(task)));
      assertThat(streams.get(i).message().isObject()).isTrue();
    }
    server.send(listen(task)).error(200, -32602);
    for (Arriving stream : streams) {
      stream.close();
    }
    server.awaitOpen(0);

    server.puppet.end(name);
    server.end(task);
    try (Arriving stream = server.stream(listen(task))) {
      assertThat(stream.messages()).hasSize(3);
    }
  }

  @Test
  @DisplayName("Row 63: every open stream gets a response before it ends with the server")
  void stops() throws Exception {
    McpServer stopping = new McpServer(other);
    Ask call = Ask.plain("tools/call", McpServer.call(McpServer.WAITED, "{\"name\":\"stop\"}"));
    try (Arriving waits = stopping.stream(call)) {
      String task = stopping.task("told");
      try (Arriving listens = stopping.stream(listen(task))) {
        assertThat(listens.message().isObject()).isTrue();
        assertThat(waits.line()).isPresent();
        stopping.open.close();

        JsonNode error = waits.messages().getLast().path("error");
        assertThat(error.path("code").asInt(0)).isEqualTo(-32603);
        assertThat(error.path("message").stringValue()).containsPattern("the task [0-9a-f-]{36}");
        assertThat(listens.messages().getLast().path("result").path("resultType").stringValue())
            .isEqualTo("complete");
      }
    } finally {
      stopping.close();
    }
  }

  @Test
  void aCallThatWaitsGoesOnWhenTheStoreIsBack() throws Exception {
    String name = name();
    try (Arriving stream = server.stream(waited(name))) {
      server.puppet.running(name);
      server.store.leave();
      server.puppet.end(name);
      server.store.awaitRefused(3);
      server.store.comeBack();

      JsonNode last = stream.messages().getLast();
      assertThat(last.path("result").path("structuredContent").path("text").asString(""))
          .as("%s", last)
          .isEqualTo(name);
    } finally {
      server.store.comeBack();
    }
  }

  @Test
  void aSubscriptionGoesOnWhenTheStoreIsBack() throws Exception {
    String name = name();
    String task = server.task(name);
    try (Arriving stream = server.stream(listen(task))) {
      assertThat(stream.message().isObject()).isTrue();
      assertThat(stream.message().path("params").path("status").asString("")).isEqualTo("working");
      server.store.leave();
      server.puppet.end(name);
      server.store.awaitRefused(3);
      server.store.comeBack();

      assertThat(stream.message().path("params").path("status").asString(""))
          .isEqualTo("completed");
      assertThat(stream.messages()).hasSize(1).allMatch(message -> message.has("result"));
    } finally {
      server.store.comeBack();
    }
  }

  @Test
  void whereStreamsAreFullACallGoesOnAndDiscoveryIsAnswered(@TempDir Path full) throws Exception {
    try (McpServer small =
        new McpServer(
            full,
            new TestCallers(),
            settings -> settings,
            new OpenAnswers.Settings(1, Duration.ofSeconds(15)))) {
      Ask first = Ask.plain("tools/call", McpServer.call(McpServer.WAITED, "{\"name\":\"x\"}"));
      try (Arriving stream = small.stream(first)) {
        assertThat(stream.line()).isPresent();
        Ask second = Ask.plain("tools/call", McpServer.call(McpServer.WAITED, "{\"name\":\"y\"}"));
        assertThat(small.send(second).failure())
            .containsPattern("started as task [0-9a-f-]{36} and goes on")
            .contains("errand_status");
        assertThat(small.send(Ask.plain("server/discover", "{}")).status()).isEqualTo(200);
        small.puppet.end("x");
        small.puppet.end("y");
      }
    }
  }
}
