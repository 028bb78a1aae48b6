// SPDX-License-Identifier: Apache-2.0
package dev.errand.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.errand.http.TestCallers;
import dev.errand.task.Json;
import dev.errand.task.Page;
import dev.errand.task.TaskFilter;
import dev.errand.testkit.access.Who;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** What is taken at the address, and what is said of the rest. */
class TransportTest {

  @TempDir private static Path data;
  private static McpServer server;

  @BeforeAll
  static void start() throws Exception {
    server =
        new McpServer(
            data,
            new TestCallers(),
            settings -> settings.origins(Set.of("https://desk.example.org")));
  }

  @AfterAll
  static void stop() throws Exception {
    server.close();
  }

  private static Ask ping() {
    return Ask.legacy("2025-11-25", "ping", "{}");
  }

  private static Answer raw(String type, String body) throws Exception {
    return new Answer(
        server.http.send(
            HttpRequest.newBuilder(server.http.uri("/mcp"))
                .header("Content-Type", type)
                .header("MCP-Protocol-Version", Ask.MODERN)
                .header("Test-Caller", "contributor")
                .POST(BodyPublishers.ofString(body))
                .build()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"GET", "DELETE", "PUT"})
  @DisplayName("Row 1: any other method is 405 with Allow: POST")
  void otherMethods(String method) throws Exception {
    Answer answer =
        new Answer(
            server.http.send(
                method, "/mcp", "Test-Caller", "contributor", "Accept", "text/event-stream"));

    answer.error(405, -32600);
    assertThat(answer.header("Allow")).isEqualTo("POST");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://evil.example.com",
        "null",
        "http://localhost.evil.example.com",
        "http://[bad"
      })
  @DisplayName("Row 2: a foreign Origin is 403 and nothing is done")
  void foreignOrigins(String origin) throws Exception {
    int before = server.errand.tasks(TaskFilter.ALL, Page.oldest(1_000)).size();

    server
        .send(
            Ask.tasks("tools/call", McpServer.call("slow-compute", "{}")).header("Origin", origin))
        .error(403, -32600);

    assertThat(server.errand.tasks(TaskFilter.ALL, Page.oldest(1_000))).hasSize(before);
  }

  @ParameterizedTest
  @ValueSource(strings = {"https://desk.example.org", "http://127.0.0.1:1", "http://localhost"})
  @DisplayName("Row 2: one's own, this machine's and an allowed Origin are served")
  void knownOrigins(String origin) throws Exception {
    assertThat(server.send(ping().header("Origin", origin)).status()).isEqualTo(200);
    String own = "http://localhost:" + server.http.port();
    assertThat(server.send(ping().header("Origin", own)).status()).isEqualTo(200);
  }

  @Test
  void pagesOfAllowedSitesMayAskAndReadWhatTheyGet() throws Exception {
    String desk = "https://desk.example.org";
    Answer asked = preflight(desk);
    assertThat(asked.status()).isEqualTo(204);
    assertThat(asked.header("Access-Control-Allow-Origin")).isEqualTo(desk);
    assertThat(asked.header("Access-Control-Allow-Methods")).isEqualTo("POST");
    assertThat(asked.header("Access-Control-Allow-Headers").split(", "))
        .contains("Authorization", "Content-Type", "MCP-Protocol-Version")
        .contains("Mcp-Method", "Mcp-Name", "Mcp-Session-Id");
    assertThat(asked.header("Access-Control-Allow-Credentials")).isEmpty();
    assertThat(asked.header("Vary")).isEqualTo("Origin");

    Answer served = server.send(ping().header("Origin", desk));
    assertThat(served.status()).isEqualTo(200);
    Answer unknown = server.send(ping().header("Origin", desk).as(Who.ANONYMOUS));
    unknown.error(401, -32600);
    for (Answer answer : List.of(served, unknown)) {
      assertThat(answer.header("Access-Control-Allow-Origin")).isEqualTo(desk);
      assertThat(answer.header("Access-Control-Expose-Headers").split(", "))
          .contains("WWW-Authenticate", "Mcp-Session-Id");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"https://evil.example.com", "null", "http://127.0.0.1:1"})
  void pagesOfOtherSitesAreToldNothing(String origin) throws Exception {
    assertThat(preflight(origin).status()).isEqualTo(204);
    for (Answer answer : List.of(preflight(origin), server.send(ping().header("Origin", origin)))) {
      assertThat(answer.http().headers().map().keySet())
          .noneMatch(name -> name.startsWith("access-control-"));
    }
  }

  private static Answer preflight(String origin) throws Exception {
    return new Answer(
        server.http.send(
            "OPTIONS",
            "/mcp",
            "Origin",
            origin,
            "Access-Control-Request-Method",
            "POST",
            "Access-Control-Request-Headers",
            "authorization,content-type,mcp-protocol-version"));
  }

