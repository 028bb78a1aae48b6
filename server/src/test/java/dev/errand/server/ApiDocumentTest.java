// SPDX-License-Identifier: Apache-2.0
package dev.errand.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.errand.http.RouteSet;
import dev.errand.task.Json;
import io.swagger.v3.parser.OpenAPIV3Parser;
import io.swagger.v3.parser.core.models.ParseOptions;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.context.ConfigurableApplicationContext;
import tools.jackson.databind.JsonNode;

/** The document at {@code /api} of a server as it comes, against the routes that it has. */
class ApiDocumentTest {

  private static final Set<String> METHODS =
      Set.of("get", "put", "post", "delete", "options", "head", "patch", "trace");

  @TempDir private static Path data;
  private static final HttpClient CLIENT = HttpClient.newHttpClient();
  private static ConfigurableApplicationContext server;
  private static String base;
  private static String text;
  private static JsonNode document;

  /** One thing that callers are told they may ask for. */
  private record Described(String method, String template) {

    /** What variables are called makes no difference. */
    String key() {
      return method + " " + template.replaceAll("\\{[^}]*}", "{}");
    }
  }

  @BeforeAll
  static void start() throws Exception {
    server =
        ServerApplication.start(
            new HashMap<>(Map.of("server.port", "0", "errand.data", data.toString())));
    base = "http://localhost:" + server.getEnvironment().getProperty("local.server.port");
    text = send("GET", "/api").body();
    document = new Json(text).parse();
  }

  @AfterAll
  static void stop() {
    server.close();
    CLIENT.close();
  }

  private static HttpResponse<String> send(String method, String path) throws Exception {
    URI address = URI.create(base + path);
    return CLIENT.send(
        HttpRequest.newBuilder(address).method(method, BodyPublishers.noBody()).build(),
        BodyHandlers.ofString());
  }

  private static List<Described> described() {
    return document.path("paths").properties().stream()
        .flatMap(path -> {
          JsonNode item = path.getValue();
          JsonNode servers = item.has("servers") ? item.path("servers") : document.path("servers");
          return servers
              .valueStream()
              .map(one -> one.path("url").stringValue().substring(base.length()) + path.getKey())
              .flatMap(template ->
                  item.propertyNames().stream()
                      .filter(METHODS::contains)
                      .map(method -> new Described(method.toUpperCase(Locale.ROOT), template)));
        })
        .toList();
  }

  @Test
  void isValid() {
    ParseOptions options = new ParseOptions();
    options.setResolve(true);
    assertThat(new OpenAPIV3Parser().readContents(text, null, options).getMessages()).isEmpty();
  }

  @Test
  void tellsOfEveryRoute() {
    Set<String> described = new TreeSet<>();
    described().forEach(one -> described.add(one.key()));
    Set<String> missing = new TreeSet<>();
    server.getBeansOfType(RouteSet.class).values().stream()
        .flatMap(set -> set.routes().stream())
        .map(route -> new Described(route.method(), route.template()).key())
        .filter(key -> !described.contains(key))
        .forEach(missing::add);

    assertThat(described).hasSizeGreaterThan(150);
    assertThat(missing).isEmpty();
  }

  @Test
  void everythingThatItTellsOfAnswers() throws Exception {
    Set<String> silent = new TreeSet<>();
    for (Described one : described()) {
      String path = one.template().replaceAll("\\{[^}]*}", "1");
      HttpResponse<String> answer = send("OPTIONS", path);
      String allowed = answer.headers().firstValue("Allow").orElse("");
      if (!List.of(allowed.split(", *", -1)).contains(one.method())) {
        silent.add(one + " " + answer.statusCode() + " " + allowed);
      }
    }

    assertThat(silent).isEmpty();
  }

  @Test
  void tellsOfNoPathTwice() {
    assertThat(described().stream().map(Described::key)).doesNotHaveDuplicates();
  }

  @Test
  void namesOperationsOnce() {
    List<String> names =
        document
            .path("paths")
            .valueStream()
            .flatMap(JsonNode::valueStream)
            .filter(operation -> operation.has("operationId"))
            .map(operation -> operation.path("operationId").stringValue())
            .toList();

    assertThat(names).hasSizeGreaterThan(60).doesNotHaveDuplicates();
  }

  @Test
  void noSchemaHidesATypeThatGeneratedClientsNeed() {
    Map<String, String> hiding = new TreeMap<>();
    Set<String> schemas = new TreeSet<>(document.at("/components/schemas").propertyNames());
    schemas.forEach(
        name -> LanguageTypes.hiddenBy(name).ifPresent(hidden -> hiding.put(name, hidden)));

    assertThat(schemas).hasSizeGreaterThan(25);
    assertThat(hiding).isEmpty();
    assertThat(List.of("Thread", "Exception", "process", "Error", "Record", "List", "Any"))
        .allMatch(name -> LanguageTypes.hiddenBy(name).isPresent());
  }

  @Test
  void saysSomethingOfEverySchemaAndParameter() {
    DocumentedParts parts = DocumentedParts.of(document);

    assertThat(parts.count()).isGreaterThan(500);
    assertThat(parts.silent()).isEmpty();
  }

  @Test
  void whatChangesSomethingTellsOfOutcomesThatNobodyKnows() {
    assertThat(isUnknown("/processes/{processId}/execution", "post")).isTrue();
    assertThat(isUnknown("/jobs/{jobId}", "delete")).isTrue();
    assertThat(isUnknown("/repos/{repo}/osm/import", "get")).isTrue();
    assertThat(isUnknown("/tasks/{id}", "get")).isTrue();
    assertThat(isUnknown("/threads/{thread}/cancel", "post")).isTrue();
    assertThat(isUnknown("/admin/users", "post")).isTrue();
    assertThat(isUnknown("/ps/oauth/token", "post")).isTrue();
    assertThat(isUnknown("/jobs", "get")).isFalse();
    assertThat(isUnknown("/tasks", "get")).isFalse();
    assertThat(isUnknown("/admin/users", "get")).isFalse();
  }

  private static boolean isUnknown(String path, String method) {
    JsonNode operation = document.path("paths").path(path).path(method);
    assertThat(operation.isObject()).as(path).isTrue();
    return operation.path("responses").has("504");
  }

  @Test
  void everyOperationTellsOfSuccessAndOfRefusals() {
    document
        .path("paths")
        .forEachEntry((path, item) ->
            item.forEachEntry((method, operation) -> {
              if (METHODS.contains(method)) {
                assertThat(operation.path("responses").propertyNames())
                    .as(method + " " + path)
                    .anyMatch(status -> status.startsWith("2"))
                    .contains("403", "404");
              }
            }));
  }
}
