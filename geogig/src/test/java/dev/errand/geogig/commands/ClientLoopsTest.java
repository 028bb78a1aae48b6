// SPDX-License-Identifier: Apache-2.0
package dev.errand.geogig.commands;

import static dev.errand.geogig.commands.GeoPackageServer.EXPORT;
import static dev.errand.geogig.commands.GeoPackageServer.IMPORT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.errand.geodata.geopackage.TestFile;
import dev.errand.operation.Operation;
import dev.errand.operation.OperationSpec;
import dev.errand.operation.TaskContext;
import dev.errand.task.Json;
import dev.errand.task.Submission;
import dev.errand.task.TaskStatus;
import java.io.ByteArrayInputStream;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;
import tools.jackson.databind.JsonNode;

/**
 * The loops in which GeoGig's clients wait for a task, each as its own code does it, with the
 * pauses left out: those that keep asking while a task runs are let on by a gate. They end as their
 * users expect.
 */
class ClientLoopsTest {

  private static final int MANY = 200_000;

  @TempDir private Path files;
  private final Gate gate = new Gate();
  private GeoPackageServer server;

  /** Runs until it is let go or cancelled. */
  private static final class Gate implements Operation<Gate.Inputs, String> {
    private final Semaphore open = new Semaphore(0);

    private record Inputs() {}

    @Override
    public OperationSpec<Inputs, String> spec() {
      return OperationSpec.of("gate", "Wait", Inputs.class, String.class);
    }

    @Override
    public String run(Inputs inputs, TaskContext context) throws Exception {
      open.acquire();
      return "let go";
    }
  }

  @BeforeEach
  void setUp(@TempDir Path folder) throws Exception {
    server = new GeoPackageServer(folder, gate);
  }

  @AfterEach
  void tearDown() throws Exception {
    server.close();
  }

  private byte[] points() throws Exception {
    return TestFile.points(files.resolve("in.gpkg"), "roads", 10).bytes();
  }

  private JsonNode gated() throws Exception {
    gate.open.drainPermits();
    long id = server.errand.submit(Submission.of("gate", Json.EMPTY_OBJECT)).id().number();
    return server.get("/tasks/" + id + ".json").path("task");
  }

  /**
   * QGIS, TaskChecker: every 500 ms; raises on anything but 200; ends on FINISHED or FAILED only.
   */
  private JsonNode qgis(long id) throws Exception {
    for (int polls = 0; polls < MANY; polls++) {
      HttpResponse<String> answer = server.http.get("/tasks/" + id + ".json");
      if (answer.statusCode() != 200) {
        throw new IllegalStateException("raise_for_status: " + answer.statusCode());
      }
      JsonNode task = new Json(answer.body()).parse().path("task");
      String status = task.path("status").stringValue();
      if (status.equals("FINISHED") || status.equals("FAILED")) {
        return task;
      }
      onPoll(polls);
    }
    throw new AssertionError("The client still polls.");
  }

  private void onPoll(int polls) {
    if (polls == 3) {
      gate.open.release();
    }
  }

  private static long idOf(HttpResponse<String> started) {
    assertThat(started.statusCode()).as(started.body()).isEqualTo(200);
    JsonNode id = new Json(started.body()).parse().at("/task/id");
    assertThat(id.isIntegralNumber()).isTrue();
    return id.longValue();
  }

  @Test
  void qgisSeesTheEndOfImportsExportsAndFailures() throws Exception {
    String path = IMPORT + ".json?format=gpkg&destPath=roads&interchange=True&message=m";
    JsonNode first = qgis(idOf(server.post(path, "fileUpload", points())));
    assertThat(first.path("status").stringValue()).isEqualTo("FINISHED");
    JsonNode again = qgis(idOf(server.post(path, "fileUpload", points())));
    assertThat(again.at("/error/message").stringValue()).startsWith("Nothing to commit after ");
    String checkout = EXPORT + ".json?root=HEAD&format=gpkg&table=roads&path=roads";
    long export = idOf(server.http.get(checkout));
    assertThat(qgis(export).path("status").stringValue()).isEqualTo("FINISHED");
    assertThat(server.http.get("/tasks/" + export + "/download").statusCode()).isEqualTo(200);
    assertThat(qgis(gated().path("id").longValue()).path("status").stringValue())
        .isEqualTo("FINISHED");
  }