  @Test
  @DisplayName("Row 2: what a browser says is from another site is refused")
  void crossSite() throws Exception {
    server.send(ping().header("Sec-Fetch-Site", "cross-site")).error(403, -32600);
    server
        .send(ping().header("Origin", "https://desk.example.org").header("Test-By-Cookie", "1"))
        .error(403, -32600);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {                                               | -32700
          nonsense                                        | -32700
          ''                                              | -32700
          {"a":1,"a":2}                                   | -32700
          {"jsonrpc":"2.0","id":1,"method":"ping","params":{"a":"\\ud800"}} | -32700
          {"jsonrpc":"2.0","id":1,"method":"ping","params":{"a":1e999}} | -32700
          [{"jsonrpc":"2.0","id":1,"method":"ping"}]      | -32600
          "text"                                          | -32600
          {"jsonrpc":"2.0","id":null,"method":"ping"}     | -32600
          {"jsonrpc":"2.0","id":1.5,"method":"ping"}      | -32600
          {"jsonrpc":"2.0","id":true,"method":"ping"}     | -32600
          {"id":1,"method":"ping"}                        | -32600
          {"jsonrpc":"1.0","id":1,"method":"ping"}        | -32600
          {"jsonrpc":"2.0","id":1}                        | -32600
          {"jsonrpc":"2.0","id":1,"method":7}             | -32600
          {"jsonrpc":"2.0","id":1,"method":"a","params":[]} | -32600
          """)
  @DisplayName("Row 4: what is no message is 400")
  void noMessages(String body, int code) throws Exception {
    Answer answer = raw("application/json", body == null ? "" : body);

    answer.error(400, code);
    if (code == -32700) {
      assertThat(answer.message().has("id")).isFalse();
    }
  }

  @Test
  @DisplayName("Row 5: a body that is too large is 413; errors are JSON-RPC and repeat the id")
  void largeBodies() throws Exception {
    String large = "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"" + "x".repeat(70 << 10) + "\"}";
    raw("application/json", large).error(413, -32600);
    Answer unknown = server.send(Ask.plain("no/such", "{}").member("id", "\"seven\""));
    unknown.error(404, -32601);
    assertThat(unknown.message().path("id").stringValue()).isEqualTo("seven");
  }

  @Test
  @DisplayName("Row 6: types with parameters are taken, others are 415; Accept does not matter")
  void mediaTypes() throws Exception {
    assertThat(
            server.send(ping().header("Content-Type", "application/json; charset=utf-8")).status())
        .isEqualTo(200);
    server.send(ping().header("Content-Type", "text/plain")).error(415, -32600);
    assertThat(server.send(ping().header("Accept", "text/html")).result().isEmpty()).isTrue();
  }

  @Test
  @DisplayName("Row 7: notifications are 202 without a body, in every revision, also unknown ones")
  void notifications() throws Exception {
    for (Ask ask :
        new Ask[] {
          Ask.plain("notifications/cancelled", "{\"requestId\":1}").without("Mcp-Method").notice(),
          Ask.plain("notifications/unknown", "{}").notice(),
          Ask.legacy("2025-11-25", "notifications/initialized", "{}").notice(),
          Ask.legacy("", "notifications/unknown", "{}").notice()
        }) {
      Answer answer = server.send(ask);
      assertThat(answer.status()).isEqualTo(202);
      assertThat(answer.http().body()).isEmpty();
    }
  }

  @Test
  @DisplayName("Row 8: what answers nothing is 400, and 202 in older revisions")
  void replies() throws Exception {
    String reply = "{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":{}}";
    raw("application/json", reply).error(400, -32600);
    HttpRequest request =
        HttpRequest.newBuilder(server.http.uri("/mcp"))
            .header("Content-Type", "application/json")
            .header("Test-Caller", "contributor")
            .POST(BodyPublishers.ofString(reply))
            .build();
    assertThat(server.http.send(request).statusCode()).isEqualTo(202);
  }

  @Test
  @DisplayName("Row 9: sessions and event ids of a modern request are passed over")
  void sessionsOfModernRequests() throws Exception {
    Answer answer =
        server.send(
            Ask.plain("server/discover", "{}")
                .header("Mcp-Session-Id", "x")
                .header("Last-Event-ID", "7"));

    assertThat(answer.result().isObject()).isTrue();
    assertThat(answer.http().headers().map()).doesNotContainKey("mcp-session-id");
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "\"x\"", "9007199254740993", "-4", "123456789012345678901"})
  @DisplayName("Row 10: an id comes back as it is")
  void ids(String id) throws Exception {
    JsonNode back = server.send(ping().member("id", id)).message().path("id");

    assertThat(back).isEqualTo(new Json(id).parse());
  }
}
