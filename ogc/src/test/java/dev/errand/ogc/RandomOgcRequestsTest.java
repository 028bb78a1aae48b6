// SPDX-License-Identifier: Apache-2.0
package dev.errand.ogc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.errand.http.TestCallers;
import dev.errand.task.Json;
import dev.errand.task.Task;
import dev.errand.testkit.Work;
import dev.errand.testkit.http.Wire;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/**
 * Requests at random, by a stranger and by a user who may see one job of two. A failure shows the
 * request; the seed makes a run the same again.
 */
final class RandomOgcRequestsTest {

  private static final long SEED = Long.getLong("errand.test.seed", 20261122);
  private static final int REQUESTS = 5_000;
  private static final List<String> METHODS =
      List.of(
          "GET", "GET", "GET", "GET", "GET", "GET", "HEAD", "OPTIONS", "DELETE", "POST", "PUT",
          "PATCH", "TRACE", "BREW");
  private static final List<String> PATHS =
      List.of(
          "/",
          "",
          "/conformance",
          "/processes",
          "/processes/work",
          "/processes/ID",
          "/jobs",
          "/jobs",
          "/jobs/",
          "/jobs/ID",
          "/jobs/ID",
          "/jobs/ID",
          "/jobs/ID/x",
          "/jobs/ID/ID",
          "/processes/work/x",
          "/api/x",
          "/conformance/",
          "//",
          "/./jobs",
          "/jobs/..",
          "/jobs/%2e%2e",
          "/JOBS");
  private static final List<String> NAMES =
      List.of(
          "limit",
          "type",
          "processID",
          "status",
          "datetime",
          "minDuration",
          "maxDuration",
          "after",
          "f",
          "F",
          "",
          "%",
          "%FF",
          "unknown");
  private static final List<String> VALUES =
      List.of(
          "1",
          "0",
          "-1",
          "10",
          "10000",
          "99999999999999999999",
          "process",
          "work",
          "other",
          "running",
          "successful,failed",
          "accepted&status=running",
          "RUNNING",
          ",",
          ",,a,",
          "",
          "json",
          "html",
          "xml",
          "2026-11-22T06:00:00Z",
          "2026-11-22T06:00:00Z/..",
          "../..",
          "/",
          "..",
          "2026-11-22T06:00:00+02:00",
          "-999999999-01-01T00:00:00Z",
          "+999999999-12-31T23:59:59Z",
          "9999-12-31T23:59:59.999999999-18:00",
          "0000-01-01T00:00:00%2B18:00",
          "%00",
          "%E2%80%A8",
          "%F0%9F%98%80",
          "%",
          "%FF",
          "\u00e9",
          "'",
          "%22%3Cscript%3E",
          "1,2,3",
          "1.5",
          "1e9",
          " ",
          "NaN",
          "9223372036854775807",
          "9223372036854775808",
          "%D9%A1");
  private static final List<String> HEADERS =
      List.of(
          "Accept: application/json",
          "Accept: text/html",
          "Accept: */*",
          "Accept: image/png",
          "Accept: ;;,,/",
          "Accept:",
          "Accept: text/html;q=x, */*;q=0",
          "Accept: */*;q=0",
          "Accept: application/problem+json",
          "Accept-Encoding: gzip;q=x",
          "Content-Length: 0",
          "Content-Length: x",
          "Content-Type: application/json",
          "Transfer-Encoding: x",
          "Sec-Fetch-Site: cross-site",
          "Origin: null",
          "Range: bytes=0-1",
          "If-None-Match: *",
          "Expect: 100-continue",
          "Host: a b",
          "Forwarded: host=x",
          "Upgrade: h2c",
          "Prefer: wait=10, respond-async ",
          "X-HTTP-Method-Override: DELETE",
          ": x",
          "NoColon",
          "X: \u00e9");

  /** Where nobody but this dialect answers. */
  private static final Pattern OURS =
      Pattern.compile("/(conformance|processes|jobs|api)([/;?].*)?", Pattern.DOTALL);

  private final Random random = new Random(SEED);
  private final List<String> ids = new ArrayList<>();
  @TempDir Path data;

  private String any(List<String> choices) {
    return choices.get(random.nextInt(choices.size()));
  }

