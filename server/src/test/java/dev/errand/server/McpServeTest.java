// SPDX-License-Identifier: Apache-2.0
package dev.errand.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.errand.task.Json;
import dev.errand.testkit.Looks;
import dev.errand.testkit.http.Wire;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The Model Context Protocol of a server as it comes. */
class McpServeTest {

  private static final String MODERN = "2026-07-28";
  private static final Set<String> TOLD =
      Set.of(
          "type",
          "title",
          "description",
          "default",
          "properties",
          "required",
          "additionalProperties",
          "items",
          "enum",
          "anyOf",
          "minimum",
          "maximum",
          "exclusiveMinimum",
          "exclusiveMaximum",
          "minLength",
          "maxLength",
          "minItems",
          "maxItems");

  /** Both say when they begin, and when they end, for which they wait to be let. */
  private static final String SLOW =
      """
      name: slow
      description: Writes a report while somebody waits.
      command: [sh, -c, 'echo began >> "$0/slow"; until [ -e "$0/go" ]; do sleep 0.05; done;
        echo a,b > report.csv; echo ended >> "$0/slow"', FOLDER]
      outputs:
        report: {file: report.csv, mediaType: text/csv}
      recovery: repeat
      agents: {pace: long}
      """;

  private static final String ONCE =
      """
      name: once
      description: Does what must not be done twice.
      command: [sh, -c, 'echo began >> "$0/once"; until [ -e "$0/go" ]; do sleep 0.05; done;
        echo ended >> "$0/once"', FOLDER]
      recovery: fail
      agents: {pace: long}
      """;

  @TempDir private Path folder;

  private static JsonNode send(RunningServer server, String method, String params, String name) {
    ObjectNode body = Json.mapper().createObjectNode().put("jsonrpc", "2.0").put("id", 1);
    ObjectNode given = (ObjectNode) new Json(params).parse();
    given.set(
        "_meta",
        new Json(
                """
                {"io.modelcontextprotocol/protocolVersion": "2026-07-28",
                 "io.modelcontextprotocol/clientCapabilities":
                   {"extensions": {"io.modelcontextprotocol/tasks": {}}}}
                """)
            .parse());
    body.put("method", method).set("params", given);
    String answer =
        server
            .send(
                HttpRequest.newBuilder(server.address().resolve("/mcp"))
                    .header("Content-Type", "application/json")
                    .header("MCP-Protocol-Version", MODERN)
                    .header("Mcp-Method", method)
                    .header("Mcp-Name", name)
                    .POST(HttpRequest.BodyPublishers.ofString(body.toString()))
                    .build())
            .body();
    JsonNode result = new Json(answer).parse().path("result");
    assertThat(result.isObject()).as(answer).isTrue();
    return result;
  }

  private static JsonNode get(RunningServer server, String task) {
    return send(server, "tasks/get", "{\"taskId\":\"" + task + "\"}", task);
  }

  private RunningServer start() throws IOException {
    Path operations = Files.createDirectories(folder.resolve("operations"));
    Files.writeString(operations.resolve("slow.yaml"), SLOW.replace("FOLDER", folder.toString()));
    Files.writeString(operations.resolve("once.yaml"), ONCE.replace("FOLDER", folder.toString()));
    Path settings =
        Files.writeString(folder.resolve("settings.properties"), "errand.mcp.operations=*\n");
    return RunningServer.start(
        folder, "--operations", operations.toString(), "--config", settings.toString());
  }

  private static String task(RunningServer server, String operation) {
    String call = "{\"name\":\"" + operation + "\",\"arguments\":{}}";
    JsonNode created = send(server, "tools/call", call, operation);
    assertThat(created.path("resultType").stringValue()).isEqualTo("task");
    return created.path("taskId").stringValue();
  }

  private static String ended(RunningServer server, String task) {
    return server
        .send(
            HttpRequest.newBuilder(server.address().resolve("/jobs/" + task))
                .header("Prefer", "wait=20, until-ended")
                .build())
        .body();
  }

