// SPDX-License-Identifier: Apache-2.0
package dev.errand.ogc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.errand.access.Directory;
import dev.errand.http.ContainerPrincipals;
import dev.errand.http.Dialect;
import dev.errand.http.ErrandServlet;
import dev.errand.http.HttpSettings;
import dev.errand.http.Principals;
import dev.errand.http.Response;
import dev.errand.http.Route;
import dev.errand.http.RouteSet;
import dev.errand.http.SecurityHeadersFilter;
import dev.errand.http.openapi.ApiRoutes;
import dev.errand.task.Json;
import dev.errand.testkit.http.ApiCheck;
import dev.errand.testkit.http.TestServer;
import java.net.URI;
import java.net.http.HttpHeaders;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** The document, and the page that shows it. */
class ApiRoutesTest {

  private static final String OPENAPI = "application/vnd.oai.openapi+json;version=3.0";

  private TestServer server;

  /** One route that the document of the dialect tells of, one of a host that nothing tells of. */
  private record Routes(Dialect dialect) implements RouteSet {
    @Override
    public List<Route> routes() {
      return List.of(
          Route.get("/jobs/{id}", request -> Response.text(200, "a job")),
          Route.get("/own/{thing}", request -> Response.text(200, "a host's own")));
    }
  }

  private static ErrandServlet servlet(Principals principals) {
    List<RouteSet> sets = List.of(new Routes(OgcDialect.INSTANCE));
    ApiRoutes api = new ApiRoutes(OgcDialect.INSTANCE, principals, sets, List.of());
    return new ErrandServlet(HttpSettings.DEFAULTS, principals, List.of(sets.getFirst(), api));
  }

  @BeforeEach
  void start() throws Exception {
    server =
        new TestServer(servlet(ContainerPrincipals.open()), "/errand", "/*")
            .filter(new SecurityHeadersFilter());
  }

  @AfterEach
  void stop() throws Exception {
    server.close();
  }

  private HttpResponse<String> api(String query, String... headers) throws Exception {
    HttpResponse<String> answer = server.get("/errand/api" + query, headers);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return answer;
  }

  private JsonNode document() throws Exception {
    return new Json(api("").body()).parse();
  }

  private static String type(HttpResponse<?> answer) {
    return answer.headers().firstValue("Content-Type").orElse("");
  }

  @Test
  void jsonHasTheVeryTypeThatClientsCompare() throws Exception {
    assertThat(type(api(""))).isEqualTo(OPENAPI);
    assertThat(type(api("?f=json", "Accept", "text/html"))).isEqualTo(OPENAPI);
    assertThat(type(api("", "Accept", "application/json"))).isEqualTo(OPENAPI);
    assertThat(type(api("", "Accept", OPENAPI))).isEqualTo(OPENAPI);
    assertThat(type(api("", "Accept", "*/*"))).isEqualTo(OPENAPI);
  }

  @Test
  void peopleGetAPage() throws Exception {
    String browser = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8";
    assertThat(type(api("", "Accept", browser))).startsWith("text/html");
    assertThat(type(api("?f=html"))).startsWith("text/html");
  }

  @Test
  void unknownFormatsAreRefused() throws Exception {
    assertThat(server.get("/errand/api?f=yaml").statusCode()).isEqualTo(400);
  }

  @Test
  void addressesBeginAsTheCallerReachedTheServer() throws Exception {
    assertThat(document().path("servers").path(0).path("url").asString(""))
        .isEqualTo("http://localhost:%d/errand".formatted(server.port()));
  }

  @Test
  void tellsOfWhatIsMountedAndDescribedAndOfNothingElse() throws Exception {
    assertThat(document().path("paths").propertyNames())
        .containsExactlyInAnyOrder("/jobs/{jobId}", "/api", "/api/{file}");
    assertThat(document().path("paths").path("/jobs/{jobId}").has("delete")).isFalse();
    assertThat(server.get("/errand/own/thing").body()).isEqualTo("a host's own");
  }

