// SPDX-License-Identifier: Apache-2.0
package dev.errand.ogc.echo;

import static dev.errand.ogc.echo.EchoServer.header;
import static dev.errand.ogc.echo.EchoServer.json;
import static dev.errand.ogc.echo.EchoServer.problem;
import static org.assertj.core.api.Assertions.assertThat;

import dev.errand.task.Json;
import dev.errand.task.Submission;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Sections 5.4, 6.3 and 7 of the contract: results in every shape, at once and later. */
class ResultsTest extends ServedEcho {

  private static final String INPUTS =
      "\"inputs\":{\"text\":\"teststring\",\"list\":[\"b\"],\"thing\":{\"c\":1},\"either\":2}";

  /** What comes at once and what comes later, which must be the same but for boundaries. */
  private List<HttpResponse<String>> both(String process, String body) throws Exception {
    return List.of(
        server.execute(process, body), server.http.get(server.ended(process, body) + "/results"));
  }

  @Test
  void section54RawOneIsTheValueItself() throws Exception {
    for (HttpResponse<String> answer :
        both("echo", "{" + INPUTS + ",\"outputs\":{\"text\":{}},\"response\":\"raw\"}")) {
      assertThat(answer.statusCode()).isEqualTo(200);
      assertThat(header(answer, "Content-Type")).isEqualToIgnoringCase("text/plain;charset=utf-8");
      assertThat(answer.body()).isEqualTo("teststring");
    }
    for (String output : List.of("thing {\"c\":1}", "either 2", "list [\"b\"]")) {
      String id = output.substring(0, output.indexOf(' '));
      HttpResponse<String> answer = server.echo("{" + INPUTS + ",\"outputs\":{\"" + id + "\":{}}}");
      assertThat(header(answer, "Content-Type")).isEqualTo("application/json");
      assertThat(answer.body()).isEqualTo(output.substring(output.indexOf(' ') + 1));
    }
  }

  @Test
  void section54AFormatThatTheOutputHasIsHonoured() throws Exception {
    HttpResponse<String> answer =
        server.echo(
            "{"
                + INPUTS
                + ",\"outputs\":{\"text\":{\"format\":{\"mediaType\":\"application/json\"}}}}");
    assertThat(header(answer, "Content-Type")).isEqualTo("application/json");
    assertThat(answer.body()).isEqualTo("\"teststring\"");
  }

  @Test
  void section54RawSeveralIsMultipartRelated() throws Exception {
    for (HttpResponse<String> answer :
        both("echo", "{" + INPUTS + ",\"outputs\":{\"text\":{},\"thing\":{}}}")) {
      assertThat(answer.statusCode()).isEqualTo(200);
      String type = header(answer, "Content-Type");
      assertThat(type).startsWith("multipart/related; type=\"text/plain\"; boundary=");
      String boundary = type.substring(type.indexOf("boundary=") + 9);
      assertThat(answer.body())
          .isEqualTo(
              """
              --B
              Content-Type: text/plain;charset=UTF-8
              Content-ID: <text>

              teststring
              --B
              Content-Type: application/json
              Content-ID: <thing>

              {"c":1}
              --B--
              """
                  .replace("\n", "\r\n")
                  .replace("B\r", boundary + "\r")
                  .replace("B--", boundary + "--"));
      assertThat(answer.headers().map()).doesNotContainKey("link");
    }
  }

  @Test
  void section54WithoutOutputsAllAreMeant() throws Exception {
    for (String outputs : List.of("", ",\"outputs\":{}", ",\"outputs\":null")) {
      String body = server.echo("{" + INPUTS + outputs + "}").body();
      assertThat(body).contains("<text>", "<list>", "<thing>", "<either>");
      assertThat(body).doesNotContain("<pause>", "<area>");
    }
    // The shape is the same however many of them there are.
    assertThat(header(server.echo("{\"inputs\":{\"text\":\"a\"}}"), "Content-Type"))
        .startsWith("multipart/related");
  }

  @Test
  void section54RawByReferenceIsLinksOnly() throws Exception {
    String reference = "{\"transmissionMode\":\"reference\"}";
    for (HttpResponse<String> answer :
        both(
            "echo",
            "{" + INPUTS + ",\"outputs\":{\"text\":R,\"thing\":R}}".replace("R", reference))) {
      assertThat(answer.statusCode()).isEqualTo(204);
      String links = header(answer, "Link");
      assertThat(links).contains("/outputs/text>; rel=\"related\"; type=\"text/plain");
      assertThat(links).contains("/outputs/thing>; rel=\"related\"; type=\"application/json\"");
      String address = links.substring(1, links.indexOf('>'));
      assertThat(server.http.get(address.substring(server.base().length())).body())
          .isEqualTo("teststring");
    }
  }

