// SPDX-License-Identifier: Apache-2.0
package dev.errand.ogc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.errand.task.Json;
import dev.errand.testkit.http.Wire;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Sections 2, 7, 12 and 13 of the contract: errors, formats, and how clients ask. */
final class OgcRefusalTest {

  private static final String UNKNOWN = "/jobs/01935000-0000-7000-8000-000000000000";
  private static final String TYPES =
      "http://www.opengis.net/def/exceptions/ogcapi-processes-1/1.0/";

  @TempDir Path data;
  private OgcServer server;

  @BeforeEach
  void start() throws Exception {
    server = new OgcServer(data);
  }

  @AfterEach
  void stop() throws Exception {
    server.close();
  }

  private String typeOf(String... headers) throws Exception {
    HttpResponse<String> answer = server.get(UNKNOWN, headers);
    assertThat(answer.statusCode()).isIn(404, 406);
    return OgcServer.type(answer);
  }

  @Test
  void section7TheMediaTypeOfAProblemFollowsAccept() throws Exception {
    String problem = "application/problem+json";
    assertThat(typeOf()).isEqualTo(problem);
    assertThat(typeOf("Accept", "*/*")).isEqualTo(problem);
    assertThat(typeOf("Accept", "application/*")).isEqualTo(problem);
    assertThat(typeOf("Accept", "image/png")).isEqualTo(problem);
    assertThat(typeOf("Accept", problem)).isEqualTo(problem);
    assertThat(typeOf("Accept", "application/json, application/problem+json")).isEqualTo(problem);
    assertThat(typeOf("Accept", "application/json")).isEqualTo("application/json");
    assertThat(typeOf("Accept", "Application/JSON;q=0.5, */*")).isEqualTo("application/json");
  }

  @Test
  void section7AProblemIsHtmlForThoseWhoWantHtmlMost() throws Exception {
    String html = "text/html;charset=utf-8";
    assertThat(typeOf("Accept", "text/html")).isEqualToIgnoringCase(html);
    assertThat(typeOf("Accept", "text/html,application/xhtml+xml,*/*;q=0.8"))
        .as("a browser")
        .isEqualToIgnoringCase(html);
    assertThat(typeOf("Accept", "text/html, application/json")).isEqualTo("application/json");
    assertThat(OgcServer.type(server.get(UNKNOWN + "?f=html"))).isEqualToIgnoringCase(html);
    assertThat(OgcServer.type(server.get(UNKNOWN + "?f=json", "Accept", "text/html")))
        .isEqualTo("application/problem+json");
  }

  @Test
  void section7AnUnknownProcessIsTold() throws Exception {
    JsonNode problem = server.problem(404, "/processes/nothing");

    assertThat(problem.path("type").asString("")).isEqualTo(TYPES + "no-such-process");
    assertThat(problem.path("title").asString("")).isEqualTo("No such process");
    assertThat(problem.path("detail").asString("")).isEqualTo("There is no process 'nothing'.");
  }

  @Test
  void section2AddressesBelowOursThatMeanNothingAreProblems() throws Exception {
    for (String path :
        List.of(
            "/conformance/x",
            "/processes/work/nothing",
            "/processes/work/nothing/at/all",
            "/jobs/x/nothing",
            "/jobs/x/y/z/a")) {
      HttpResponse<String> answer = server.get(path);
      JsonNode problem = OgcServer.problem(404, answer);
      assertThat(problem.path("type").asString("")).isEqualTo("about:blank");
    }
  }

  @Test
  void section2OtherMethodsAreRefusedWithAllow() throws Exception {
    for (String path : List.of("/", "/conformance", "/processes", "/processes/work", "/jobs")) {
      for (String method : List.of("PUT", "PATCH", "DELETE")) {
        HttpResponse<String> answer = server.http.send(method, path);
        JsonNode problem = OgcServer.problem(405, answer);
        assertThat(problem.path("title").asString("")).isEqualTo("Method Not Allowed");
        assertThat(answer.headers().firstValue("Allow")).contains("GET, HEAD, OPTIONS");
      }
      HttpResponse<String> options = server.http.send("OPTIONS", path);
      assertThat(options.statusCode()).isEqualTo(204);
      assertThat(options.headers().firstValue("Allow")).contains("GET, HEAD, OPTIONS");
    }
    assertThat(server.http.send("OPTIONS", UNKNOWN).headers().firstValue("Allow"))
        .contains("DELETE, GET, HEAD, OPTIONS");
  }

