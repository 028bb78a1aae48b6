// SPDX-License-Identifier: Apache-2.0
package dev.errand.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.errand.task.Json;
import dev.errand.task.Submission;
import dev.errand.task.Task;
import dev.errand.testkit.access.Who;
import dev.errand.testkit.access.Whose;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** What tasks left, read through the protocol. */
class ResourcesTest {

  @TempDir private static Path data;
  private static McpServer server;
  private static String base;

  @BeforeAll
  static void start() throws Exception {
    server = new McpServer(data);
    base = "http://localhost:" + server.http.port();
  }

  @AfterAll
  static void stop() throws Exception {
    server.close();
  }

  private static Ask read(String uri) {
    return Ask.plain("resources/read", "{\"uri\":\"" + uri + "\"}");
  }

  private static JsonNode content(String uri) throws Exception {
    JsonNode result = server.send(read(uri)).result();
    assertThat(result.path("cacheScope").stringValue()).isEqualTo("private");
    JsonNode content = result.path("contents").path(0);
    assertThat(content.path("uri").stringValue()).isEqualTo(uri);
    return content;
  }

  private static void missing(Ask ask, String uri) throws Exception {
    JsonNode error = server.send(ask).error(200, -32602);
    assertThat(error.path("message").stringValue()).isEqualTo("There is no such resource.");
    assertThat(error.path("data").path("uri").stringValue()).isEqualTo(uri);
  }

  @Test
  @DisplayName("Row 72: links to outputs, and the log, are read as they are linked")
  void reads() throws Exception {
    JsonNode blocks =
        server
            .send(Ask.plain("tools/call", McpServer.call("write-report", "{}")))
            .result()
            .path("content");
    JsonNode report = blocks.path(2);
    JsonNode dots = blocks.path(1);

    assertThat(report.path("type").stringValue()).isEqualTo("resource_link");
    assertThat(report.path("name").stringValue()).isEqualTo("report.csv");
    assertThat(report.path("size").asInt(0)).isEqualTo(8);
    String uri = report.path("uri").stringValue();
    assertThat(uri).matches(base + "/jobs/[0-9a-f-]{36}/outputs/report.csv");
    assertThat(content(uri).path("text").stringValue()).isEqualTo("a,b\n1,2\n");
    assertThat(content(uri).path("mimeType").stringValue()).isEqualTo("text/csv");
    assertThat(content(dots.path("uri").stringValue()).path("blob").stringValue())
        .isEqualTo("AAAA");
    String job = uri.substring(0, uri.indexOf("/outputs"));
    assertThat(content(job + "/log").path("text").stringValue()).contains("wrote the report");
    assertThat(content(job + "/results?f=json").path("text").stringValue())
        .isEqualTo("{\"lines\":2}");
    missing(read(uri).as(Who.OUTSIDER), uri);
    missing(read(job + "/log").as(Who.OUTSIDER), job + "/log");
    missing(read(job + "/outputs/other"), job + "/outputs/other");
    String elsewhere = uri.replace("localhost", "evil.host");
    missing(read(elsewhere), elsewhere);
    assertThat(
            server
                .send(Ask.plain("resources/templates/list", "{}"))
                .result()
                .path("resourceTemplates")
                .path(0)
                .path("uriTemplate")
                .stringValue())
        .isEqualTo(base + "/jobs/{task}/outputs/{name}");
    assertThat(server.send(Ask.plain("resources/list", "{}")).result().path("resources")).isEmpty();
  }

  @Test
  @DisplayName("Row 49: who may see a task of a group and not its log reads none")
  void logsOfGroups() throws Exception {
    Task task =
        server.errand.submit(
            Submission.builder("write-report")
                .inputs(new Json("{}"))
                .owner("moderator")
                .group(Whose.GROUP)
                .build());
    String job = base + "/jobs/" + server.end(task.id().key().toString()).id().key();

    assertThat(server.send(read(job + "/outputs/report.csv").as(Who.REVIEWER)).status())
        .isEqualTo(200);
    missing(read(job + "/log").as(Who.REVIEWER), job + "/log");
    assertThat(content(job + "/log").path("text").stringValue()).contains("wrote the report");
  }

  @Test
  @DisplayName("Row 73: what is too large is said to be, with where it can be fetched")
  void tooLarge() throws Exception {
    String task = server.task("large");
    server.puppet.step(
        "large",
        context ->
            Files.write(context.output("large.bin", "application/x"), new byte[(1 << 20) + 1]));
    server.puppet.end("large");
    server.end(task);
    String uri = base + "/jobs/" + task + "/outputs/large.bin";

    JsonNode error = server.send(read(uri)).error(200, -32602);

    assertThat(error.path("message").stringValue()).contains("1048577", uri);
    assertThat(error.path("data").path("size").asInt(0)).isEqualTo(1048577);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "file:///etc/passwd",
        "http://evil.example.com/jobs/0198f3c2-7b1e-7a40-9c11-5d0e6b8a2f10/log",
        "BASE/jobs/../admin",
        "BASE/jobs/0198f3c2-7b1e-7a40-9c11-5d0e6b8a2f10/log",
        "BASE/jobs/0198f3c2-7b1e-7a40-9c11-5d0e6b8a2f10/outputs/../../x",
        "BASE/jobs/0198f3c2-7b1e-7a40-9c11-5d0e6b8a2f10/outputs/%zz",
        "BASE/jobs/",
        "test://nowhere"
      })
  @DisplayName("Rows 73, 74: any other address is not there, and nothing is fetched")
  void otherAddresses(String address) throws Exception {
    String uri = address.replace("BASE", base);

    missing(read(uri), uri);
  }
}
