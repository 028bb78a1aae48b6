// SPDX-License-Identifier: Apache-2.0
package dev.errand.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.errand.task.Json;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** A server as it comes, on an empty data folder. */
class ServeTest {

  @TempDir private static Path folder;
  private static RunningServer server;

  @BeforeAll
  static void start() {
    server = RunningServer.start(folder);
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @Test
  void listsNoTasks() {
    HttpResponse<String> answer = server.get("/tasks");

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body())
        .isEqualTo("<?xml version=\"1.0\" encoding=\"UTF-8\"?><tasks></tasks>\n");
  }

  @Test
  void hasTransactionsAndDownloads() {
    server.put("/repos/served/init");

    assertThat(server.get("/repos/served/beginTransaction.json").body())
        .startsWith("{\"response\":{\"success\":true,\"Transaction\":{\"ID\":\"");
    assertThat(server.get("/repos/served/log.json").body()).contains("\"commit\":[]");
    assertThat(server.get("/repos/served/osm/download").body())
        .contains("You must specify a filter file or a bounding box");
  }

  @Test
  void describesEveryOperationAsAProcess() {
    assertThat(server.get("/").body()).startsWith("{\"title\":\"Errand\",");
    JsonNode list = new Json(server.get("/processes").body()).parse().path("processes");
    assertThat(list.valueStream().map(process -> process.path("id").asString("")))
        .contains("echo", "osm-import", "group-export");
    for (JsonNode summary : list) {
      String id = summary.path("id").asString("");
      JsonNode process = new Json(server.get("/processes/" + id).body()).parse();
      for (JsonNode described : List.of(process.path("inputs"), process.path("outputs"))) {
        described.forEachEntry(
            (name, value) -> SchemaWords.check(id + " " + name, value.path("schema")));
      }
    }
  }

  @Test
  void saysNothingOfWhatItIsMadeOf() {
    assertThat(server.get("/tasks").headers().map()).doesNotContainKeys("server", "x-powered-by");
  }

  @Test
  void isHealthyAndTellsStrangersNoDetails() {
    HttpResponse<String> answer = server.get("/actuator/health");

    assertThat(answer.statusCode()).isEqualTo(200);
    // Which parts there are and how they are; no reasons, no paths.
    assertThat(new Json(answer.body()).parse())
        .isEqualTo(
            new Json(
                    """
                    {"status":"UP","groups":["liveness","readiness"],"components":{
                      "disk":{"status":"UP","components":{"data":{"status":"UP"}}},
                      "errand":{"status":"UP"},
                      "livenessState":{"status":"UP"},
                      "ping":{"status":"UP"},
                      "readinessState":{"status":"UP"}}}
                    """)
                .parse());
  }

  @Test
  void countsForPrometheus() {
    String metrics = server.get("/actuator/prometheus").body();

    assertThat(metrics)
        .contains("errand_tasks{operation=\"osm-import\",scope=\"store\",status=\"waiting\"} 0.0")
        .contains("errand_queue_length{scope=\"store\"} 0.0")
        .contains("errand_store_commit_size_count")
        .contains("jvm_memory_used_bytes");
  }

  @Test
  void offersNoOtherInsight() {
    assertThat(server.get("/actuator").statusCode()).isEqualTo(404);
    assertThat(server.get("/actuator/env").statusCode()).isEqualTo(404);
    assertThat(server.get("/actuator/env").body()).isEqualTo("404 Not Found\n");
  }