  @Test
  void qgisPollsACancelledTaskUntilItIsGone() throws Exception {
    long id = gated().path("id").longValue();
    server.http.get("/tasks/" + id + ".json?cancel=true");
    server.errand.await(server.errand.task(id).orElseThrow().id(), Duration.ofSeconds(10));
    for (int polls = 0; polls < 10; polls++) {
      assertThat(server.get("/tasks/" + id + ".json").at("/task/status").stringValue())
          .isEqualTo("CANCELLED");
    }
    server.http.get("/tasks/" + id + "?prune=true");
    assertThatThrownBy(() -> qgis(id)).hasMessage("raise_for_status: 404");
  }

  /** ArcGIS: every second, only while RUNNING; FINISHED is good, all else is a failure. */
  private String arcGis(JsonNode started) throws Exception {
    JsonNode task = started;
    for (int polls = 0; task.path("status").stringValue().equals("RUNNING"); polls++) {
      assertThat(polls).isLessThan(MANY);
      onPoll(polls);
      task = server.get("/tasks/" + task.path("id").intValue() + ".json").path("task");
    }
    return task.path("status").stringValue();
  }

  @Test
  void arcGisNeverMeetsAWaitingTaskWhereAWorkerIsFree() throws Exception {
    String path = IMPORT + ".json?format=gpkg";
    HttpResponse<String> started = server.post(path, "fileUpload", points());
    assertThat(arcGis(new Json(started.body()).parse().path("task"))).isEqualTo("FINISHED");
    started = server.post(path, "fileUpload", points());
    assertThat(arcGis(new Json(started.body()).parse().path("task"))).isEqualTo("FAILED");
    started = server.http.get(EXPORT + ".json?format=gpkg");
    assertThat(arcGis(new Json(started.body()).parse().path("task"))).isEqualTo("FINISHED");
    JsonNode gated = gated();
    assertThat(gated.path("status").stringValue()).isEqualTo("RUNNING");
    assertThat(arcGis(gated)).isEqualTo("FINISHED");
  }

  @Test
  void osgeoImporterFollowsTheLinkUntilFinished() throws Exception {
    HttpResponse<String> started =
        server.post(IMPORT + ".json?format=gpkg", "fileUpload", points());
    JsonNode task = new Json(started.body()).parse().path("task");
    for (int polls = 0; !task.path("status").stringValue().equals("FINISHED"); polls++) {
      assertThat(polls).isLessThan(MANY);
      URI link = URI.create(task.path("href").stringValue());
      assertThat(link.getAuthority()).isEqualTo(server.http.uri("").getAuthority());
      HttpResponse<byte[]> answer =
          server.http.bytes(link.getPath(), "Accept-Encoding", "identity");
      assertThat(answer.statusCode()).isEqualTo(200);
      assertThat(answer.headers().firstValue("Content-Encoding")).isEmpty();
      task = new Json(new String(answer.body(), StandardCharsets.UTF_8)).parse().path("task");
    }
    assertThat(server.repository.head()).isPresent();
  }

  @Test
  void newYorkReadsTheFirstIdAndStatusInTheXml() throws Exception {
    HttpResponse<String> started = server.post(IMPORT + ".xml?format=gpkg", "fileUpload", points());
    String id = first(started.body(), "id");
    String status = first(started.body(), "status");
    for (int polls = 0; !status.equals("FINISHED"); polls++) {
      assertThat(polls).isLessThan(MANY);
      String body = server.http.get("/tasks/" + id + ".xml").body();
      assertThat(first(body, "id")).isEqualTo(id);
      status = first(body, "status");
    }
    // With a commit in the result there are more of that name, and they come later.
    String body = server.http.get("/tasks/" + id + ".xml").body();
    assertThat(body).contains("<commit><id>");
    assertThat(first(body, "id")).isEqualTo(id);
    assertThat(server.errand.task(Long.parseLong(id)).orElseThrow().status())
        .isEqualTo(TaskStatus.FINISHED);
  }

  private static String first(String xml, String element) throws Exception {
    Document document =
        DocumentBuilderFactory.newInstance()
            .newDocumentBuilder()
            .parse(new ByteArrayInputStream(xml.getBytes(StandardCharsets.UTF_8)));
    return document.getElementsByTagName(element).item(0).getTextContent();
  }
}
