// SPDX-License-Identifier: Apache-2.0
package dev.errand.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.errand.access.PasswordHashes;
import dev.errand.access.TokenSecret;
import dev.errand.access.Tokens.Token;
import dev.errand.security.SpringPasswordHashes;
import dev.errand.sqlite.SqliteAccounts;
import dev.errand.testkit.Looks;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A server with accounts, from its start to its audit log. */
class AccountsServeTest {

  private static final PasswordHashes HASHES = new SpringPasswordHashes();

  @TempDir private Path folder;

  private void add(String name, boolean administrator) {
    try (SqliteAccounts accounts = SqliteAccounts.in(folder.resolve("data"))) {
      accounts.add(name, HASHES.hash("secret"), administrator);
    }
  }

  private static HttpResponse<String> get(RunningServer server, String path, String user) {
    String basic =
        Base64.getEncoder().encodeToString((user + ":secret").getBytes(StandardCharsets.UTF_8));
    return server.send(
        HttpRequest.newBuilder(server.address().resolve(path))
            .header("Authorization", "Basic " + basic)
            .build());
  }

  private String token(String user) {
    TokenSecret secret = TokenSecret.fresh();
    Instant now = Instant.now();
    try (SqliteAccounts accounts = SqliteAccounts.in(folder.resolve("data"))) {
      Token token = new Token("t-1", user, "agent", now, now.plusSeconds(600));
      accounts.tokens().add(token, secret.sha256());
    }
    return secret.text();
  }

  /** Calls echo as an agent does. */
  private static HttpResponse<String> call(RunningServer server, String path, String... headers) {
    return server.send(
        HttpRequest.newBuilder(server.address().resolve(path))
            .headers("Content-Type", "application/json")
            .headers(headers)
            .POST(
                HttpRequest.BodyPublishers.ofString(
                    """
                    {"jsonrpc": "2.0", "id": 1, "method": "tools/call",
                     "params": {"name": "echo", "arguments": {"text": "hello"}}}
                    """))
            .build());
  }

  private void assertNowhere(String secret, Child.Ended ended) throws IOException {
    assertThat(ended.out() + ended.err()).doesNotContain(secret);
    try (Stream<Path> all = Files.walk(folder)) {
      List<Path> files = all.filter(Files::isRegularFile).toList();
      assertThat(files).contains(folder.resolve("data/errand.db"));
      for (Path file : files) {
        assertThat(Files.readString(file, StandardCharsets.ISO_8859_1).contains(secret))
            .as("%s", file)
            .isFalse();
      }
    }
  }

  @Test
  @DisplayName(
      "The first account closes the door while the server runs; rows 78, 79 of MCP: a token counts in its header alone and is kept nowhere")
  void theFirstAccountClosesTheDoorWhileTheServerRuns() throws Exception {
    String token;
    Child.Ended ended;
    try (RunningServer server = RunningServer.start(folder)) {
      assertThat(server.get("/tasks").statusCode()).isEqualTo(200);
      assertThat(server.get("/actuator/prometheus").statusCode()).isEqualTo(200);

      add("admin", true);
      add("jjones", false);
      awaitClosed(server);

      assertThat(get(server, "/tasks", "jjones").statusCode()).isEqualTo(200);
      assertThat(server.get("/actuator/health").body())
          .contains("\"status\":\"UP\"")
          .doesNotContain("DOWN")
          .doesNotContain("details");
      HttpResponse<String> stranger = server.get("/actuator/prometheus");
      assertThat(stranger.statusCode()).isEqualTo(401);
      assertThat(stranger.headers().firstValue("WWW-Authenticate")).isPresent();
      assertThat(stranger.body()).isEqualTo("Log in first: who you are is not known.\n");
      assertThat(server.get("/actuator/health/../prometheus").statusCode()).isNotEqualTo(200);
      assertThat(server.get("/actuator/prometheus;/health").statusCode()).isNotEqualTo(200);
      assertThat(get(server, "/actuator/prometheus", "jjones").statusCode()).isEqualTo(403);
      assertThat(get(server, "/actuator/prometheus", "admin").body()).contains("errand_tasks");
      assertThat(server.get("/actuator").statusCode()).isEqualTo(401);

      token = token("admin");
      assertThat(call(server, "/mcp?access_token=" + token, "Accept", "*/*").statusCode())
          .isEqualTo(401);
      assertThat(call(server, "/mcp", "Authorization", "Bearer " + token).body())
          .contains("hello")
          .doesNotContain("error");

      get(server, "/tasks", "nobody");
      server.child().signal("TERM");
      ended = server.child().ended();
    }
    assertNowhere(token, ended);
    List<String> lines = Files.readAllLines(folder.resolve("data/audit.log"));
    assertThat(lines.stream().filter(line -> line.contains("what=log-in")))
        .singleElement()
        .asString()
        .matches(
            "\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z WARN  who=nobody what=log-in"
                + " from=127.0.0.1 outcome=failed why=\"no such account\"");
  }

  /** What another process changes is seen a moment later. */
  private static void awaitClosed(RunningServer server) {
    long end = System.nanoTime() + 10_000_000_000L;
    while (server.get("/tasks").statusCode() != 401) {
      assertThat(System.nanoTime()).as("still open").isLessThan(end);
      Looks.pause();
    }
  }

  @Test
  void everyAnswerHasTheHeadersThatProtectBrowsers() {
    try (RunningServer server = RunningServer.start(folder)) {
      for (String path : List.of("/tasks", "/nothing", "/actuator/health", "/actuator/nothing")) {
        HttpResponse<String> answer = server.get(path);
        assertThat(answer.headers().map())
            .as(path)
            .containsEntry("x-content-type-options", List.of("nosniff"))
            .containsEntry("x-frame-options", List.of("DENY"))
            .containsEntry("referrer-policy", List.of("no-referrer"))
            .containsEntry("cross-origin-resource-policy", List.of("same-origin"))
            .containsEntry(
                "content-security-policy", List.of("default-src 'none'; frame-ancestors 'none'"))
            .containsKey("cache-control")
            .doesNotContainKey("strict-transport-security");
      }
    }
  }

  @Test
  void listensElsewhereOnlyWithAnAccount() {
    Child.Ended refused =
        Child.run(folder, "serve", "--port", "0", "--host", "0.0.0.0", "--data", "data");
    assertThat(refused.code()).isEqualTo(ExitCode.REFUSED);
    assertThat(refused.err())
        .containsExactly(
            "errand: will not listen on 0.0.0.0 while there is no account, because whoever reaches"
                + " it could do anything; add one: ./errand user add NAME --admin --data data");
    assertThat(folder.resolve("data")).doesNotExist();

    add("admin", true);
    try (RunningServer server = RunningServer.start(folder, "--host", "0.0.0.0")) {
      assertThat(server.get("/tasks").statusCode()).isEqualTo(401);
      assertThat(get(server, "/tasks", "admin").statusCode()).isEqualTo(200);
    }
  }
}
