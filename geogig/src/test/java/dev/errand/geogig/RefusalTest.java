// SPDX-License-Identifier: Apache-2.0
package dev.errand.geogig;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.errand.http.Problem;
import dev.errand.http.Xml;
import dev.errand.task.Json;
import dev.errand.task.Submission;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Acceptance rows about errors, and about requests that mean nothing. */
final class RefusalTest {

  @TempDir Path data;
  private GeoGigServer server;

  @BeforeEach
  void start() throws Exception {
    server = new GeoGigServer(data);
  }

  @AfterEach
  void stop() throws Exception {
    server.close();
  }

  private void refused(HttpResponse<String> answer, int status, String message) throws Exception {
    assertThat(answer.statusCode()).isEqualTo(status);
    assertThat(answer.headers().firstValue("Content-Type").orElse(""))
        .startsWith("application/xml");
    assertThat(new Xml(answer.body()).children("/response")).containsExactly("success", "error");
    assertThat(new Xml(answer.body()).at("/response/success")).isEqualTo("false");
    assertThat(new Xml(answer.body()).at("/response/error")).isEqualTo(message);
  }

  @Test
  void row10_anUnknownOutputFormatIsToldInPlainText() throws Exception {
    for (String path : new String[] {"/tasks", "/tasks/1", "/tasks/1/download"}) {
      HttpResponse<String> answer = server.get(path + "?output_format=invalid");

      assertThat(answer.statusCode()).isEqualTo(400);
      assertThat(answer.headers().firstValue("Content-Type").orElse("")).startsWith("text/plain");
      assertThat(answer.body()).isEqualTo("Invalid output_format 'invalid' requested");
    }
  }

  @Test
  void formatsThatNoTaskHas() throws Exception {
    server.running();

    for (String path :
        new String[] {
          "/tasks.csv", "/tasks?output_format=CSV", "/tasks/1.csv", "/tasks/1?output_format=csv"
        }) {
      refused(server.get(path), 400, "Unsupported MediaType: 'text/csv'");
    }
    refused(
        server.get("/tasks/1?output_format=gpkg"),
        400,
        "Unsupported MediaType: 'application/octet-stream;type=geopackage'");
  }

  @Test
  void row33_unknownIdInXml() throws Exception {
    refused(server.get("/tasks/99"), 404, "Task not found: 99");
  }

  @Test
  void row34_unknownIdInJson() throws Exception {
    HttpResponse<String> answer = server.get("/tasks/99.json");

    assertThat(answer.statusCode()).isEqualTo(404);
    assertThat(answer.headers().firstValue("Content-Type").orElse(""))
        .startsWith("application/json");
    assertThat(answer.body())
        .isEqualTo("{\"response\":{\"success\":false,\"error\":\"Task not found: 99\"}}\n");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "abc",
        "01",
        "-1",
        "0",
        "+1",
        "1.0",
        "99999999999999999999999",
        "%EF%BC%91",
        "1%20",
        "%20"
      })
  void row35_idsThatAreNoneAreNotFound(String id) throws Exception {
    server.running();

    assertThat(server.get("/tasks/" + id).statusCode()).isEqualTo(404);
    assertThat(server.get("/tasks/" + id).body()).contains("<error>Task not found: ");
  }

  @Test
  void row74_aWrongMethodIsRefusedWithAllow() throws Exception {
    server.running();

    for (String method : new String[] {"POST", "PUT", "DELETE", "PATCH"}) {
      for (String path : new String[] {"/tasks", "/tasks/1", "/tasks/1/download"}) {
        HttpResponse<String> answer = server.http.send(method, path);
        refused(answer, 405, "The request method is unsupported for this operation.");
        assertThat(answer.headers().firstValue("Allow")).contains("GET, HEAD, OPTIONS");
      }
    }
    assertThat(server.http.send("DELETE", "/tasks/1.json").body())
        .startsWith("{\"response\":{\"success\":false,");
  }

  @Test
  void addressesThatMeanNothingAreNotFound() throws Exception {
    refused(server.get("/nothing"), 404, "There is nothing at this address.");
    refused(server.get("/tasks/1/progress"), 404, "There is nothing at this address.");
  }

  @Test
  void row76_nothingIsCompressedHere() throws Exception {
    for (String encoding : new String[] {"gzip", "identity", "gzip, deflate, br"}) {
      HttpResponse<String> answer = server.get("/tasks", "Accept-Encoding", encoding);
      assertThat(answer.headers().firstValue("Content-Encoding")).isEmpty();
      assertThat(answer.body()).endsWith("<tasks></tasks>\n");
    }
  }

  @Test
  void wrongInputsAreNamed() throws Exception {
    Submission empty = Submission.of("reporting", Json.EMPTY_OBJECT);

    assertThatThrownBy(() -> server.errand.submit(empty))
        .satisfies(error -> {
          var problem = Problem.of(error);
          assertThat(problem.status()).isEqualTo(400);
          assertThat(problem.message()).contains("script");
        });
  }

  @Test
  void aStoppedEngineIsUnavailable() throws Exception {
    String script = server.script(server.reporting, context -> Report.of(1));
    server.errand.close();

    HttpResponse<String> answer = server.get("/repos/r/start?script=" + script);

    assertThat(answer.statusCode()).isEqualTo(503);
    assertThat(answer.headers().firstValue("Retry-After")).isPresent();
    assertThat(answer.body()).doesNotContain("\tat ");
  }
}
