// SPDX-License-Identifier: Apache-2.0
package dev.errand.ogc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.errand.http.ContainerPrincipals;
import dev.errand.operation.FileOutput;
import dev.errand.operation.Operation;
import dev.errand.operation.OperationSpec;
import dev.errand.operation.TaskContext;
import dev.errand.operation.ValueSchema;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Section 4 of the contract: the list of processes, and the description of one. */
final class OgcProcessesTest {

  private static final String EXECUTE = "http://www.opengis.net/def/rel/ogc/1.0/execute";

  @TempDir Path data;
  private OgcServer server;

  /** The same everywhere. */
  enum Kind {
    ROAD,
    RAIL
  }

  record Buffer(
      @ValueSchema("{\"type\":\"string\",\"description\":\"What is widened\"}") String zone,
      int distance,
      Optional<Kind> kind,
      List<String> names,
      OptionalInt again,
      @ValueSchema("{\"type\":\"string\",\"writeOnly\":true,\"default\":\"letmein\"}")
          String password) {}

  record Zone(String name, long area, Optional<List<Double>> bounds) {}

  /** An operation that has everything that a description tells of. */
  private static final class Widen implements Operation<Buffer, Zone> {

    @Override
    public OperationSpec<Buffer, Zone> spec() {
      return OperationSpec.of("widen-zone", "Widen a zone", Buffer.class, Zone.class)
          .description("Makes it larger.")
          .version("2.1.0")
          .files(new FileOutput("picture", "A picture of it", "image/png"));
    }

    @Override
    public Zone run(Buffer inputs, TaskContext context) {
      return new Zone(inputs.zone(), 1, Optional.empty());
    }
  }

  @BeforeEach
  void start() throws Exception {
    server = new OgcServer(data, ContainerPrincipals.open(), new Widen());
  }

  @AfterEach
  void stop() throws Exception {
    server.close();
  }

  private static List<String> ids(JsonNode list) {
    return list.path("processes").valueStream().map(p -> p.path("id").asString("")).toList();
  }

  private static List<String> texts(JsonNode array) {
    return array.valueStream().map(JsonNode::stringValue).toList();
  }

  @Test
  void section41EveryOperationIsListed() throws Exception {
    JsonNode list = server.json("/processes");

    assertThat(ids(list)).containsExactly("other", "widen-zone", "work");
    JsonNode summary = list.path("processes").get(1);
    assertThat(summary.path("title").asString("")).isEqualTo("Widen a zone");
    assertThat(summary.path("description").asString("")).isEqualTo("Makes it larger.");
    assertThat(summary.path("version").asString("")).isEqualTo("2.1.0");
    assertThat(texts(summary.path("keywords"))).containsExactly("widen", "zone");
    assertThat(texts(summary.path("jobControlOptions")))
        .containsExactly("sync-execute", "async-execute", "dismiss");
    assertThat(texts(summary.path("outputTransmission"))).containsExactly("value", "reference");
    assertThat(summary.has("inputs")).isFalse();
    String self = server.base() + "/processes/widen-zone";
    assertThat(OgcServer.hrefs(summary, "self")).containsExactly(self);
    assertThat(OgcServer.hrefs(summary, "alternate")).containsExactly(self + "?f=html");
  }

  @Test
  void section41TheListLinksItselfAndItsHtml() throws Exception {
    JsonNode list = server.json("/processes");

    assertThat(OgcServer.hrefs(list, "self")).containsExactly(server.base() + "/processes");
    assertThat(OgcServer.hrefs(list, "alternate"))
        .containsExactly(server.base() + "/processes?f=html");
    assertThat(OgcServer.hrefs(list, "next")).isEmpty();
  }

