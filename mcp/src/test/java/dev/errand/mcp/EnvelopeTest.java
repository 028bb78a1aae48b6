// SPDX-License-Identifier: Apache-2.0
package dev.errand.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.errand.task.Page;
import dev.errand.task.TaskFilter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
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

/** What a request of the newest revision says of itself, in its body and in its headers. */
class EnvelopeTest {

  private static final String UNKNOWN_TASK =
      "{\"taskId\":\"0198f3c2-7b1e-7a40-9c11-5d0e6b8a2f10\"}";

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

  private static Ask discover() {
    return Ask.plain("server/discover", "{}");
  }

  @ParameterizedTest
  @ValueSource(strings = {"protocolVersion", "clientCapabilities"})
  @DisplayName("Row 11: without what it must say it is 400, -32602")
  void missingMembers(String member) throws Exception {
    server.send(discover().withoutMeta(member)).error(400, -32602);
    server
        .send(
            Ask.legacy(Ask.MODERN, "server/discover", "{}").header("Mcp-Method", "server/discover"))
        .error(400, -32602);
  }

  @Test
  @DisplayName("Row 12: who the client is need not be said")
  void withoutClientInfo() throws Exception {
    assertThat(server.send(discover()).result().isObject()).isTrue();
  }

  @Test
  @DisplayName("Row 13: a version without header, or unlike it, is 400, -32020")
  void versionUnlikeItsHeader() throws Exception {
    server.send(discover().without("MCP-Protocol-Version")).error(400, -32020);
    server.send(discover().header("MCP-Protocol-Version", "2025-11-25")).error(400, -32020);
    server
        .send(discover().meta("io.modelcontextprotocol/protocolVersion", "\"1900-01-01\""))
        .error(400, -32020);
  }

  @Test
  @DisplayName("Row 14: an unknown version is 400, -32022 with those that are known")
  void unknownVersion() throws Exception {
    JsonNode error =
        server
            .send(
                discover()
                    .meta("io.modelcontextprotocol/protocolVersion", "\"1900-01-01\"")
                    .header("MCP-Protocol-Version", "1900-01-01"))
            .error(400, -32022);

    assertThat(error.path("data").path("requested").stringValue()).isEqualTo("1900-01-01");
    assertThat(error.path("data").path("supported").valueStream().map(JsonNode::stringValue))
        .isNotEmpty()
        .isSubsetOf("2026-07-28", "2025-11-25", "2025-06-18", "2025-03-26");
  }

  @Test
  @DisplayName("Row 15: Mcp-Method is the method; blanks and the case of its name do not matter")
  void methodHeader() throws Exception {
    server.send(discover().without("Mcp-Method")).error(400, -32020);
    server.send(discover().header("Mcp-Method", "tools/list")).error(400, -32020);
    server.send(discover().header("Mcp-Method", "Server/Discover")).error(400, -32020);
    Ask spelled = discover().without("Mcp-Method").header("mCP-mETHOD", "  server/discover ");
    assertThat(server.send(spelled).result().isObject()).isTrue();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          tools/call     | {"name":"greet"}
          resources/read | {"uri":"http://x/y"}
          tasks/get      | {"taskId":"x"}
          tasks/update   | {"taskId":"x"}
          tasks/cancel   | {"taskId":"x"}
          """)
  @DisplayName("Row 16: Mcp-Name is what the params name")
  void nameHeader(String method, String params) throws Exception {
    server.send(Ask.tasks(method, params).without("Mcp-Name")).error(400, -32020);
    server.send(Ask.tasks(method, params).header("Mcp-Name", "other")).error(400, -32020);
  }

  @Test
  @DisplayName("Row 16: a name in Base64 is decoded first")
  void encodedName() throws Exception {
    String name = Base64.getEncoder().encodeToString("greet".getBytes(StandardCharsets.UTF_8));

    Answer answer =
        server.send(
            Ask.plain("tools/call", McpServer.call("greet", "{}"))
                .header("Mcp-Name", "=?base64?" + name + "?="));

    assertThat(answer.text()).isEqualTo("Hello, World!");
    server
        .send(
            Ask.plain("tools/call", McpServer.call("greet", "{}"))
                .header("Mcp-Name", "=?base64?!!?="))
        .error(400, -32020);
  }

  @Test
  @DisplayName("Row 17: nothing is started by what is refused so")
  void nothingStarted() throws Exception {
    List<?> before = server.errand.tasks(TaskFilter.ALL, Page.newest(1));

    server
        .send(Ask.tasks("tools/call", McpServer.call("greet", "{}")).header("Mcp-Name", "Greet"))
        .error(400, -32020);

    assertThat(server.errand.tasks(TaskFilter.ALL, Page.newest(1))).isEqualTo(before);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "no/such",
        "initialize",
        "ping",
        "logging/setLevel",
        "resources/subscribe",
        "resources/unsubscribe",
        "tasks/list",
        "tasks/result",
        "prompts/list",
        "completion/complete"
      })
  @DisplayName("Row 18: a method that is not served is 404, -32601")
  void unknownMethods(String method) throws Exception {
    server.send(Ask.tasks(method, "{}")).error(404, -32601);
  }

  @Test
  @DisplayName("Row 19: what one request says counts for no other")
  void nothingIsRemembered() throws Exception {
    server.send(Ask.tasks("tasks/get", UNKNOWN_TASK)).error(200, -32602);
    server.send(Ask.plain("tasks/get", UNKNOWN_TASK)).error(400, -32021);
    assertThat(server.send(Ask.legacy("2025-11-25", "ping", "{}")).status()).isEqualTo(200);
    server.send(Ask.plain("ping", "{}")).error(404, -32601);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          server/discover          | {}
          tools/list               | {}
          tools/call               | {"name":"greet"}
          tools/call               | {"name":"errand_start","arguments":{"operation":"none"}}
          resources/list           | {}
          resources/templates/list | {}
          """)
  @DisplayName("Rows 20, 21: every result says what it is and who answers")
  void everyResult(String method, String params) throws Exception {
    JsonNode result = server.send(Ask.plain(method, params)).result();

    assertThat(result.path("resultType").stringValue()).isEqualTo("complete");
    JsonNode info = result.path("_meta").path("io.modelcontextprotocol/serverInfo");
    assertThat(info.path("name").stringValue()).isEqualTo("errand");
    assertThat(info.path("version").stringValue()).matches("[0-9].*");
  }
}
