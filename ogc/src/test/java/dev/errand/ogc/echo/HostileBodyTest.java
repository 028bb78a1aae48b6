// SPDX-License-Identifier: Apache-2.0
package dev.errand.ogc.echo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.errand.testkit.http.Wire;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Bodies that no well-meaning client sends: each is refused, and no task comes of it. */
class HostileBodyTest extends ServedEcho {

  @AfterEach
  void nothingStarted() {
    assertThat(server.tasks()).isEmpty();
  }

  private static final List<String> HOSTILE =
      List.of(
          "",
          " ",
          "null",
          "[]",
          "\"a\"",
          "{",
          "{\"inputs\":{\"text\":\"a\"}} x",
          "{\"inputs\":{\"text\":\"a\",\"text\":\"b\"}}",
          "{\"inputs\":{\"text\":\"a\"},\"inputs\":{\"text\":\"b\"}}",
          "{\"inputs\":{\"text\":\"\\ud800\"}}",
          "{\"inputs\":{\"text\":\"a\",\"thing\":{\"\\udc00\":1}}}",
          "{\"inputs\":{\"text\":\"a\",\"either\":1e400}}",
          "{\"inputs\":{\"text\":\"a\",\"either\":NaN}}",
          "{\"inputs\":{\"text\":\"a\",\"pause\":1e3000000000}}",
          "{\"inputs\":{\"text\":\"a\",\"pause\":99999999999999999999}}",
          "{\"inputs\":{\"text\":\"a\",\"pause\":86401}}",
          "{'inputs':{}}",
          "{\"inputs\":{\"text\":\"a\"},}",
          "{\"inputs\":{\"text\":null}}");

  @Test
  void isRefused() throws Exception {
    for (String body : HOSTILE) {
      assertThat(server.refused(400, body).path("detail").asString()).as(body).isNotEmpty();
    }
  }

  @Test
  void theErrorSaysWhere() throws Exception {
    assertThat(server.refused(400, "{\n \"inputs\": {x}}").path("detail").asString())
        .contains("line 2, column");
    assertThat(server.refused(400, "{\n \"inputs\": {").path("detail").asString())
        .isEqualTo(
            "The request body is not JSON (line 2, column 13): Unexpected end-of-input: expected"
                + " close marker for Object");
  }

  @Test
  void depthIsBounded() throws Exception {
    String deep = "[".repeat(100_000);
    server.refused(400, "{\"inputs\":{\"text\":\"a\",\"thing\":{\"value\":" + deep);
    server.refused(
        400,
        "{\"inputs\":{\"text\":\"a\",\"thing\":{\"a\":"
            + "[".repeat(120)
            + "]".repeat(120)
            + "}}}");
    server.refused(400, "{\"x\":" + "{\"a\":".repeat(100_000));
  }

  @Test
  void numbersAreBounded() throws Exception {
    server.refused(400, "{\"inputs\":{\"text\":\"a\",\"either\":" + "9".repeat(100_000) + "}}");
  }

  @Test
  void sizeIsBounded() throws Exception {
    String large = "{\"inputs\":{\"text\":\"" + "x".repeat(4 << 20) + "\"}}";
    HttpResponse<String> answer = server.echo(large);
    assertThat(answer.statusCode()).isEqualTo(413);
  }

  @Test
  void textThatIsNotUtf8IsRefused() throws Exception {
    String body = "{\"inputs\":{\"text\":\"\u00ff\"}}";
    var answer =
        Wire.exchange(
            server.http.port(),
            "POST /processes/echo/execution HTTP/1.1\r\nHost: localhost\r\n"
                + "Content-Type: application/json\r\nConnection: close\r\nContent-Length: "
                + body.length()
                + "\r\n\r\n"
                + body);
    assertThat(answer.status()).isEqualTo(400);
  }
}