  @Test
  void section54RawMixedHasEmptyPartsWithALocation() throws Exception {
    for (HttpResponse<String> answer :
        both(
            "echo",
            "{"
                + INPUTS
                + ",\"outputs\":{\"text\":{},\"thing\":{\"transmissionMode\":\"reference\"}}}")) {
      assertThat(answer.statusCode()).isEqualTo(200);
      assertThat(answer.body()).contains("\r\n\r\nteststring\r\n--");
      assertThat(answer.body())
          .containsPattern(
              "Content-ID: <thing>\r\nContent-Location: http://[^\r]+/outputs/thing\r\n\r\n\r\n--");
    }
  }

  @Test
  void section54ADocumentHasAMemberForEachOutput() throws Exception {
    for (HttpResponse<String> answer :
        both(
            "echo",
            "{"
                + INPUTS
                + ",\"response\":\"document\",\"outputs\":{\"thing\":{},\"text\":{},"
                + "\"list\":{\"transmissionMode\":\"reference\"},\"pause\":{}}}")) {
      assertThat(header(answer, "Content-Type")).isEqualTo("application/json");
      JsonNode document = json(answer);
      assertThat(document.propertyNames()).containsExactly("thing", "text", "list");
      assertThat(document.path("thing").toString())
          .isEqualTo("{\"value\":{\"c\":1},\"mediaType\":\"application/json\"}");
      assertThat(document.path("text").asString()).isEqualTo("teststring");
      assertThat(document.path("list").path("href").asString()).endsWith("/outputs/list");
      assertThat(document.path("list").path("type").asString()).isEqualTo("application/json");
    }
  }

  /** What the suite sends for these inputs, and how it looks for its text in the answer. */
  @Test
  void section12TheOfficialSuiteFindsItsText() throws Exception {
    String body =
        """
        {"inputs": {"text": "teststring", "list": "teststring", "either": "teststring",
          "area": {"crs": "urn:ogc:def:crs:EPSG:6.6:4326",
            "bbox": [345345345, 345345345, 345345345, 345345345]},
          "thing": {"value": "teststring"}},
         "outputs": {"text": {"transmissionMode": "value"}, "list": {"transmissionMode": "value"},
          "area": {"transmissionMode": "value"}, "thing": {"transmissionMode": "value"},
          "either": {"transmissionMode": "value"}, "pause": {"transmissionMode": "value"}}}
        """;
    HttpResponse<String> answer = server.echo(body, "Accept", "application/json");
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    assertThat(header(answer, "Content-Type")).startsWith("multipart/related");
    assertThat(answer.body()).contains("Content-ID: <text>\r\n\r\nteststring\r\n");
    assertThat(answer.headers().map()).doesNotContainKey("link");
    assertThat(server.echo("{\"invalid-execute-request\":\"true)\"}").statusCode()).isEqualTo(400);
  }

  @Test
  void section12ClientsThatAddFGetADocument() throws Exception {
    String body = "{" + INPUTS + "}";
    assertThat(json(server.post("/processes/echo/execution?f=json", body)).path("text").asString())
        .isEqualTo("teststring");
    String job = server.ended("echo", body);
    assertThat(json(server.http.get(job + "/results?f=json")).path("text").asString())
        .isEqualTo("teststring");
  }

  @Test
  void section54WithoutAnyOutputThereIsNoContent() throws Exception {
    String body = "{\"inputs\":{\"text\":\"a\"},\"outputs\":{\"thing\":{}}}";
    assertThat(server.echo(body).statusCode()).isEqualTo(204);
    JsonNode problem = problem(404, server.http.get(server.ended("echo", body) + "/results"));
    assertThat(problem.path("type").asString()).endsWith("/1.0/result-not-available");
  }

  @Test
  void section54AFileComesAsItIs() throws Exception {
    String body = "{\"inputs\":{\"file\":\"a b.zip\"},\"outputs\":{\"archive\":{}}}";
    for (HttpResponse<String> answer : both("filing", body)) {
      assertThat(answer.statusCode()).isEqualTo(200);
      assertThat(header(answer, "Content-Type")).isEqualTo("application/zip");
      assertThat(header(answer, "Content-Disposition"))
          .isEqualTo("attachment; filename=\"a b.zip\"");
      assertThat(answer.body()).isEqualTo(Filing.CONTENT);
    }
  }

