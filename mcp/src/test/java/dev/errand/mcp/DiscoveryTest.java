// SPDX-License-Identifier: Apache-2.0
package dev.errand.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.errand.task.Page;
import dev.errand.task.TaskFilter;
import dev.errand.testkit.access.Who;
import java.nio.file.Path;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** What there is, and calls that are answered at once. */
class DiscoveryTest {

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

  private static JsonNode list(Who who) throws Exception {
    return server.send(Ask.plain("tools/list", "{}").as(who)).result();
  }

  private static List<String> names(JsonNode list) {
    return list.path("tools").valueStream().map(tool -> tool.path("name").stringValue()).toList();
  }

  private static JsonNode tool(JsonNode list, String name) {
    return list.path("tools")
        .valueStream()
        .filter(tool -> tool.path("name").stringValue().equals(name))
        .findFirst()
        .orElseThrow();
  }

  private static Answer call(String tool, String arguments) throws Exception {
    return server.send(Ask.plain("tools/call", McpServer.call(tool, arguments)));
  }

  private static int count() {
    return server.errand.tasks(TaskFilter.ALL, Page.oldest(10_000)).size();
  }

  @Test
  @DisplayName("Row 22: server/discover tells of versions and capabilities, and of no tasks member")
  void discover() throws Exception {
    JsonNode result = server.send(Ask.plain("server/discover", "{}")).result();

    assertThat(result.path("supportedVersions").valueStream().map(JsonNode::stringValue))
        .containsExactly("2026-07-28", "2025-11-25", "2025-06-18", "2025-03-26");
    assertThat(result.path("capabilities").toString())
        .isEqualTo(
            "{\"tools\":{},\"resources\":{},\"extensions\":{\"io.modelcontextprotocol/tasks\":{}}}");
    assertThat(result.path("instructions").stringValue()).contains("errand_start");
  }

  @Test
  @DisplayName("Row 23: what may be kept says for how long and for whom")
  void caching() throws Exception {
    for (String method :
        List.of("server/discover", "tools/list", "resources/list", "resources/templates/list")) {
      JsonNode result = server.send(Ask.plain(method, "{}")).result();
      assertThat(result.path("ttlMs").asInt(-1)).as(method).isNotNegative();
      assertThat(result.path("cacheScope").stringValue()).as(method).isEqualTo("private");
    }
  }

  @Test
  @DisplayName("Row 24: tools are sorted, well named and described")
  void sorted() throws Exception {
    JsonNode list = list(Who.ADMINISTRATOR);

    assertThat(names(list))
        .isSorted()
        .doesNotHaveDuplicates()
        .allMatch(name -> name.matches("[A-Za-z0-9_-]{1,64}"))
        .doesNotContain(McpServer.LONG_NAME)
        .contains("greet", "errand_start", "errand_status", "errand_log", "errand_cancel");
    assertThat(list(Who.ADMINISTRATOR)).isEqualTo(list);
    assertThat(list.path("tools").valueStream())
        .allMatch(tool -> !tool.path("description").asString("").isBlank())
        .allMatch(tool -> tool.path("annotations").path("readOnlyHint").isBoolean());
  }

  @Test
  @DisplayName("Row 26: everybody sees what they may start, and that it is theirs")
  void byRights() throws Exception {
    assertThat(names(list(Who.ADMINISTRATOR))).contains(McpServer.GUARDED);
    assertThat(names(list(Who.CONTRIBUTOR))).doesNotContain(McpServer.GUARDED).contains("greet");
    assertThat(list(Who.CONTRIBUTOR).path("cacheScope").stringValue()).isEqualTo("private");
  }

  @Test
  @DisplayName("Row 27: a cursor that is none is -32602")
  void badCursor() throws Exception {
    server.send(Ask.plain("tools/list", "{\"cursor\":\"x\"}")).error(200, -32602);
    server.send(Ask.plain("tools/list", "{\"cursor\":7}")).error(200, -32602);
    server.send(Ask.plain("resources/list", "{\"cursor\":\"x\"}")).error(200, -32602);
  }

  @Test
  @DisplayName("Row 28: a tool that is not there and one that is not for the caller are alike")
  void unknownAndForbidden() throws Exception {
    String arguments = "{\"name\":\"x\"}";
    String forbidden = call(McpServer.GUARDED, arguments).error(200, -32602).toString();
    String unknown = call("missing", arguments).error(200, -32602).toString();

    assertThat(forbidden).isEqualTo(unknown.replace("missing", McpServer.GUARDED));
    server.send(Ask.plain("tools/call", "{\"name\":7}").header("Mcp-Name", "7")).error(200, -32602);
    call("greet", "[]").error(200, -32602);
  }

