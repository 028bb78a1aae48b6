// SPDX-License-Identifier: Apache-2.0
package dev.errand.geogig;

import static org.assertj.core.api.Assertions.assertThat;

import dev.errand.http.Xml;
import dev.errand.task.Task;
import dev.errand.testkit.http.Wire;
import java.io.IOException;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Acceptance rows about downloads, and ranges. */
final class DownloadTest {

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

  private Task export(String name, String content) throws Exception {
    return export(name, "application/octet-stream", content);
  }

  private Task export(String name, String mediaType, String content) throws Exception {
    return server.run(
        server.silent,
        context -> {
          Files.writeString(context.output(name, mediaType), content);
          return Report.of(1);
        });
  }

  private void refused(HttpResponse<String> answer, int status, String message) throws Exception {
    assertThat(answer.statusCode()).isEqualTo(status);
    assertThat(new Xml(answer.body()).at("/response/success")).isEqualTo("false");
    assertThat(new Xml(answer.body()).at("/response/error")).isEqualTo(message);
  }

  private static String header(HttpResponse<?> answer, String name) {
    return answer.headers().firstValue(name).orElse("");
  }

  @Test
  void row33_row49_unknownTasksHaveNoFile() throws Exception {
    refused(server.get("/tasks/99/download"), 404, "Task not found: 99");
    refused(server.get("/tasks/01/download"), 404, "Task not found: 01");
  }

  @Test
  void row56_row61_theFileComesWholeEveryTime() throws Exception {
    String content = "0123456789".repeat(30_000);
    export("roads.bin", content);

    for (int i = 0; i < 2; i++) {
      HttpResponse<String> answer = server.get("/tasks/1/download");
      assertThat(answer.statusCode()).isEqualTo(200);
      assertThat(answer.body()).isEqualTo(content);
      assertThat(header(answer, "Content-Length")).isEqualTo("300000");
      assertThat(header(answer, "Content-Disposition"))
          .isEqualTo("attachment; filename=\"roads.bin\"");
    }
  }

  @Test
  void row57_theTypeFollowsTheEnding() throws Exception {
    String[] names = {"a.gpkg", "a.GPKG", "a.xml", "a.Json", "a.tar.gz", "gpkg", "a.b.xml"};
    String[] types = {
      "application/octet-stream;type=geopackage",
      "application/octet-stream;type=geopackage",
      "text/xml",
      "application/json",
      "application/octet-stream",
      "application/octet-stream",
      "text/xml"
    };
    for (int i = 0; i < names.length; i++) {
      Task task = export(names[i], "x");
      assertThat(type(task)).as(names[i]).isEqualTo(types[i]);
    }
  }

  private String type(Task task) throws Exception {
    return header(server.get("/tasks/" + task.id() + "/download"), "Content-Type");
  }

  @Test
  void whatTheOperationSaysOfItsFileGoesBeforeTheEndingButForGeoPackages() throws Exception {
    assertThat(type(export("a.xml", "text/xml", "<a/>"))).isEqualTo("text/xml");
    assertThat(type(export("a.xml", "application/gml+xml;version=3.2", "<a/>")))
        .isEqualTo("application/gml+xml;version=3.2");
    assertThat(type(export("a.csv", "text/csv;charset=ISO-8859-1", "a")))
        .isEqualTo("text/csv;charset=ISO-8859-1");
    assertThat(type(export("a.zip", "application/zip", "a"))).isEqualTo("application/zip");
    assertThat(type(export("a.gpkg", "application/geopackage+sqlite3", "a")))
        .isEqualTo("application/octet-stream;type=geopackage");
  }

  @Test
  void row58_anUnfinishedTaskHasNoFileYet() throws Exception {
    server.running();
    server.running();
    server.start(server.silent, context -> Report.of(1));

    refused(server.get("/tasks/1/download"), 417, "Task is not yet finished: RUNNING");
    refused(server.get("/tasks/3/download"), 417, "Task is not yet finished: WAITING");
  }

  @Test
  void row59_aFailedTaskSaysWhy() throws Exception {
    server.run(
        server.silent,
        context -> {
          throw new IllegalArgumentException("RefSpec doesn't resolve to a commit: 'x'");
        });
    server.run(
        server.silent,
        context -> {
          throw new IllegalStateException();
        });

    refused(
        server.get("/tasks/1/download"),
        500,
        "Error getting command result: java.lang.IllegalArgumentException: RefSpec doesn't resolve to a commit: 'x'");
    refused(
        server.get("/tasks/2/download"),
        500,
        "Error getting command result: java.lang.IllegalStateException");
  }

  @Test
  void row60_aResultThatIsNoFile() throws Exception {
    server.run(server.silent, context -> Report.of(1));

    refused(server.get("/tasks/1/download"), 400, "Task result is not a file");
  }

  @Test
  void row60_aTaskCancelledBeforeItStartedHasNoFile() throws Exception {
    server.running();
    server.running();
    server.start(server.silent, context -> Report.of(1));
    server.get("/tasks/3?cancel=true");

    refused(server.get("/tasks/3/download"), 400, "Task result is not a file");
  }

  @Test
  void aFileThatIsGone() throws Exception {
    export("lost.gpkg", "x");
    deleteAll("lost.gpkg");

    refused(
        server.get("/tasks/1/download"), 400, "Result file does not exist or is not accessible");
  }