  /** A target with all its parts, now and then with one character put into it. */
  private String target() {
    StringBuilder text = new StringBuilder(any(PATHS).replace("ID", any(ids)));
    char separator = '?';
    for (int i = random.nextInt(5) - 1; i > 0; i--) {
      text.append(separator).append(any(NAMES)).append('=').append(any(VALUES).replace(" ", "+"));
      separator = '&';
    }
    if (text.length() > 2 && random.nextInt(10) == 0) {
      text.insert(1 + random.nextInt(text.length() - 1), (char) (0x21 + random.nextInt(0xde)));
    }
    return text.isEmpty() || text.charAt(0) != '/' ? "/" + text : text.toString();
  }

  private String request(String method, String target) {
    StringBuilder text =
        new StringBuilder(method).append(' ').append(target).append(" HTTP/1.1\r\n");
    text.append(random.nextInt(30) > 0 ? "Host: localhost\r\n" : "");
    if (random.nextInt(3) > 0) {
      text.append(TestCallers.HEADER).append(": outsider\r\n");
    }
    for (int i = random.nextInt(5) - 2; i > 0; i--) {
      text.append(any(HEADERS)).append("\r\n");
    }
    return text.append("Connection: close\r\n\r\n").toString();
  }

  @Test
  void noRequestMakesTheServerFailOrTellAJob() throws Exception {
    try (OgcServer server = new OgcServer(data, new TestCallers())) {
      Task secret = server.running(s -> s.owner("owner-secret").description("description-secret"));
      Task own =
          server.end(server.start((inputs, context) -> new Work.Out(""), s -> s.owner("outsider")));
      String key = secret.id().key().toString();
      ids.addAll(
          List.of(
              key,
              key,
              key.toUpperCase(Locale.ROOT),
              key.replace("-", ""),
              own.id().key().toString(),
              own.id().key().toString(),
              "01935000-0000-7000-8000-000000000000",
              "1",
              "x",
              "work",
              "%00",
              "%C3%A9",
              "\u00e9",
              "*",
              ";jsessionid=SESSION-OF-x",
              "a".repeat(3_000),
              "<script>",
              "%3Cscript%3E"));
      int[] answered = new int[600];
      for (int i = 0; i < REQUESTS; i++) {
        String method = any(METHODS);
        String target = target();
        String request = request(method, target);

        Wire.Answer answer = Wire.exchange(server.http.port(), request);

        answered[answer.status()]++;
        check(method, target, answer, "seed " + SEED + "\n" + request + "\n" + answer);
      }
      Task after = server.errand.task(secret.id().number()).orElseThrow();
      assertThat(after.cancelRequest()).isEmpty();
      // Otherwise the requests were too much alike to show anything.
      for (int status : List.of(200, 204, 400, 401, 403, 404, 405, 406)) {
        assertThat(answered[status]).as("answers with status " + status).isPositive();
      }
    }
  }

  private static void check(String method, String target, Wire.Answer answer, String description) {
    boolean fine = answer.status() < 500 || answer.status() == 501 || answer.status() == 505;
    assertThat(fine).as(description).isTrue();
    assertThat(answer.head() + answer.body())
        .as(description)
        .doesNotContain("-secret")
        .doesNotContain("\tat ")
        .doesNotContain("Exception");
    if (!answer.header("Content-Type").contains("json")) {
      assertThat(answer.body()).as(description).doesNotContain("<script");
    }
    // The container answers some requests itself.
    boolean fromServlet = !answer.header("X-Content-Type-Options").isEmpty();
    if (fromServlet) {
      assertThat(answer.body()).as(description).doesNotContain("SESSION-OF");
    }
    if (answer.status() >= 400
        && fromServlet
        && !method.equals("HEAD")
        && OURS.matcher(target).matches()) {
      problem(answer, description);
    }
  }

  private static void problem(Wire.Answer answer, String description) {
    String type = answer.header("Content-Type").toLowerCase(Locale.ROOT);
    if (type.equals("text/html;charset=utf-8")) {
      assertThat(answer.body()).as(description).contains("<dt>type</dt>", "<dt>status</dt>");
      return;
    }
    assertThat(type).as(description).isIn("application/json", "application/problem+json");
    JsonNode problem = new Json(answer.body()).parse();
    assertThat(problem.path("type").asString("")).as(description).isNotEmpty();
    assertThat(problem.path("title").asString("")).as(description).isNotEmpty();
    assertThat(problem.path("status").asInt(0)).as(description).isEqualTo(answer.status());
  }
}
