// SPDX-License-Identifier: Apache-2.0
package dev.errand.geogig.commands;

import static org.assertj.core.api.Assertions.assertThat;

import dev.errand.geodata.osm.OsmText;
import dev.errand.geodata.osm.OverpassStub;
import dev.errand.task.Json;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/**
 * What the CyberGIS synchronisation script does: it begins a transaction, makes sure of the branch,
 * downloads, polls for so long, then cancels every so often, and ends the transaction with {@code
 * cancel=False} whatever came of it.
 */
class CybergisLoopTest {

  private static final String REPO = "/repos/village/";
  private static final Set<String> ALIVE = Set.of("WAITING", "RUNNING");
  private static final Duration PACE = Duration.ofMillis(100);

  private OverpassStub overpass;
  private OsmServer server;

  @BeforeEach
  void setUp(@TempDir Path folder) throws Exception {
    overpass = new OverpassStub();
    server = new OsmServer(folder, overpass.settings());
  }

  @AfterEach
  void tearDown() throws Exception {
    server.close();
    overpass.close();
  }

  /** Anything but 200 ends the script. */
  private JsonNode get(String path) throws Exception {
    HttpResponse<String> answer = server.http.get(path);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return new Json(answer.body()).parse();
  }

  /** One turn of the script with that many polls before it loses patience; the last task body. */
  private JsonNode sync(String bbox, String update, int polls) throws Exception {
    JsonNode begun = get(REPO + "beginTransaction.json?output_format=JSON").path("response");
    assertThat(begun.path("success").booleanValue()).isTrue();
    String id = begun.path("Transaction").path("ID").stringValue();
    checkout(id);
    String box =
        bbox.isEmpty() ? "" : "&bbox=" + URLEncoder.encode(bbox, StandardCharsets.US_ASCII);
    JsonNode started =
        get(REPO
                + "osm/download.json?output_format=JSON&update="
                + update
                + "&transactionId="
                + id
                + box)
            .path("task");
    assertThat(started.path("status").stringValue()).isNotEqualTo("FAILED");
    assertThat(started.path("transactionId").stringValue()).isEqualTo(id);
    JsonNode task = waitOn(started.path("id").intValue(), polls);
    checkout(id);
    JsonNode ended =
        get(REPO + "endTransaction.json?output_format=JSON&cancel=False&transactionId=" + id);
    assertThat(ended.path("response").path("success").booleanValue()).isTrue();
    return task;
  }

  private void checkout(String transaction) throws Exception {
    JsonNode answer =
        get(REPO + "checkout.json?output_format=JSON&branch=master&transactionId=" + transaction);
    assertThat(answer.path("response").path("NewTarget").stringValue()).isEqualTo("master");
  }

  private JsonNode waitOn(int number, int polls) throws Exception {
    JsonNode task = get("/tasks/" + number + ".json").path("task");
    for (int i = 0; ALIVE.contains(task.path("status").stringValue()); i++) {
      server.errand.await(server.errand.task(number).orElseThrow().id(), PACE);
      String cancel = i < polls ? "" : "?cancel=true";
      task = get("/tasks/" + number + ".json" + cancel).path("task");
    }
    return task;
  }

  @Test
  void downloadsAndUpdates() throws Exception {
    overpass.answers(
        OverpassStub.data(OsmText.osm(OsmText.node(1, 1, "1", "2"))),
        OverpassStub.data(OsmText.osm(OsmText.node(1, 2, "1", "3"))));
    JsonNode downloaded = sync("-32.9621,-60.6309,-32.9541,-60.6154", "False", 1_000);
    assertThat(downloaded.path("status").stringValue()).isEqualTo("FINISHED");
    assertThat(downloaded.path("result").path("OSMReport").path("processedEntities").intValue())
        .isEqualTo(1);
    assertThat(server.shop.repository.log(10)).hasSize(1);
    assertThat(sync("", "True", 1_000).path("status").stringValue()).isEqualTo("FINISHED");
    assertThat(server.shop.repository.log(10)).hasSize(2);
  }

  @Test
  void cancelsWhatTakesTooLong() throws Exception {
    overpass.answers(overpass.trickling());
    JsonNode task = sync("1,2,3,4", "False", 3);
    assertThat(task.path("status").stringValue()).isEqualTo("CANCELLED");
    assertThat(task.path("result").path("OSMReport").path("processedEntities").intValue()).isZero();
    assertThat(server.shop.repository.head()).isEmpty();
    assertThat(server.shop.repository.transactions().all()).isEmpty();
  }

  @Test
  void printsWhyOneFailed() throws Exception {
    overpass.answers(OverpassStub.status(400));
    JsonNode task = sync("1,2,3,4", "False", 1_000);
    assertThat(task.path("status").stringValue()).isEqualTo("FAILED");
    assertThat(task.path("error").path("message").stringValue()).isNotEmpty();
    assertThat(server.shop.repository.head()).isEmpty();
  }
}