  private void deleteAll(String name) throws IOException {
    try (Stream<Path> files = Files.walk(data)) {
      for (Path file : files.filter(f -> f.getFileName().toString().equals(name)).toList()) {
        Files.delete(file);
      }
    }
  }

  @Test
  void row62_errorsAreJsonOnlyWhenAskedByParameter() throws Exception {
    assertThat(server.get("/tasks/9/download?output_format=json").body())
        .isEqualTo("{\"response\":{\"success\":false,\"error\":\"Task not found: 9\"}}\n");
    refused(
        server.get("/tasks/9/download", "Accept", "application/json"), 404, "Task not found: 9");
  }

  @Test
  void headHasTheHeadersOnly() throws Exception {
    export("a.xml", "<a/>");
    HttpResponse<String> answer = server.http.send("HEAD", "/tasks/1/download");

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body()).isEmpty();
    assertThat(header(answer, "Content-Length")).isEqualTo("4");
    assertThat(header(answer, "Accept-Ranges")).isEqualTo("bytes");
  }

  @Test
  void aRangeComesAlone() throws Exception {
    export("a.bin", "0123456789");
    HttpResponse<String> answer = server.get("/tasks/1/download", "Range", "bytes=2-4");

    assertThat(answer.statusCode()).isEqualTo(206);
    assertThat(answer.body()).isEqualTo("234");
    assertThat(header(answer, "Content-Range")).isEqualTo("bytes 2-4/10");
    assertThat(server.get("/tasks/1/download", "Range", "bytes=-3").body()).isEqualTo("789");
    assertThat(server.get("/tasks/1/download", "Range", "bytes=8-").body()).isEqualTo("89");
    assertThat(server.get("/tasks/1/download", "Range", "bytes=0-1,4-5").body())
        .isEqualTo("0123456789");
  }

  @Test
  void aRangeBeyondTheEndIsRefused() throws Exception {
    export("a.bin", "0123456789");
    HttpResponse<String> answer = server.get("/tasks/1/download", "Range", "bytes=10-");

    assertThat(answer.statusCode()).isEqualTo(416);
    assertThat(header(answer, "Content-Range")).isEqualTo("bytes */10");
    assertThat(header(answer, "Content-Disposition")).as("this is no file").isEmpty();
  }

  @Test
  void conditionsAreKept() throws Exception {
    export("a.bin", "0123456789");
    String tag = header(server.get("/tasks/1/download"), "ETag");

    assertThat(tag).matches("\"[0-9a-f]{64}\"");
    assertThat(server.get("/tasks/1/download", "If-None-Match", tag).statusCode()).isEqualTo(304);
    assertThat(server.get("/tasks/1/download", "If-None-Match", "\"x\", W/" + tag).statusCode())
        .isEqualTo(304);
    assertThat(server.get("/tasks/1/download", "If-None-Match", "\"x\"").statusCode())
        .isEqualTo(200);
    assertThat(server.get("/tasks/1/download", "Range", "bytes=0-0", "If-Range", tag).statusCode())
        .isEqualTo(206);
    assertThat(
            server
                .get("/tasks/1/download", "Range", "bytes=0-0", "If-Range", "\"old\"")
                .statusCode())
        .isEqualTo(200);
  }

  @Test
  void anEmptyFileIsAFile() throws Exception {
    export("a.bin", "");

    assertThat(server.get("/tasks/1/download").statusCode()).isEqualTo(200);
    assertThat(server.get("/tasks/1/download").body()).isEmpty();
    assertThat(server.get("/tasks/1/download", "Range", "bytes=0-5").statusCode()).isEqualTo(416);
  }

  @Test
  void aDownloadSurvivesThePruningOfItsTask() throws Exception {
    int size = 64 << 20;
    export("big.bin", "x".repeat(size));
    try (Socket socket = Wire.connect(server.http.port())) {
      socket
          .getOutputStream()
          .write(
              "GET /tasks/1/download HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"
                  .getBytes(StandardCharsets.US_ASCII));
      assertThat(socket.getInputStream().read()).isEqualTo('H');

      assertThat(server.get("/tasks/1?prune=true").statusCode()).isEqualTo(200);

      assertThat(socket.getInputStream().readAllBytes()).hasSizeGreaterThan(size);
    }
    assertThat(server.get("/tasks/1/download").statusCode()).isEqualTo(404);
  }

  @Test
  void aCallerThatGoesAwayHoldsNothing() throws Exception {
    export("big.bin", "x".repeat(64 << 20));
    try (Socket socket = Wire.connect(server.http.port())) {
      socket
          .getOutputStream()
          .write(
              "GET /tasks/1/download HTTP/1.1\r\nHost: localhost\r\n\r\n"
                  .getBytes(StandardCharsets.US_ASCII));
      assertThat(socket.getInputStream().read()).isEqualTo('H');
    }

    assertThat(server.get("/tasks/1/download", "Range", "bytes=0-2").body()).isEqualTo("xxx");
  }

  @Test
  void unfinishedWorkLeavesNoFileToFetch() throws Exception {
    CountDownLatch running = new CountDownLatch(1);
    CountDownLatch released = new CountDownLatch(1);
    server.start(
        server.silent,
        context -> {
          Files.writeString(context.output("half.bin", "text/plain"), "half");
          return Scripted.untilReleased(running, released).run(context);
        });
    running.await();

    assertThat(server.get("/tasks/1/download").statusCode()).isEqualTo(417);
    released.countDown();
  }
}
