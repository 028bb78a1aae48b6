// SPDX-License-Identifier: Apache-2.0
package dev.errand.geogig;

import static org.assertj.core.api.Assertions.assertThat;

import dev.errand.testkit.http.Wire;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class RandomRequestsTest {

  private static final int REQUESTS = 5_000;
  private static final List<String> METHODS =
      List.of(
          "GET", "GET", "GET", "GET", "HEAD", "POST", "PUT", "DELETE", "OPTIONS", "TRACE", "PATCH",
          "BREW");
  private static final List<String> PIECES =
      List.of(
          "/",
          "/tasks",
          "/tasks",
          "/tasks/",
          "1",
          "2",
          "3",
          "99",
          "0",
          "-1",
          "abc",
          ".json",
          ".xml",
          ".csv",
          ".",
          "..",
          "/..",
          "/download",
          "//",
          ";jsessionid=1",
          ";",
          "%2e",
          "%2F",
          "%00",
          "%",
          "%C3%A9",
          "%ff",
          "\u00e9",
          "?",
          "&",
          "=",
          "prune=true",
          "cancel=true",
          "output_format=json",
          "output_format=x",
          "output_format=csv",
          "+",
          "#",
          "\\",
          "\"",
          "<",
          "{",
          "~",
          "*",
          "http://x",
          "/repos/r/start",
          "?script=s",
          "transactionId=x",
          " ");
  private static final List<String> HEADERS =
      List.of(
          "Accept: application/json",
          "Accept: ;;,,/",
          "Accept: */*;q=x",
          "Accept-Encoding: identity",
          "Range: bytes=0-1",
          "Range: bytes=-",
          "Range: bytes=9-1,3",
          "If-None-Match: *",
          "If-Range: x",
          "Content-Length: 0",
          "Content-Length: 99999999999",
          "Content-Length: x",
          "Content-Type: multipart/form-data",
          "Expect: 100-continue",
          "Forwarded: host=x",
          "X-Forwarded-Host: \u0001",
          "Host: a b",
          "Cookie: \u00ff",
          "X: \u00e9",
          "Sec-Fetch-Site: x",
          "Transfer-Encoding: x",
          "Upgrade: h2c",
          "Authorization: Basic x",
          ": x",
          "NoColon");

  private final Random random = new Random(20261122);
  @TempDir Path data;

  private String any(List<String> choices) {
    return choices.get(random.nextInt(choices.size()));
  }

  private String request() {
    StringBuilder text = new StringBuilder(any(METHODS)).append(' ');
    if (random.nextInt(10) > 0) {
      text.append("/tasks");
    }
    for (int i = random.nextInt(6); i >= 0; i--) {
      text.append(any(PIECES));
    }
    text.append(" HTTP/1.1\r\n").append(random.nextInt(20) > 0 ? "Host: localhost\r\n" : "");
    for (int i = random.nextInt(3); i > 0; i--) {
      text.append(any(HEADERS)).append("\r\n");
    }
    return text.append("Connection: close\r\n\r\n").toString();
  }

  @Test
  void noRequestMakesTheServerFail() throws Exception {
    try (GeoGigServer server = new GeoGigServer(data)) {
      server.reporting.script(Scripted.ANY, context -> Report.of(1));
      for (int i = 0; i < 3; i++) {
        server.run(server.reporting, context -> Report.of(1));
      }
      for (int i = 0; i < REQUESTS; i++) {
        String request = request();

        Wire.Answer answer = exchange(server.http.port(), request);

        boolean ours = answer.status() < 500 || answer.status() == 501 || answer.status() == 505;
        assertThat(ours).as("%s%n-> %s%n%s", request, answer.head(), answer.body()).isTrue();
        assertThat(answer.body()).as(request).doesNotContain("\tat ").doesNotContain("Exception");
      }
      assertThat(server.get("/tasks").statusCode()).isEqualTo(200);
    }
  }

  /**
   * To a request line that it cannot read Jetty 12.1.12 once answered with the body alone, as HTTP
   * 0.9 has it, which says in its text that the status is 400.
   */
  private static Wire.Answer exchange(int port, String request) throws IOException {
    try {
      return Wire.exchange(port, request);
    } catch (IOException e) {
      if (String.valueOf(e.getMessage()).contains("<title>Error 400 ")) {
        return new Wire.Answer(400, "", "");
      }
      throw e;
    }
  }
}