  /** The status of a ping to what the client takes for the server's name. */
  private static int addressed(RunningServer server, String host) throws IOException {
    String body = "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"ping\",\"params\":{}}";
    return Wire.exchange(
            server.address().getPort(),
            "POST /mcp HTTP/1.1\r\nHost: %s\r\nConnection: close\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n%s"
                .formatted(host, body.length(), body))
        .status();
  }

  /** What the programs of an operation have said. */
  private List<String> runs(String operation) throws IOException {
    Path file = folder.resolve(operation);
    return Files.exists(file) ? Files.readAllLines(file) : List.of();
  }

  private void awaitRun(String operation) throws IOException {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
    while (runs(operation).isEmpty()) {
      assertThat(System.nanoTime()).as(operation).isLessThan(deadline);
      Looks.pause();
    }
  }

  @Test
  @DisplayName(
      "Rows 3, 25, 34, 54, 72: what ships is told so that all clients take it; a task that was answered survives kill -9, twice, and runs as its rule says")
  void killed() throws Exception {
    String slow;
    String once;
    try (RunningServer server = start()) {
      Map<String, JsonNode> odd = new TreeMap<>();
      JsonNode tools = send(server, "tools/list", "{}", "").path("tools");
      for (JsonNode tool : tools) {
        look(tool.path("inputSchema"), tool.path("name").stringValue(), odd);
        look(tool.path("outputSchema"), tool.path("name").stringValue(), odd);
      }
      assertThat(tools).hasSizeGreaterThan(14);
      assertThat(odd).isEmpty();

      slow = task(server, "slow");
      server.child().signal("KILL");
    }
    try (RunningServer server = start()) {
      assertThat(get(server, slow).path("status").stringValue()).isEqualTo("working");
      assertThat(addressed(server, "evil.example.com")).isEqualTo(403);
      assertThat(addressed(server, "localhost:1")).isEqualTo(200);
      once = task(server, "once");
      awaitRun("slow");
      awaitRun("once");
      server.child().signal("KILL");
    }
    try (RunningServer server = start()) {
      assertThat(get(server, slow).path("status").stringValue()).isEqualTo("working");
      Files.createFile(folder.resolve("go"));
      int attempts = new Json(ended(server, slow)).parse().path("attempt").asInt(0);
      String report = report(server, get(server, slow));
      assertThat(report).isEqualTo("a,b\n");
      assertThat(runs("slow")).endsWith("began", "ended").containsOnlyOnce("ended");
      assertThat(runs("slow").size() - 1).isBetween(2, attempts);

      ended(server, once);
      JsonNode lost = get(server, once);
      assertThat(lost.path("status").stringValue()).as("%s", lost).isEqualTo("failed");
      assertThat(lost.path("error").path("code").asInt(0)).isEqualTo(-32603);
      assertThat(runs("once")).containsExactly("began");
    }
  }

  /** What the task left, read both ways. */
  private static String report(RunningServer server, JsonNode done) {
    assertThat(done.path("status").stringValue()).as("%s", done).isEqualTo("completed");
    JsonNode link = done.path("result").path("content").path(1);
    assertThat(link.path("name").stringValue()).as("%s", done).isEqualTo("report");
    URI address = URI.create(link.path("uri").stringValue());
    String loaded = server.send(HttpRequest.newBuilder(address).build()).body();
    JsonNode read =
        send(server, "resources/read", "{\"uri\":\"" + address + "\"}", address.toString());
    assertThat(read.path("contents").path(0).path("text").stringValue()).isEqualTo(loaded);
    return loaded;
  }

  /** Notes every schema in it that some client does not take. */
  private static void look(JsonNode schema, String tool, Map<String, JsonNode> odd) {
    if (schema.isMissingNode()) {
      return;
    }
    JsonNode others = schema.path("additionalProperties");
    if (!schema.isObject()
        || !TOLD.containsAll(schema.propertyNames())
        || (others.isBoolean() && others.booleanValue())
        || !(schema.path("type").isMissingNode() || schema.path("type").isString())) {
      odd.put(tool, schema);
    }
    schema.path("properties").forEach(member -> look(member, tool, odd));
    schema.path("anyOf").forEach(member -> look(member, tool, odd));
    look(schema.path("items"), tool, odd);
    if (others.isObject()) {
      look(others, tool, odd);
    }
  }
}
