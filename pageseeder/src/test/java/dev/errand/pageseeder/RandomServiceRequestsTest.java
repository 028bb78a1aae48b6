// SPDX-License-Identifier: Apache-2.0
package dev.errand.pageseeder;

import static org.assertj.core.api.Assertions.assertThat;

import dev.errand.http.Xml;
import dev.errand.task.Json;
import dev.errand.task.Task;
import dev.errand.task.TaskStatus;
import dev.errand.testkit.Work;
import dev.errand.testkit.http.Wire;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/**
 * Requests at random, by a stranger and by a user who is in no group. A failure shows the request;
 * the seed makes a run the same again.
 */
final class RandomServiceRequestsTest {

  private static final long SEED = Long.getLong("errand.test.seed", 20261122);
  private static final int REQUESTS = 10_000;
  private static final List<String> METHODS =
      List.of(
          "GET", "GET", "GET", "GET", "POST", "POST", "HEAD", "PUT", "DELETE", "OPTIONS", "TRACE",
          "PATCH", "BREW");
  private static final List<String> ROOTS =
      List.of("", "", "/ps/service", "/ps/api", "/service", "/ps", "/ps/servlet", "/PS/service");
  private static final List<String> BEGINNINGS =
      List.of(
          "/threads",
          "/threads/ID",
          "/groups/GROUP/threads",
          "/groups/GROUP/threads/ID",
          "/members/MEMBER/groups/GROUP/work",
          "/members/MEMBER/work",
          "/members/MEMBER/groups/GROUP/uris/URI/look",
          "/members/MEMBER/uris/URI/look",
          "/tasks",
          "/tasks/1",
          "");
  private static final List<String> ENDINGS =
      List.of(
          "/progress",
          "/progress",
          "/progress",
          "/logs",
          "/logs",
          "/cancel",
          "/cancel",
          "",
          "",
          "/",
          "//",
          "/x",
          "/progress/progress",
          "/./progress",
          "/../progress",
          "/%2e%2e/progress");
  private static final List<String> SUFFIXES =
      List.of(
          "",
          "",
          "",
          ".xml",
          ".xml",
          ".json",
          ".JSON",
          ".csv",
          ".",
          "..xml",
          ".xml.json",
          "%2Exml",
          ".%6ason");
  private static final List<String> PATH_PARAMETERS =
      List.of(
          "",
          "",
          "",
          "",
          ";jsessionid=SESSION-OF-x",
          ";jsessionid=",
          ";",
          ";;=",
          ";a=b;c",
          "%3Bjsessionid=1",
          ";jsessionid=%00",
          ";x=%FF");
  private static final List<String> QUERIES =
      List.of(
          "",
          "",
          "",
          "?",
          "?username=admin&password=secret",
          "?name=script-0",
          "?name=%",
          "?name=",
          "?cancel=true",
          "?name=%FF",
          "?&&=&",
          "?name=\u00e9",
          "?_method=POST",
          "?name=a;b",
          "?output_format=json");
  private static final List<String> GROUPS =
      List.of(
          "5",
          "6",
          "~test-local5",
          "test-other",
          "%7Etest-local5",
          "~",
          "99",
          "-1",
          "0",
          "9999999999999999999",
          "99999999999999999999",
          "\u00e9",
          "%C3%A9",
          "%00",
          "%2F",
          "a%5Cb",
          "%E2%80%A8",
          "..",
          "*",
          "~~",
          "+",
          "'",
          "%22",
          "<",
          "%3Ca%3E",
          "%F0%9F%98%80");
  private static final List<String> MEMBERS =
      List.of("1", "~jjones", "admin", "5", "out", "~out", "%7Eout", "9", "~john.doe", "~", "%");
  private static final List<String> URIS = List.of("41", "42", "43", "x", "-1", "");
  private static final List<String> CREDENTIALS =
      List.of(
          "Authorization: Basic",
          "Authorization: Basic x",
          "Authorization: Basic ====",
          "Authorization: Bearer x",
          "Authorization:",
          "Authorization: Digest username=\"admin\"",
          "Authorization: Basic \u00ff\u00fe",
          "Cookie: JSESSIONID=SESSION-OF-admin",
          "Proxy-Authorization: Basic YWRtaW46c2VjcmV0",
          "X-Forwarded-User: admin",
          "X-Requester: PS-Bridge-0.11",
          "Authorization: " + "Basic ".repeat(50));
  private static final List<String> HEADERS =
      List.of(
          "Accept: application/json",
          "Accept: ;;,,/",
          "Accept: */*;q=x",
          "Accept: text/html",
          "Accept-Encoding: gzip;q=x",
          "Content-Length: 0",
          "Content-Length: x",
          "Content-Type: application/x-www-form-urlencoded",
          "Content-Type: multipart/form-data; boundary=x",
          "X-HTTP-Method-Override: POST",
          "Transfer-Encoding: x",
          "Sec-Fetch-Site: cross-site",
          "Origin: null",
          "Range: bytes=0-1",
          "If-None-Match: *",
          "Expect: 100-continue",
          "Host: a b",
          "Forwarded: host=x",
          "Upgrade: h2c",
          ": x",
          "NoColon",
          "X: \u00e9");
  private static final Pattern OURS =
      Pattern.compile("/(ps|service|threads|groups|members)([/;?].*)?", Pattern.DOTALL);