  @Test
  void section54FilesInADocumentAreLinksUnlessTheirValueIsAskedFor() throws Exception {
    String inputs = "\"inputs\":{\"file\":\"a.zip\",\"more\":\"x.html\"},\"response\":\"document\"";
    JsonNode all = json(server.execute("filing", "{" + inputs + "}"));
    assertThat(all.propertyNames()).containsExactly("files", "archive", "x.html");
    assertThat(all.path("files").asInt()).isEqualTo(2);
    assertThat(all.path("archive").path("href").asString()).endsWith("/outputs/archive");
    assertThat(all.path("archive").path("type").asString()).isEqualTo("application/zip");
    JsonNode value =
        json(server.execute(
                "filing",
                "{" + inputs + ",\"outputs\":{\"archive\":{\"transmissionMode\":\"value\"}}}"))
            .path("archive");
    assertThat(value.path("encoding").asString()).isEqualTo("base64");
    assertThat(value.path("mediaType").asString()).isEqualTo("application/zip");
    assertThat(
            new String(
                Base64.getDecoder().decode(value.path("value").asString()), StandardCharsets.UTF_8))
        .isEqualTo(Filing.CONTENT);
  }

  @Test
  void section54FilesAreParts() throws Exception {
    String body = server.execute("filing", "{\"inputs\":{\"file\":\"plan.pdf\"}}").body();
    // The name says which of the declared ones it is, before the media type does.
    assertThat(body)
        .contains("Content-ID: <files>\r\n\r\n1\r\n")
        .contains("Content-Type: application/zip\r\nContent-ID: <plan.pdf>\r\n\r\n0123456789\r\n");
  }

  @Test
  void section63ResultsBeforeTheEndAreNotReady() throws Exception {
    String job =
        server.job(
            server.echo("{\"inputs\":{\"text\":\"a\",\"pause\":3600}}", "Prefer", "respond-async"));
    for (String path : List.of("/results", "/outputs/text")) {
      JsonNode problem = problem(404, server.http.get(job + path));
      assertThat(problem.path("type").asString())
          .isEqualTo(
              "http://www.opengis.net/def/exceptions/ogcapi-processes-1/1.0/result-not-ready");
    }
  }

  @Test
  void section63AnUnknownJobIsNotFound() throws Exception {
    for (String id : List.of("x", "01939d10-0000-7000-8000-000000000000")) {
      for (String path : List.of("/results", "/outputs/text")) {
        assertThat(problem(404, server.http.get("/jobs/" + id + path)).path("type").asString())
            .endsWith("/1.0/no-such-job");
      }
    }
  }

  @Test
  void section63AFailureTellsItsCauseAndNoStackTrace() throws Exception {
    for (HttpResponse<String> answer : both("filing", "{\"inputs\":{\"failure\":\"disk\"}}")) {
      JsonNode problem = problem(500, answer);
      assertThat(problem.path("type").asString()).isEqualTo("urn:errand:failure:IOException");
      assertThat(problem.path("detail").asString())
          .startsWith("The disk is full. The log is at http://")
          .endsWith("/log.");
      assertThat(answer.body()).doesNotContain("at dev.errand", "Filing.java");
    }
    for (HttpResponse<String> answer : both("filing", "{\"inputs\":{\"failure\":\"inputs\"}}")) {
      assertThat(problem(400, answer).path("type").asString())
          .isEqualTo("urn:errand:failure:IllegalArgumentException");
    }
  }

  @Test
  void section63ADismissedJobHasNoResults() throws Exception {
    String job =
        server.job(
            server.echo("{\"inputs\":{\"text\":\"a\",\"pause\":3600}}", "Prefer", "respond-async"));
    assertThat(server.errand.cancel(server.task(job).id(), Optional.empty())).isPresent();
    server.end(job);
    problem(410, server.http.get(job + "/results"));
  }

  @Test
  void section63TasksOfOtherDialectsHaveADocument() throws Exception {
    var task = server.errand.submit(Submission.of("echo", new Json("{\"text\":\"a\"}")));
    String job = "/jobs/" + task.id().key();
    server.end(job);
    assertThat(server.http.get(job + "/results").body()).isEqualTo("{\"text\":\"a\"}\n");
  }
}