  @Test
  @DisplayName("Row 29: arguments that do not fit are named in a result, and nothing is stored")
  void badArguments() throws Exception {
    int before = count();

    assertThat(call(McpServer.WAITED, "{\"name\":7,\"more\":1}").failure())
        .contains("name")
        .contains("more");
    assertThat(call(McpServer.WAITED, "{}").failure()).contains("name: is missing");
    assertThat(count()).isEqualTo(before);
  }

  @Test
  @DisplayName("Row 30: a tool with a schema of results gives them, as structure and as text")
  void structured() throws Exception {
    JsonNode result = call("write-report", "{}").result();

    assertThat(tool(list(Who.CONTRIBUTOR), "write-report").path("outputSchema").path("type"))
        .hasToString("\"object\"");
    assertThat(result.path("structuredContent")).hasToString("{\"lines\":2}");
    assertThat(result.path("content").path(0).path("text").stringValue())
        .isEqualTo("{\"lines\":2}");
    assertThat(tool(list(Who.CONTRIBUTOR), "greet").has("outputSchema")).isFalse();
    JsonNode failed = call("test-error-handling", "{}").result();
    assertThat(failed.path("isError").booleanValue()).isTrue();
    assertThat(failed.has("structuredContent")).isFalse();
    assertThat(failed.path("content").path(1).path("uri").stringValue()).endsWith("/log");
  }

  @Test
  @DisplayName(
      "Row 31: a list says nothing of the execution, and in 2025-11-25 that it is optional")
  void execution() throws Exception {
    assertThat(list(Who.CONTRIBUTOR).findValues("execution")).isEmpty();
    JsonNode old = server.send(Ask.legacy("2025-11-25", "tools/list", "{}")).result();
    assertThat(tool(old, "greet").path("execution")).hasToString("{\"taskSupport\":\"optional\"}");
    assertThat(tool(old, "errand_start").has("execution")).isFalse();
  }

  @Test
  @DisplayName("Row 32: secrets are shown nowhere")
  void secrets() throws Exception {
    String schema = tool(list(Who.CONTRIBUTOR), Puppet.NAME).toString();
    assertThat(schema).contains("password").doesNotContain("none");
    String arguments = "{\"name\":\"secret\",\"password\":\"sesame\"}";
    JsonNode created =
        server.send(Ask.tasks("tools/call", McpServer.call(Puppet.NAME, arguments))).result();
    String task = created.path("taskId").stringValue();
    String answers = created.toString() + server.get(task);
    server.puppet.step(
        "secret",
        context -> {
          context.progress("opening with sesame");
          throw new IllegalStateException("sesame does not open");
        });
    answers += server.ended(task);
    answers += call("errand_status", "{\"task\":\"" + task + "\"}").http().body();
    answers += call("errand_log", "{\"task\":\"" + task + "\"}").http().body();

    assertThat(answers).contains("does not open").doesNotContain("sesame");
  }

  @Test
  void aKeyMakesRepeatingACallTheSameTask() throws Exception {
    String arguments = "{\"name\":\"keyed\"}";
    UnaryOperator<Ask> keyed = ask -> ask.meta("dev.errand/idempotency-key", "\"0815\"");
    String first =
        server
            .send(keyed.apply(Ask.tasks("tools/call", McpServer.call(Puppet.NAME, arguments))))
            .result()
            .path("taskId")
            .stringValue();
    String again =
        server
            .send(
                keyed.apply(
                    Ask.tasks(
                        "tools/call", McpServer.call(Puppet.NAME, "{ \"name\" : \"keyed\" }"))))
            .result()
            .path("taskId")
            .stringValue();
    String started =
        call(
                "errand_start",
                "{\"operation\":\"puppet\",\"arguments\":{\"name\":\"keyed\"},\"key\":\"0815\"}")
            .result()
            .path("structuredContent")
            .path("task")
            .stringValue();

    assertThat(List.of(again, started)).containsOnly(first);
    assertThat(
            server
                .send(
                    keyed.apply(
                        Ask.tasks(
                            "tools/call", McpServer.call(Puppet.NAME, "{\"name\":\"other\"}"))))
                .failure())
        .contains("key");
    server
        .send(
            Ask.tasks("tools/call", McpServer.call(Puppet.NAME, arguments))
                .meta("dev.errand/idempotency-key", "\"with blank\""))
        .error(200, -32602);
    server.puppet.end("keyed");
  }

