// SPDX-License-Identifier: Apache-2.0
package dev.errand.ogc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.errand.http.SecurityHeadersFilter;
import dev.errand.task.Task;
import dev.errand.testkit.Work;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Section 8 of the contract, as far as it is there: the same documents for people. */
final class HtmlPageTest {

  @TempDir Path data;
  private OgcServer server;

  @BeforeEach
  void start() throws Exception {
    server = new OgcServer(data);
    server.http.filter(new SecurityHeadersFilter());
  }

  @AfterEach
  void stop() throws Exception {
    server.close();
  }

  private String page(String path) throws Exception {
    HttpResponse<String> answer = server.get(path, "Accept", "text/html");
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(OgcServer.type(answer)).isEqualToIgnoringCase("text/html;charset=utf-8");
    return answer.body();
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }

  /** Every name, every value, and an anchor for every link. */
  private static void holds(String page, JsonNode node) {
    if (node.isString()) {
      assertThat(page).contains(escaped(node.stringValue()));
    }
    JsonNode href = node.path("href");
    if (href.isString()) {
      assertThat(page).contains("<a href=\"" + escaped(href.stringValue()) + "\">");
    }
    for (JsonNode child : node) {
      holds(page, child);
    }
    node.propertyNames().forEach(name -> assertThat(page).contains(escaped(name)));
  }

  @Test
  void section8APageHoldsAllThatTheDocumentHolds() throws Exception {
    Task task = server.run((inputs, context) -> new Work.Out(""));
    for (String path :
        List.of(
            "/", "/conformance", "/processes", "/processes/work", "/jobs", OgcServer.path(task))) {
      String page = page(path);
      assertThat(page).startsWith("<!DOCTYPE html>\n<html lang=\"en\">").contains("<main><h1>");
      holds(page, server.json(path));
    }
  }

  @Test
  void section8NothingOfACallersIsMarkup() throws Exception {
    Task task =
        server.start(
            (inputs, context) -> {
              throw new IllegalStateException("<script>alert(\"1\")</script>&\u0000 http://x/'>");
            },
            submission -> submission.description("<b onclick='x'>\u2028\"bold\"</b>"));
    server.end(task);

    for (String path : List.of(OgcServer.path(task), "/jobs")) {
      assertThat(page(path))
          .contains("&lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt;")
          .contains("&lt;b onclick=")
          .doesNotContain("<script")
          .doesNotContain("<b ")
          .doesNotContain("\u0000");
    }
    String refused = server.get("/jobs/%3Cscript%3E'%22?f=html").body();
    assertThat(refused).contains("&lt;script&gt;").doesNotContain("<script");
  }

  @Test
  void section8OnlyAddressesOfTheWebAreLinks() throws Exception {
    Task task =
        server.start(
            (inputs, context) -> new Work.Out(""),
            submission -> submission.description("javascript:alert(1)"));
    server.end(task);

    assertThat(page(OgcServer.path(task)))
        .contains("javascript:alert(1)")
        .doesNotContain("\"javascript:");
  }

  @Test
  void section8TheOnlyStyleIsOurOwnAndNoScriptRuns() throws Exception {
    HttpResponse<String> answer = server.get("/?f=html");

    List<String> policy = answer.headers().allValues("Content-Security-Policy");
    assertThat(policy).hasSize(1);
    assertThat(policy.getFirst())
        .contains("default-src 'none'", "frame-ancestors 'none'", "form-action 'none'")
        .doesNotContain("unsafe");
    Matcher style = Pattern.compile("<style>(.*)</style>", Pattern.DOTALL).matcher(answer.body());
    assertThat(style.find()).isTrue();
    byte[] digest =
        MessageDigest.getInstance("SHA-256")
            .digest(style.group(1).getBytes(StandardCharsets.UTF_8));
    assertThat(policy.getFirst())
        .contains("style-src 'sha256-" + Base64.getEncoder().encodeToString(digest) + "'");
  }

  @Test
  void section8ALongListIsShortenedForBrowsers() throws Exception {
    assertThat(page("/jobs?limit=10000")).contains("limit=10000");
  }
}
