// SPDX-License-Identifier: Apache-2.0
package dev.errand.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.errand.task.Json;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** That the examples and the documents name metrics that servers show, with their labels. */
class MonitoringTest {

  private static final Path EXAMPLES = Path.of("..", "examples", "monitoring");
  private static final Pattern EXPRESSION = Pattern.compile("(?m)^ +expr: (.*)$");
  private static final Pattern NAME =
      Pattern.compile("\\b(?:errand|disk|jvm|process|system)_[a-z0-9_]+");
  private static final Pattern SELECTOR = Pattern.compile("\\b([a-z][a-z0-9_]+)\\{([^}]*)\\}");
  private static final Pattern GROUPING = Pattern.compile("\\bby \\(([^)]*)\\)");
  private static final Pattern LABEL = Pattern.compile("([a-z]+)\\s*=~?\\s*\"");
  private static final Pattern DOCUMENTED = Pattern.compile("`(errand_[a-z_]+)`");

  /** Prometheus adds these, and makes {@code le} of the bounds of buckets. */
  private static final Set<String> ADDED = Set.of("job", "instance", "le");

  @TempDir private static Path folder;
  private static Scrape scrape;

  /** One server of each store, each of which has run a task and answered requests. */
  @BeforeAll
  @Timeout(value = 10, unit = TimeUnit.MINUTES)
  static void scrape() throws IOException {
    List<String> lines = new ArrayList<>();
    try (RunningServer embedded = RunningServer.start(made("embedded"))) {
      lines.addAll(used(embedded));
    }
    try (MoveDatabase database = new MoveDatabase();
        RunningServer shared = RunningServer.start(made("shared"), "--store", database.url())) {
      lines.addAll(used(shared));
    }
    scrape = Scrape.of(lines);
  }

  private static Path made(String name) throws IOException {
    return Files.createDirectories(folder.resolve(name));
  }

  private static List<String> used(RunningServer server) {
    assertThat(
            server
                .send(
                    HttpRequest.newBuilder(server.address().resolve("/processes/echo/execution"))
                        .header("Content-Type", "application/json")
                        .POST(
                            HttpRequest.BodyPublishers.ofString(
                                "{\"inputs\":{\"text\":\"hello\"}}"))
                        .build())
                .statusCode())
        .isEqualTo(200);
    assertThat(server.get("/tasks/1.json").statusCode()).isEqualTo(200);
    assertThat(server.get("/tasks/no/such/address").statusCode()).isEqualTo(404);
    return server.get("/actuator/prometheus").body().lines().toList();
  }

  private static List<String> expressions() throws IOException {
    List<String> all = new ArrayList<>();
    JsonNode dashboard = new Json(Files.readString(EXAMPLES.resolve("dashboard.json"))).parse();
    for (JsonNode panel : dashboard.path("panels")) {
      panel.path("targets").forEach(target -> all.add(target.path("expr").asString("")));
    }
    Matcher alert = EXPRESSION.matcher(Files.readString(EXAMPLES.resolve("alerts.yml")));
    while (alert.find()) {
      all.add(alert.group(1));
    }
    assertThat(all).hasSizeGreaterThan(30).doesNotContain("");
    return all;
  }

  private static List<String> found(Pattern pattern, String text) {
    return pattern.matcher(text).results().map(match -> match.group(match.groupCount())).toList();
  }

  @Test
  void everyMetricOfTheExamplesIsThere() throws IOException {
    for (String expression : expressions()) {
      List<String> names = NAME.matcher(expression).results().map(MatchResult::group).toList();
      assertThat(scrape.names()).as(expression).containsAll(names);
    }
  }

  @Test
  void everyLabelOfTheExamplesIsThere() throws IOException {
    for (String expression : expressions()) {
      Set<String> known = new TreeSet<>(ADDED);
      NAME.matcher(expression).results().forEach(name -> known.addAll(scrape.labels(name.group())));
      SELECTOR
          .matcher(expression)
          .results()
          .forEach(selector -> {
            Set<String> own = new TreeSet<>(ADDED);
            own.addAll(scrape.labels(selector.group(1)));
            assertThat(own).as(expression).containsAll(found(LABEL, selector.group(2)));
          });
      for (String labels : found(GROUPING, expression)) {
        assertThat(known).as(expression).containsAll(List.of(labels.split(", ")));
      }
    }
  }

  @Test
  void theDocumentTellsOfEveryMetricAndOfNoOther() throws IOException {
    String document = Files.readString(Path.of("..", "docs", "operations.md"));
    Set<String> told = new TreeSet<>();
    for (String line : document.lines().filter(one -> one.startsWith("| `errand_")).toList()) {
      told.addAll(found(DOCUMENTED, line.substring(0, line.indexOf('|', 2))));
    }

    assertThat(told).isEqualTo(scrape.families("errand_"));
  }

  @Test
  void requestsAreCountedByTheirTemplates() {
    assertThat(scrape.series("errand_http_requests_seconds_count"))
        .contains("dialect=\"geogig\",method=\"GET\",route=\"/tasks/{id}\",status=\"2xx\"")
        .contains("dialect=\"geogig\",method=\"none\",route=\"none\",status=\"4xx\"")
        .noneMatch(series -> series.contains("no/such"));
  }

  @Test
  void figuresOfTheWholeStoreSaySo() {
    for (String name :
        List.of(
            "errand_tasks", "errand_queue_length", "errand_queue_age_seconds", "errand_nodes")) {
      assertThat(scrape.labels(name)).contains("scope");
    }
    for (String name : List.of("errand_leases", "errand_workers", "errand_attempts_lost_total")) {
      assertThat(scrape.labels(name)).doesNotContain("scope");
    }
  }
}