  @Test
  void section2HeadIsAGetWithoutABody() throws Exception {
    for (String path : List.of("/", "/conformance", "/processes", "/processes/work", "/jobs")) {
      HttpResponse<String> head = server.http.send("HEAD", path);
      HttpResponse<String> get = server.get(path);
      assertThat(head.statusCode()).isEqualTo(200);
      assertThat(head.body()).isEmpty();
      assertThat(head.headers().firstValue("Content-Length"))
          .isEqualTo(get.headers().firstValue("Content-Length"));
    }
    assertThat(server.http.send("HEAD", UNKNOWN).statusCode()).isEqualTo(404);
  }

  @Test
  void section2FormatsThatThereAreNotAreRefused() throws Exception {
    for (String path : List.of("/", "/conformance", "/processes", "/processes/work", "/jobs")) {
      JsonNode problem = server.problem(400, path + "?f=xml");
      assertThat(problem.path("type").asString(""))
          .isEqualTo(TYPES + "invalid-query-parameter-value");
      assertThat(problem.path("detail").asString("")).contains("'f'", "'json' or 'html'");
      problem = server.problem(406, path, "Accept", "image/png, application/xml");
      assertThat(problem.path("title").asString("")).isEqualTo("Not Acceptable");
    }
  }

  @Test
  void section2FComesBeforeAccept() throws Exception {
    assertThat(server.json("/jobs?f=json", "Accept", "text/html").has("jobs")).isTrue();
    assertThat(server.json("/jobs?f=JSON%20", "Accept", "image/png").has("jobs")).isTrue();
    assertThat(server.get("/jobs?f=html", "Accept", "application/json").body())
        .startsWith("<!DOCTYPE html>");
    assertThat(server.get("/jobs", "Accept", "text/html,*/*;q=0.1").body())
        .startsWith("<!DOCTYPE html>");
  }

  @Test
  void section12NoAcceptHeaderMeansJson() throws Exception {
    for (String path : List.of("/", "/conformance", "/processes", "/jobs")) {
      Wire.Answer answer = server.http.raw("GET " + path + " HTTP/1.1", "Host: gis.test");
      assertThat(answer.status()).isEqualTo(200);
      assertThat(answer.header("Content-Type")).isEqualTo("application/json");
      assertThat(new Json(answer.body()).parse().isObject()).isTrue();
      assertThat(answer.body()).contains("http://gis.test/");
    }
  }

  @Test
  void section12HeadersMayHaveBlanksAtTheirEnd() throws Exception {
    Wire.Answer answer =
        server.http.raw("GET /jobs HTTP/1.1", "Host: gis.test", "Accept: application/json  ");

    assertThat(answer.status()).isEqualTo(200);
  }

  @Test
  void aQueryThatIsNoneIsRefusedInOurWords() throws Exception {
    OgcServer.problem(400, server.get("/jobs?limit=%FF"));
    OgcServer.problem(400, server.get("/?f=%FF"));
  }

  @Test
  void aSessionInAPathIsNotEchoed() throws Exception {
    HttpResponse<String> answer = server.get("/jobs/x;jsessionid=SECRET");

    assertThat(OgcServer.problem(404, answer).path("instance").asString("")).isEqualTo("/jobs/x");
    assertThat(answer.body()).doesNotContain("SECRET");
  }

  @Test
  void aStoppedEngineIsUnavailable() throws Exception {
    server.errand.close();

    HttpResponse<String> answer = server.get("/jobs");

    OgcServer.problem(503, answer);
    assertThat(answer.headers().firstValue("Retry-After")).isPresent();
  }
}
