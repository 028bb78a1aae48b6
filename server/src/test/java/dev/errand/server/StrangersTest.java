// SPDX-License-Identifier: Apache-2.0
package dev.errand.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.errand.security.SpringPasswordHashes;
import dev.errand.sqlite.SqliteAccounts;
import dev.errand.testkit.Looks;
import java.io.IOException;
import java.net.Socket;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.OptionalLong;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The whole server, with all that the container and Spring put before the servlet, asked for 10,000
 * odd things by people who are nobody here: it tells them nothing and never fails.
 */
class StrangersTest {

  private static final int REQUESTS = 10_000;
  private static final String SECRET = "import-of-the-treasure-map";
  private static final Pattern STATUS = Pattern.compile("HTTP/1\\.1 (\\d{3}) ");

  private static final List<String> METHODS =
      List.of(
          "GET", "GET", "GET", "GET", "POST", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS",
          "TRACE", "BREW");
  private static final List<String> ROOTS = List.of("", "", "/ps/service", "/ps/api", "/service");
  private static final List<String> KNOWN =
      List.of(
          "/tasks",
          "/tasks/1",
          "/tasks/1/download",
          "/threads",
          "/threads/KEY/progress",
          "/threads/KEY/logs",
          "/threads/KEY/cancel",
          "/groups/1/threads",
          "/groups/~team/threads",
          "/groups/team/threads/KEY/progress",
          "/repos",
          "/repos/town",
          "/repos/town/init",
          "/repos/town/log",
          "/actuator/prometheus",
          "/admin/users",
          "/admin/users/root",
          "/ps/oauth/token",
          "/ps/servlet/upload",
          "/ps/member-resource/team/x.zip",
          "/members/root/groups/team/uris/1/move",
          "/authenticate");
  private static final List<String> PARTS =
      List.of(
          "",
          ".",
          "..",
          "~",
          "%7E",
          "%00",
          "%ff",
          "%c3%28",
          "%2f",
          "%5c",
          "é",
          "KEY",
          "1",
          "99",
          "threads",
          "groups",
          "members",
          "tasks",
          "progress",
          "actuator",
          "health",
          "admin");
  private static final List<String> ENDINGS =
      List.of(
          "",
          "",
          ".xml",
          ".json",
          ".csv",
          ".",
          ".xml.json",
          ";jsessionid=abc",
          ";jsessionid=",
          ";jsessionid=%ff",
          ";;;",
          "?cancel=true",
          "?prune=true",
          "?a=%zz",
          "?username=root&password=guess",
          "?output_format=json",
          "?path=..");
  private static final List<String> HEADERS =
      List.of(
          "",
          "",
          "OUT",
          "OUT",
          "Authorization: Basic !!!",
          "Authorization: Basic bm9jb2xvbg==",
          "Authorization: Basic //46eA==",
          "Authorization: Bearer x",
          "Authorization: Digest x",
          "Authorization: Bearer eyJhbGciOiJub25lIn0.e30.",
          "Authorization:",
          "Cookie: JSESSIONID=x",
          "Cookie: JSESSIONID=AQAAAAAAAAAC",
          "Accept: application/json",
          "Content-Encoding: gzip");
  private static final List<String> BODIES = List.of("", "name=x", "%%%", "{}", "\u0000");

  @TempDir private Path folder;

  private final long seed = Long.getLong("errand.test.seed", new Random().nextLong());
  private final Random random = new Random(seed);

  @Test
  void strangersLearnNothingAndBreakNothing() throws Exception {
    Files.createDirectories(folder.resolve("data"));
    try (SqliteAccounts accounts = SqliteAccounts.in(folder.resolve("data"));
        RunningServer server = RunningServer.start(folder)) {
      server.put("/repos/town/init");
      server.get("/repos/town/osm/import?uri=" + SECRET);
      accounts.addGroup("team", OptionalLong.of(1), false);
      String key = thread(server);
      SpringPasswordHashes hashes = new SpringPasswordHashes();
      accounts.add("root", hashes.hash("root secret"), true);
      accounts.add("out", hashes.hash("out secret"), false);
      awaitClosed(server);
      Set<Integer> statuses = new TreeSet<>();
      for (int i = 0; i < REQUESTS; i++) {
        String request = request(key);
        statuses.add(check(request, ask(server, request)));
      }
      assertThat(statuses).contains(200, 400, 401, 403, 404, 405);
    }
  }

  /** The id of a thread whose log tells of a file with a secret name. */
  private static String thread(RunningServer server) {
    HttpRequest upload =
        HttpRequest.newBuilder(
                server.address().resolve("/ps/servlet/upload?group=team&filename=" + SECRET))
            .PUT(HttpRequest.BodyPublishers.ofString("here"))
            .build();
    assertThat(server.send(upload).statusCode()).isEqualTo(200);
    HttpRequest start =
        HttpRequest.newBuilder(
                server.address().resolve("/service/members/1/groups/team/loadingzone/start"))
            .POST(HttpRequest.BodyPublishers.noBody())
            .build();
    Matcher id = Pattern.compile("id=\"([0-9a-f]{32})\"").matcher(server.send(start).body());
    assertThat(id.find()).isTrue();
    return id.group(1);
  }

  private static void awaitClosed(RunningServer server) {
    HttpRequest request = HttpRequest.newBuilder(server.address().resolve("/tasks")).build();
    while (server.send(request).statusCode() != 401) {
      Looks.pause();
    }
  }

  private <T> T one(List<T> of) {
    return of.get(random.nextInt(of.size()));
  }

  private String request(String key) {
    StringBuilder path = new StringBuilder(one(ROOTS));
    if (random.nextInt(3) > 0) {
      path.append(one(KNOWN));
    } else {
      for (int parts = random.nextInt(7); parts >= 0; parts--) {
        path.append('/').append(one(PARTS));
      }
    }
    path.append(one(ENDINGS)).append(random.nextInt(4) == 0 ? one(ENDINGS) : "");
    String method = one(METHODS);
    String body = method.equals("GET") || method.equals("HEAD") ? "" : one(BODIES);
    String header = one(HEADERS);
    if (header.equals("OUT")) {
      header =
          "Authorization: Basic "
              + Base64.getEncoder()
                  .encodeToString("out:out secret".getBytes(StandardCharsets.UTF_8));
    }
    String start = path.toString().startsWith("/") ? "" : "/";
    return method
        + " "
        + start
        + path.toString().replace("KEY", key)
        + " HTTP/1.1\r\n"
        + "Host: localhost\r\nConnection: close\r\n"
        + (header.isEmpty() ? "" : header + "\r\n")
        + "Content-Type: application/x-www-form-urlencoded\r\nContent-Length: "
        + body.length()
        + "\r\n\r\n"
        + body;
  }

  private static String ask(RunningServer server, String request) throws IOException {
    try (Socket socket = new Socket(server.address().getHost(), server.address().getPort())) {
      socket.setSoTimeout(20_000);
      socket.getOutputStream().write(request.getBytes(StandardCharsets.UTF_8));
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private int check(String request, String answer) {
    Matcher status = STATUS.matcher(answer);
    assertThat(status.lookingAt()).as("seed %d, %s: %s", seed, request, answer).isTrue();
    int code = Integer.parseInt(status.group(1));
    // The container knows neither this method nor that version.
    assertThat(code < 500 || code == 501 || code == 505)
        .as("seed %d, %s: %s", seed, request, answer)
        .isTrue();
    assertThat(answer)
        .as("seed %d, %s", seed, request)
        .doesNotContain("\tat ", "Exception", SECRET, "guess", "root secret");
    return code;
  }
}