  private final Random random = new Random(SEED);
  private final List<String> ids = new ArrayList<>();
  @TempDir Path data;

  private String any(List<String> choices) {
    return choices.get(random.nextInt(choices.size()));
  }

  /** A target with all its parts, now and then with one character of it changed. */
  private String target() {
    String path =
        (any(ROOTS) + any(BEGINNINGS) + any(ENDINGS))
            .replace("ID", any(ids) + any(PATH_PARAMETERS))
            .replace("GROUP", any(GROUPS))
            .replace("MEMBER", any(MEMBERS))
            .replace("URI", any(URIS));
    String target = path + any(SUFFIXES) + any(PATH_PARAMETERS) + any(QUERIES);
    if (target.length() > 2 && random.nextInt(8) == 0) {
      int at = 1 + random.nextInt(target.length() - 1);
      target =
          target.substring(0, at) + (char) (0x21 + random.nextInt(0xde)) + target.substring(at);
    }
    return target.startsWith("/") ? target : "/" + target;
  }

  private String request(String method, String target, Optional<String> user) {
    StringBuilder text =
        new StringBuilder(method).append(' ').append(target).append(" HTTP/1.1\r\n");
    text.append(random.nextInt(30) > 0 ? "Host: localhost\r\n" : "");
    if (user.isPresent()) {
      text.append("Authorization: ").append(TestPrincipals.basic(user.get())).append("\r\n");
    } else if (random.nextInt(3) == 0) {
      text.append(any(CREDENTIALS)).append("\r\n");
    }
    for (int i = random.nextInt(5) - 2; i > 0; i--) {
      text.append(any(HEADERS)).append("\r\n");
    }
    return text.append("Connection: close\r\n\r\n").toString();
  }

  @Test
  void noRequestMakesTheServerFailOrTellAThread() throws Exception {
    try (PageSeederServer server = new PageSeederServer(data)) {
      Task secret = secret(server);
      ids.addAll(
          List.of(
              PageSeederServer.id(secret),
              PageSeederServer.id(secret),
              "0".repeat(32),
              "1",
              "x",
              secret.id().key().toString(),
              PageSeederServer.id(secret).toUpperCase(Locale.ROOT),
              "%00",
              "%C3%A9",
              "*",
              "\u00e9",
              "a".repeat(3_000)));
      int[] answered = new int[600];
      for (int i = 0; i < REQUESTS; i++) {
        String method = any(METHODS);
        String target = target();
        String request =
            request(method, target, Optional.of("out").filter(user -> random.nextBoolean()));

        Wire.Answer answer = Wire.exchange(server.http.port(), request);

        answered[answer.status()]++;
        check(method, target, answer, "seed " + SEED + "\n" + request + "\n" + answer);
      }
      assertThat(server.status(secret)).isEqualTo(TaskStatus.RUNNING);
      assertThat(server.errand.task(secret.id().number()).orElseThrow().cancelRequest()).isEmpty();
      // Otherwise the requests were too much alike to show anything.
      for (int status : List.of(200, 202, 204, 400, 401, 403, 404)) {
        assertThat(answered[status]).as("answers with status " + status).isPositive();
      }
    }
  }

  private static Task secret(PageSeederServer server) throws Exception {
    server.name(context -> new Work.Out(""));
    Task task =
        server.running(
            "owner-secret",
            TestDirectory.LOCAL,
            context -> {
              context.progress("message-secret", 12, 40);
              context.info("line-secret");
              return new Work.Out("");
            });
    assertThat(server.get("admin", "/threads").body()).contains("owner-secret", "message-secret");
    return task;
  }

  private static void check(String method, String target, Wire.Answer answer, String description)
      throws Exception {
    boolean ours = answer.status() < 500 || answer.status() == 501 || answer.status() == 505;
    assertThat(ours).as(description).isTrue();
    assertThat(answer.head() + answer.body())
        .as(description)
        .doesNotContain("-secret")
        .doesNotContain("\tat ")
        .doesNotContain("Exception");
    // The container answers some requests itself.
    boolean fromServlet = !answer.header("X-Content-Type-Options").isEmpty();
    if (fromServlet) {
      assertThat(answer.body()).as(description).doesNotContain("SESSION-OF");
    }
    if (answer.status() >= 400 && fromServlet && !method.equals("HEAD")) {
      document(target, answer, description);
    }
  }

  private static void document(String target, Wire.Answer answer, String description)
      throws Exception {
    boolean json = answer.header("Content-Type").startsWith("application/json");
    if (!OURS.matcher(target).matches()) {
      assertThat(answer.body()).as(description).isNotEmpty();
    } else if (json) {
      JsonNode error = new Json(answer.body()).parse();
      assertThat(error.propertyNames()).as(description).containsExactly("id", "request", "message");
    } else {
      assertThat(new Xml(answer.body()).children("/error"))
          .as(description)
          .containsExactly("request", "message");
    }
  }
}