  @Test
  void refusesPathsThatOnlyMeanTheActuator() throws IOException {
    for (String path : List.of("/./actuator/health", "/x/../actuator/health")) {
      assertThat(raw("GET " + path + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"))
          .startsWith("HTTP/1.1 400 ");
    }
  }

  @Test
  void refusesOtherWebSites() {
    HttpRequest fromElsewhere =
        HttpRequest.newBuilder(server.address().resolve("/tasks"))
            .header("Sec-Fetch-Site", "cross-site")
            .build();
    HttpRequest toActuator =
        HttpRequest.newBuilder(server.address().resolve("/actuator/health"))
            .header("Sec-Fetch-Site", "cross-site")
            .build();

    assertThat(server.send(fromElsewhere).statusCode()).isEqualTo(403);
    assertThat(server.send(toActuator).statusCode()).isEqualTo(403);
  }

  @Test
  void refusesRequestsAddressedToAnotherName() throws IOException {
    assertThat(raw("GET /tasks HTTP/1.1\r\nHost: example.org\r\nConnection: close\r\n\r\n"))
        .startsWith("HTTP/1.1 403 ");
  }

  @Test
  void refusesHugeHeadersOnOneLine() throws IOException {
    String answer = raw("GET /tasks HTTP/1.1\r\nHost: localhost\r\nX: " + "x".repeat(10 << 20));

    assertThat(answer)
        .startsWith("HTTP/1.1 431 ")
        .endsWith(
            "431 Request Header Fields Too Large: address and headers together may have 16 KiB\n");
    assertThat(answer.lines().map(String::toLowerCase))
        .noneMatch(line -> line.contains("jetty") || line.startsWith("server"));
    assertThat(server.get("/tasks").statusCode()).as("afterwards").isEqualTo(200);
  }

  @Test
  void refusesWhatIsNoHttp() throws IOException {
    String answer = raw("\u0016\u0003\u0001 nonsense\r\n\r\n");

    assertThat(answer).startsWith("HTTP/1.1 400 ").contains("400 Bad Request: the request line");
  }

  @Test
  void refusesEndlessBodies() throws IOException {
    byte[] chunk = new byte[1 << 20];
    long sent = 0;
    try (Socket socket = new Socket(server.address().getHost(), server.address().getPort())) {
      OutputStream out = socket.getOutputStream();
      out.write(
          "POST /tasks HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n"
              .getBytes(StandardCharsets.US_ASCII));
      try {
        while (sent < 1L << 30) {
          out.write("100000\r\n".getBytes(StandardCharsets.US_ASCII));
          out.write(chunk);
          out.write("\r\n".getBytes(StandardCharsets.US_ASCII));
          sent += chunk.length;
        }
      } catch (IOException hungUp) {
        // as it should
      }
    }
    assertThat(sent).as("bytes it took").isLessThan(64L << 20);
    assertThat(server.get("/tasks").statusCode()).as("afterwards").isEqualTo(200);
  }

  @Test
  void refusesToShareItsDataFolder() {
    Child.Ended second = Child.run(folder, "serve", "--port", "0", "--data", "data");

    assertThat(second.code()).isEqualTo(ExitCode.REFUSED);
    assertThat(second.err())
        .singleElement()
        .asString()
        .startsWith("errand: the data folder ")
        .contains(" is in use by process " + server.child().process().pid() + ";");
    assertThat(second.out()).isEmpty();
  }

  @Test
  void refusesToShareItsDataFolderWithARun() {
    Child.Ended run = Child.run(folder, "run", "osm-import", "repo=a", "file=b", "--data", "data");

    assertThat(run.code()).isEqualTo(ExitCode.REFUSED);
    assertThat(run.err()).singleElement().asString().contains("is in use by process ");
  }

  @Test
  void refusesToShareItsPort() {
    String port = Integer.toString(server.address().getPort());
    Child.Ended second = Child.run(folder, "serve", "--port", port, "--data", "other");

    assertThat(second.code()).isEqualTo(ExitCode.REFUSED);
    assertThat(second.err())
        .containsExactly(
            "errand: port "
                + port
                + " is in use; stop what uses it, or choose another with --port");
    assertThat(folder.resolve("other")).doesNotExist();
  }

  private static String raw(String request) throws IOException {
    try (Socket socket = new Socket(server.address().getHost(), server.address().getPort())) {
      try {
        socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
      } catch (IOException hungUp) {
        // while we were still talking; what it said before can be read
      }
      InputStream in = socket.getInputStream();
      return new String(in.readAllBytes(), StandardCharsets.ISO_8859_1);
    }
  }
}