  @Test
  void section41TheLimitIsKeptAndPagesLeadToEachOther() throws Exception {
    JsonNode first = server.json("/processes?limit=1");
    assertThat(ids(first)).containsExactly("other");
    String next = OgcServer.hrefs(first, "next").getFirst().substring(server.base().length());
    JsonNode second = server.json(next);
    assertThat(ids(second)).containsExactly("widen-zone");
    next = OgcServer.hrefs(second, "next").getFirst().substring(server.base().length());
    assertThat(ids(server.json(next))).containsExactly("work");
    assertThat(OgcServer.hrefs(server.json(next), "next")).isEmpty();
    assertThat(ids(server.json("/processes?limit=10001"))).hasSize(3);
    for (String limit : List.of("0", "-1", "x")) {
      assertThat(server.problem(400, "/processes?limit=" + limit).path("type").asString(""))
          .endsWith("/invalid-query-parameter-value");
    }
  }

  @Test
  void section42InputsStandInTheOrderOfTheRecord() throws Exception {
    JsonNode inputs = server.json("/processes/widen-zone").path("inputs");

    assertThat(inputs.propertyNames())
        .containsExactly("zone", "distance", "kind", "names", "again", "password");
    assertThat(inputs.path("zone").toString())
        .isEqualTo(
            "{\"title\":\"zone\",\"description\":\"What is widened\","
                + "\"schema\":{\"type\":\"string\"},\"minOccurs\":1,\"maxOccurs\":1}");
    assertThat(inputs.path("distance").path("minOccurs").asInt(-1)).isEqualTo(1);
    assertThat(inputs.path("kind").path("minOccurs").asInt(-1)).isZero();
    assertThat(texts(inputs.path("kind").path("schema").path("enum")))
        .containsExactly("ROAD", "RAIL");
    assertThat(inputs.path("names").path("minOccurs").asInt(-1)).isEqualTo(1);
    assertThat(inputs.path("names").path("schema").path("items").path("type").asString(""))
        .isEqualTo("string");
    assertThat(inputs.path("again").path("minOccurs").asInt(-1)).isZero();
  }

  @Test
  void section42AnInputWithADefaultMayBeLeftOut() throws Exception {
    JsonNode name = server.json("/processes/work").path("inputs").path("name");

    assertThat(name.path("minOccurs").asInt(-1)).isZero();
    assertThat(name.path("schema").path("default").asString("")).isEqualTo("a");
  }

  @Test
  void section42ASecretIsMarkedAndItsDefaultIsNotShown() throws Exception {
    JsonNode password = server.json("/processes/widen-zone").path("inputs").path("password");

    assertThat(password.path("schema").path("writeOnly").asBoolean(false)).isTrue();
    for (String query : List.of("", "?f=html")) {
      assertThat(server.get("/processes/widen-zone" + query).body()).doesNotContain("letmein");
    }
  }

  @Test
  void section42OutputsAreTheResultAndTheFiles() throws Exception {
    JsonNode process = server.json("/processes/widen-zone");

    JsonNode outputs = process.path("outputs");
    assertThat(outputs.propertyNames()).containsExactly("name", "area", "bounds", "picture");
    assertThat(outputs.path("name").path("schema").path("type").asString("")).isEqualTo("string");
    assertThat(outputs.path("picture").toString())
        .isEqualTo(
            "{\"title\":\"A picture of it\",\"schema\":{\"type\":\"string\","
                + "\"contentEncoding\":\"binary\",\"contentMediaType\":\"image/png\"}}");
    assertThat(process.path("version").asString("")).isEqualTo("2.1.0");
    String self = server.base() + "/processes/widen-zone";
    assertThat(OgcServer.hrefs(process, "self")).containsExactly(self);
    assertThat(OgcServer.hrefs(process, EXECUTE)).containsExactly(self + "/execution");
  }

  @Test
  void section42EverySchemaHoldsToTheClosedVocabulary() throws Exception {
    for (String id : ids(server.json("/processes"))) {
      JsonNode process = server.json("/processes/" + id);
      for (String part : List.of("inputs", "outputs")) {
        process
            .path(part)
            .forEachEntry(
                (name, value) -> ClosedVocabulary.check(id + " " + name, value.path("schema")));
      }
    }
  }
}