  @Test
  void aFullQueueIsSomethingThatAModelCanRead() throws Exception {
    String running = narrow("n");
    server.puppet.running("n");
    String waiting = narrow("p");

    assertThat(call(McpServer.NARROW, "{\"name\":\"m\"}").failure()).contains("Try again in");

    for (String name : List.of("n", "p")) {
      server.puppet.end(name);
    }
    server.end(running);
    server.end(waiting);
  }

  private static String narrow(String name) throws Exception {
    return server
        .send(
            Ask.tasks(
                "tools/call", McpServer.call(McpServer.NARROW, "{\"name\":\"" + name + "\"}")))
        .result()
        .path("taskId")
        .stringValue();
  }

  @Test
  void whoCannotHoldTasksStartsAndFollowsThemByTools() throws Exception {
    JsonNode started =
        call("errand_start", "{\"operation\":\"puppet\",\"arguments\":{\"name\":\"handle\"}}")
            .result()
            .path("structuredContent");
    String task = "{\"task\":\"" + started.path("task").stringValue() + "\"";
    server.puppet.step(
        "handle",
        context -> {
          for (int i = 1; i <= 60; i++) {
            context.info(i % 2 == 0 ? "even " + i : "odd " + i);
          }
          context.progress("counting", 60, 100);
        });

    JsonNode status = call("errand_status", task + "}").result().path("structuredContent");
    assertThat(status.path("status").stringValue()).isEqualTo("running");
    assertThat(status.path("message").stringValue()).isEqualTo("counting (60/100)");
    assertThat(status.path("askAgainInSeconds").asInt(0)).isPositive();
    assertThat(lines(task + ",\"last\":2}")).hasSize(2).last().asString().contains("even 60");
    assertThat(lines(task + ",\"from\":3,\"last\":2}"))
        .hasSize(2)
        .first()
        .asString()
        .startsWith("\"3 ");
    assertThat(lines(task + ",\"matching\":\"EVEN 4\",\"last\":3}")).hasSize(3);
    assertThat(lines(task + "}")).hasSize(50);

    server.puppet.end("handle");
    server.end(started.path("task").stringValue());
    JsonNode ended = call("errand_status", task + "}").result().path("structuredContent");
    assertThat(ended.path("status").stringValue()).isEqualTo("finished");
    assertThat(ended.path("result")).hasToString("{\"text\":\"handle\"}");
    assertThat(call("errand_cancel", task + "}").result().toString()).contains("finished");
    assertThat(call("errand_status", "{\"task\":\"x\"}").failure()).contains("no such task");
    assertThat(call("errand_log", task + ",\"last\":0}").failure()).contains("last");
    assertThat(call("errand_start", "{\"operation\":\"none\"}").failure()).contains("greet");
  }

  private static List<JsonNode> lines(String arguments) throws Exception {
    return call("errand_log", arguments)
        .result()
        .path("structuredContent")
        .path("lines")
        .valueStream()
        .toList();
  }

  @Test
  void aLargeResultIsALinkBesideItsStructure() throws Exception {
    String task = server.task("large");
    server.puppet.step("large", context -> context.progress("x"));
    server.puppet.end("large", "y".repeat(70_000));

    JsonNode result = server.ended(task).path("result");

    assertThat(result.path("structuredContent").path("text").stringValue()).hasSize(70_000);
    assertThat(result.path("content").path(0).path("text").stringValue())
        .startsWith("The result has 700");
    String uri = result.path("content").path(1).path("uri").stringValue();
    assertThat(uri).endsWith("/jobs/" + task + "/results?f=json");
    assertThat(
            server
                .send(Ask.plain("resources/read", "{\"uri\":\"" + uri + "\"}"))
                .result()
                .path("contents")
                .path(0)
                .path("text")
                .stringValue())
        .hasSizeGreaterThan(70_000);
  }

  @Test
  void aLogIsCutToWhatAModelCanTake() throws Exception {
    String task = server.task("wordy");
    server.puppet.step(
        "wordy",
        context -> {
          for (int i = 0; i < 40; i++) {
            context.info("x".repeat(1_000));
          }
        });

    JsonNode excerpt =
        call("errand_log", "{\"task\":\"" + task + "\"}").result().path("structuredContent");

    assertThat(excerpt.toString().length()).isBetween(10_000, 18_000);
    assertThat(excerpt.path("cut").stringValue()).contains("Earlier lines");
    assertThat(
            call("errand_log", "{\"task\":\"" + task + "\",\"from\":1}")
                .result()
                .path("structuredContent")
                .path("cut")
                .stringValue())
        .matches("There is more; ask with from [0-9]+.");
    server.puppet.end("wordy");
  }
}
