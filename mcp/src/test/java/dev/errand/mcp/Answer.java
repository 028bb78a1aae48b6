// SPDX-License-Identifier: Apache-2.0
package dev.errand.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.errand.task.Json;
import java.net.http.HttpResponse;
import tools.jackson.databind.JsonNode;

/** What came back. */
record Answer(HttpResponse<String> http) {

  int status() {
    return http.statusCode();
  }

  /** The message; that of an event stream is the last one. */
  JsonNode message() {
    String type = header("Content-Type");
    if (type.startsWith("text/event-stream")) {
      String last =
          http.body()
              .lines()
              .filter(line -> line.startsWith("data: "))
              .reduce((first, second) -> second)
              .orElseThrow();
      return new Json(last.substring(6)).parse();
    }
    assertThat(type).as(http.body()).startsWith("application/json");
    return new Json(http.body()).parse();
  }

  JsonNode result() {
    JsonNode message = message();
    assertThat(status()).as(http.body()).isEqualTo(200);
    assertThat(message.has("error")).as(http.body()).isFalse();
    return message.path("result");
  }

  JsonNode error(int status, int code) {
    JsonNode error = message().path("error");
    assertThat(status()).as(http.body()).isEqualTo(status);
    assertThat(error.path("code").asInt(0)).as(http.body()).isEqualTo(code);
    assertThat(error.path("message").asString("")).isNotEmpty();
    return error;
  }

  /** The text of a tool's result that says what is wrong. */
  String failure() {
    assertThat(result().path("isError").asBoolean(false)).as(http.body()).isTrue();
    return text();
  }

  String text() {
    return result().path("content").path(0).path("text").asString("");
  }

  String header(String name) {
    return http.headers().firstValue(name).orElse("");
  }
}
