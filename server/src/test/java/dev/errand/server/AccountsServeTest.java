// SPDX-License-Identifier: Apache-2.0
package dev.errand.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.errand.access.PasswordHashes;
import dev.errand.security.SpringPasswordHashes;
import dev.errand.sqlite.SqliteAccounts;
import dev.errand.testkit.Looks;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
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

  @Test
  void theFirstAccountClosesTheDoorWhileTheServerRuns() throws Exception {
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

      get(server, "/tasks", "nobody");
      server.child().signal("TERM");
      server.child().ended();
    }
    List<String> lines = Files.readAllLines(folder.resolve("data/audit.log"));
    assertThat(lines)
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