  @Test
  void tellsHowToLogInOnlyWhereOneHasTo() throws Exception {
    assertThat(document().path("security").toString()).isEqualTo("[{}]");
    try (TestServer strict =
        new TestServer(servlet(ContainerPrincipals.strict(Directory.NOBODY)))) {
      HttpResponse<String> answer = strict.get("/api");

      assertThat(answer.statusCode()).as("for strangers").isEqualTo(200);
      JsonNode document = new Json(answer.body()).parse();
      assertThat(document.path("security").toString()).isEqualTo("[{\"basic\":[]}]");
      assertThat(document.at("/paths/~1api/get/security").toString()).isEqualTo("[]");
      assertThat(document.at("/paths/~1jobs~1{jobId}/get").has("security")).isFalse();
      assertThat(strict.get("/jobs/1").statusCode()).isEqualTo(401);
    }
  }

  @Test
  void allThatThePageIsMadeOfIsHere() throws Exception {
    String page = api("?f=html").body();
    List<String> addresses =
        Pattern.compile("(?:src|href)=\"([^\"]*)\"")
            .matcher(page)
            .results()
            .map(found -> found.group(1))
            .filter(address -> !address.startsWith("./"))
            .toList();

    assertThat(addresses).hasSizeGreaterThan(4).noneMatch(address -> address.contains("//"));
    for (String address : addresses) {
      HttpResponse<String> answer = server.get("/errand/" + address);
      assertThat(answer.statusCode()).as(address).isEqualTo(200);
      assertThat(type(answer))
          .as(address)
          .startsWith(
              address.contains(".js?")
                  ? "text/javascript"
                  : address.contains(".css?") ? "text/css" : OPENAPI);
    }
  }

  @Test
  void noScriptStandsInThePageAndNoneComesFromElsewhere() throws Exception {
    HttpResponse<String> page = api("?f=html");

    assertThat(Pattern.compile("<script([^>]*)>([^<]*)<").matcher(page.body()).results())
        .hasSize(2)
        .allMatch(script -> script.group(1).contains("src=") && script.group(2).isEmpty());
    assertThat(page.headers().firstValue("Content-Security-Policy").orElse(""))
        .contains("default-src 'none'", "script-src 'self';")
        .doesNotContain("http:", "https:", "unsafe-eval");
  }

  @Test
  void filesOfThePageMayBeKeptAndNoOthersAreGiven() throws Exception {
    assertThat(server.get("/errand/api/page.js").headers().firstValue("Cache-Control").orElse(""))
        .contains("max-age");
    assertThat(server.get("/errand/api/page.html").statusCode()).isEqualTo(404);
    assertThat(server.get("/errand/api/api.json").statusCode()).isEqualTo(404);
    assertThat(server.get("/errand/api/..%2Fframe.json").statusCode()).isNotEqualTo(200);
  }

  @Test
  void answersAreHeldAgainstTheDocument() throws Exception {
    ApiCheck check = new ApiCheck(api("").body());
    URI job = server.uri("/errand/jobs/0198a3f0-0000-7000-8000-000000000000");
    String problem = "{\"type\":\"about:blank\",\"title\":\"Not Found\",\"status\":404}";

    check.check("GET", job, answer(404, "application/problem+json", problem));
    check.check("GET", job, answer(404, "application/json", problem));
    check.check("GET", server.uri("/errand/own/thing"), answer(418, "tea/pot", "."));
    assertThatThrownBy(() -> check.check("GET", job, answer(418, "application/json", problem)))
        .hasMessageContaining("418 is not described");
    assertThatThrownBy(() -> check.check("GET", job, answer(404, "application/xml", problem)))
        .hasMessageContaining("not described as application/xml");
    assertThatThrownBy(() -> check.check("GET", job, answer(404, "application/json", "{}")))
        .hasMessageContaining("not as described");
    assertThatThrownBy(() -> check.check("GET", job, answer(200, "application/json", "{}")))
        .hasMessageContaining("not as described");
    assertThatThrownBy(() -> check.check("GET", job, answer(401, "application/json", problem)))
        .hasMessageContaining("no header WWW-Authenticate");
  }

  private static ApiCheck.Answer answer(int status, String type, String body) {
    HttpHeaders headers =
        HttpHeaders.of(Map.of("Content-Type", List.of(type)), (name, value) -> true);
    return new ApiCheck.Answer(status, headers, body.getBytes(StandardCharsets.UTF_8));
  }
}
