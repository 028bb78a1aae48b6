// SPDX-License-Identifier: Apache-2.0
package dev.errand.ogc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.errand.http.TestCallers;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Sections 1 and 3 of the contract: the landing page and the conformance classes. */
final class OgcLandingTest {

  private static final String OGC = "http://www.opengis.net/def/rel/ogc/1.0/";

  @TempDir Path data;
  private OgcServer server;

  @BeforeEach
  void start() throws Exception {
    server = new OgcServer(data, new TestCallers());
  }

  @AfterEach
  void stop() throws Exception {
    server.close();
  }

  private static String type(JsonNode document, String rel) {
    return document
        .path("links")
        .valueStream()
        .filter(link -> link.path("rel").asString("").equals(rel))
        .map(link -> link.path("type").asString(""))
        .findFirst()
        .orElse("");
  }

  @Test
  void section3TheLandingPageLinksEverythingAbsolutely() throws Exception {
    JsonNode landing = server.json("/");

    String base = server.base();
    assertThat(landing.path("title").asString("")).isEqualTo("Parcel tools");
    assertThat(landing.path("description").asString("")).isEqualTo("Tools for parcels.");
    assertThat(OgcServer.hrefs(landing, "self")).containsExactly(base + "/");
    assertThat(OgcServer.hrefs(landing, "alternate")).containsExactly(base + "/?f=html");
    assertThat(OgcServer.hrefs(landing, "service-desc")).containsExactly(base + "/api");
    assertThat(OgcServer.hrefs(landing, "service-doc")).containsExactly(base + "/api?f=html");
    assertThat(OgcServer.hrefs(landing, OGC + "conformance"))
        .containsExactly(base + "/conformance");
    assertThat(OgcServer.hrefs(landing, OGC + "processes")).containsExactly(base + "/processes");
    assertThat(OgcServer.hrefs(landing, OGC + "job-list")).containsExactly(base + "/jobs");
    assertThat(landing.path("links"))
        .allSatisfy(link -> {
          assertThat(link.path("rel").asString("")).isNotEmpty();
          assertThat(link.path("type").asString("")).isNotEmpty();
        });
  }

  @Test
  void section3TheTypeOfTheApiIsExact() throws Exception {
    JsonNode landing = server.json("/");

    assertThat(type(landing, "service-desc"))
        .isEqualTo("application/vnd.oai.openapi+json;version=3.0");
    assertThat(type(landing, "service-doc")).isEqualTo("text/html");
  }

  @Test
  void section1TheClassesAreThoseThatAreTrue() throws Exception {
    JsonNode conformance = server.json("/conformance");

    String processes = "http://www.opengis.net/spec/ogcapi-processes-1/1.0/conf/";
    String common = "http://www.opengis.net/spec/ogcapi-common-1/1.0/conf/";
    assertThat(conformance.path("conformsTo").valueStream().map(JsonNode::stringValue))
        .containsExactly(
            processes + "core",
            processes + "ogc-process-description",
            processes + "json",
            processes + "oas30",
            processes + "job-list",
            processes + "callback",
            processes + "dismiss",
            common + "core",
            common + "json",
            common + "oas30");
  }

  @Test
  void theWayInIsOpenAndTheRestIsNot() throws Exception {
    for (String path : List.of("/", "/conformance", "")) {
      assertThat(server.get(path).statusCode()).as(path).isEqualTo(200);
    }
    for (String path :
        List.of("/processes", "/processes/work", "/processes/x", "/jobs", "/jobs/x")) {
      HttpResponse<String> answer = server.get(path);
      JsonNode problem = OgcServer.problem(401, answer);
      assertThat(problem.path("title").asString("")).isEqualTo("Unauthorized");
      assertThat(answer.headers().firstValue("WWW-Authenticate")).isPresent();
    }
    assertThat(server.get("/nothing").body()).as("GeoGig's").contains("<response>");
    assertThat(server.get("/tasks").statusCode()).isEqualTo(401);
  }
}
