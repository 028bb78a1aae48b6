// SPDX-License-Identifier: Apache-2.0
package dev.errand.geogig.commands;

import static org.assertj.core.api.Assertions.assertThat;

import dev.errand.files.LeftFiles;
import dev.errand.geodata.osm.OsmText;
import dev.errand.task.Page;
import dev.errand.task.Task;
import dev.errand.task.TaskFilter;
import dev.errand.task.TaskStatus;
import dev.errand.testkit.Looks;
import java.io.ByteArrayOutputStream;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The import and the repository commands as GeoGig's clients use them; rows of the contract by
 * number.
 */
class OsmRoutesTest {

  private static final String IMPORT = "/repos/village/osm/import";

  private static final String THREE_NODES =
      OsmText.osm(
          "<node id='1' version='1' changeset='7' timestamp='2012-07-06T12:59:39Z' lon='1' lat='2'/>",
          OsmText.node(2, 1, "3", "4"),
          OsmText.node(3, 1, "5", "6"),
          OsmText.way(9, 1, 1, 2, 3),
          OsmText.way(10, 1, 1),
          "<relation id='11' version='1'/>");

  private OsmServer server;

  @BeforeEach
  void setUp(@TempDir Path folder) throws Exception {
    server = new OsmServer(folder);
    server.shop.write("three.osm", THREE_NODES);
  }

  @AfterEach
  void tearDown() throws Exception {
    server.close();
  }

  private String repositoryUri() {
    return server.shop.repository.uri().toString();
  }

  private List<Task> tasks() {
    return server.errand.tasks(TaskFilter.ALL, Page.oldest(100));
  }

  @Test
  void row63_theReportHasItsSixFiguresInOrderInBothFormats() throws Exception {
    String json = server.imported(IMPORT + "?uri=three.osm");
    assertThat(json)
        .contains(
            "\"result\":{\"OSMReport\":{\"latestChangeset\":7,\"latestTimestamp\":1341579579000,"
                + "\"processedEntities\":6,\"nodeCount\":3,\"wayCount\":2,\"unpprocessedCount\":1}}");
    assertThat(server.get("/tasks/1"))
        .contains(
            "<result><OSMReport><latestChangeset>7</latestChangeset>"
                + "<latestTimestamp>1341579579000</latestTimestamp>"
                + "<processedEntities>6</processedEntities><nodeCount>3</nodeCount>"
                + "<wayCount>2</wayCount><unpprocessedCount>1</unpprocessedCount>"
                + "</OSMReport></result>");
  }

  @Test
  void row64_theDescriptionIsExact() throws Exception {
    assertThat(server.imported(IMPORT + ".json?uri=three.osm"))
        .contains("\"description\":\"osm import three.osm, repository: " + repositoryUri() + "\"");
  }

  @Test
  void row55_row64_theStartIsAnsweredWithTheTaskInTheCommandsFormat() throws Exception {
    HttpResponse<String> json = server.http.get(IMPORT + ".json?uri=three.osm");
    assertThat(json.statusCode()).isEqualTo(200);
    assertThat(json.headers().firstValue("Location")).isEmpty();
    assertThat(json.body()).startsWith("{\"task\":{\"id\":1,\"status\":\"");
    assertThat(server.get(IMPORT + "?uri=three.osm")).contains("<task><id>2</id><status>");
  }

  @Test
  void row66_aMissingFileFailsTheTask() throws Exception {
    assertThat(server.imported(IMPORT + "?uri=no/such.osm"))
        .contains("\"status\":\"FAILED\"")
        .contains("\"message\":\"File does not exist: no/such.osm\"");
  }

  @Test
  void row67_theSameContentAgainIsNothingToCommit() throws Exception {
    server.imported(IMPORT + "?uri=three.osm");
    String head = server.shop.repository.head().orElseThrow().id();
    assertThat(head).matches("[0-9a-f]{40}");
    assertThat(server.imported(IMPORT + "?uri=three.osm"))
        .contains("\"status\":\"FAILED\"")
        .contains("\"message\":\"Nothing to commit after " + head + "\"");
    assertThat(server.shop.repository.head().orElseThrow().id()).isEqualTo(head);
  }

  @Test
  void row44_oneThatIsCancelledInTheMiddleHasAPartialReportAndChangesNothing() throws Exception {
    StringBuilder large = new StringBuilder("<osm version='0.6'>");
    for (int i = 1; i <= 2_000_000; i++) {
      large.append("<node id='").append(i).append("' lon='1' lat='2'/>");
    }
    server.shop.write("large.osm", large.append("</osm>").toString());
    assertThat(server.get(IMPORT + "?uri=large.osm")).contains("<status>RUNNING</status>");
    Task task = tasks().getFirst();
    while (task.progress().isEmpty() || task.progress().get().amount() == 0) {
      assertThat(task.status()).as("%s", task).isEqualTo(TaskStatus.RUNNING);
      Looks.pause();
      task = server.errand.task(1).orElseThrow();
    }
    server.get("/tasks/1.json?cancel=true");
    Optional<Task> ended = server.errand.await(task.id(), Duration.ofSeconds(10));
    assertThat(ended.orElseThrow().status()).isEqualTo(TaskStatus.CANCELLED);
    String report = server.get("/tasks/1.json");
    assertThat(report).contains("\"OSMReport\":{\"latestChangeset\":");
    assertThat(report).doesNotContain("\"processedEntities\":0,").doesNotContain("2000000");
    assertThat(server.shop.repository.head()).isEmpty();
    assertThat(server.shop.leftovers()).isEmpty();
  }

  @Test
  void aMissingUriIsRefused() throws Exception {
    HttpResponse<String> refused = server.http.get(IMPORT + ".json");
    assertThat(refused.statusCode()).isEqualTo(400);
    assertThat(refused.body())
        .isEqualTo("{\"response\":{\"success\":false,\"error\":\"Missing parameter: uri\"}}\n");
    assertThat(tasks()).isEmpty();
  }

  @Test
  void whatIsNotSupportedIsRefusedAndNotIgnored() throws Exception {
    assertThat(server.http.get(IMPORT + "?uri=three.osm&mapping=m.json").statusCode())
        .isEqualTo(400);
    assertThat(server.get(IMPORT + ".json?uri=three.osm&transactionId=nonsense"))
        .contains("Invalid UUID string: nonsense");
    assertThat(
            server.get(
                IMPORT + ".json?uri=three.osm&transactionId=0b3c6a4e-5f0f-4c58-9a5e-2a7f6f9a1d11"))
        .contains("A transaction with the provided ID could not be found.");
    assertThat(server.http.get(IMPORT + "?uri=three.osm&output_format=nope").statusCode())
        .isEqualTo(400);
    assertThat(tasks()).isEmpty();
  }

  @Test
  void row74_row42_unknownRepositoriesAndWrongMethods() throws Exception {
    HttpResponse<String> unknown = server.http.get("/repos/nope/osm/import.json?uri=three.osm");
    assertThat(unknown.statusCode()).isEqualTo(404);
    assertThat(unknown.body()).contains("\"Repository not found.\"");
    HttpResponse<String> wrong = server.http.send("DELETE", IMPORT);
    assertThat(wrong.statusCode()).isEqualTo(405);
    assertThat(wrong.headers().firstValue("Allow").orElseThrow()).contains("GET").contains("POST");
    assertThat(wrong.body()).contains("The request method is unsupported for this operation.");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/etc/passwd",
        "../../../../etc/passwd",
        "file:///etc/passwd",
        "http://",
        "ftp://example.org/x.osm"
      })
  void aSourceThatNobodyMayNameIsRefusedBeforeThereIsATask(String uri) throws Exception {
    String encoded = java.net.URLEncoder.encode(uri, StandardCharsets.UTF_8);
    HttpResponse<String> refused = server.http.get(IMPORT + ".json?uri=" + encoded);
    assertThat(refused.statusCode()).as(refused.body()).isIn(400, 403);
    assertThat(refused.body()).startsWith("{\"response\":{\"success\":false,\"error\":\"");
    assertThat(tasks()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/repos/%2e%2e/osm/import?uri=three.osm",
        "/repos/..%2f..%2fetc/osm/import?uri=three.osm",
        "/repos/%ff%fe/osm/import?uri=three.osm",
        "/repos/village/osm/import?uri=%ff%fe.osm",
        "/repos/.hidden/init",
        "/repos/a%00b",
        "/repos/a%20b"
      })
  void anAddressThatCannotBeRightIsRefused(String path) throws Exception {
    int status = server.http.get(path).statusCode();
    assertThat(status).as(path).isBetween(400, 499);
    assertThat(tasks()).isEmpty();
    assertThat(server.shop.repositories.list()).containsExactly("village");
  }

  @Test
  void entitiesOutsideTheFileAreNotRead() throws Exception {
    Path secret = Files.writeString(server.shop.files.resolve("secret"), "hunter2");
    server.shop.write(
        "xxe.osm",
        "<!DOCTYPE osm [<!ENTITY x SYSTEM '"
            + secret.toUri()
            + "'>]><osm><node id='1' lon='1' lat='2'><tag k='a' v='&x;'/></node></osm>");
    assertThat(server.imported(IMPORT + "?uri=xxe.osm"))
        .contains("\"status\":\"FAILED\"")
        .doesNotContain("hunter2");
    assertThat(server.shop.repository.head()).isEmpty();
  }

  private HttpResponse<String> upload(String part, String name, String content) throws Exception {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    body.writeBytes(
        """
        --b\r
        Content-Disposition: form-data; name="message"\r
        \r
        by hand\r
        --b\r
        Content-Disposition: form-data; name="%s"; filename="%s"\r
        Content-Type: application/octet-stream\r
        \r
        %s\r
        --b--\r
        """
            .formatted(part, name, content)
            .getBytes(StandardCharsets.UTF_8));
    return server.http.send(
        HttpRequest.newBuilder(server.http.uri(IMPORT + ".json"))
            .header("Content-Type", "multipart/form-data; boundary=b")
            .POST(BodyPublishers.ofByteArray(body.toByteArray()))
            .build());
  }

  private List<String> uploads() throws Exception {
    return LeftFiles.in(server.shop.uploads.folder());
  }

  @Test
  void anUploadIsImportedUnderItsOwnNameAndGoesWithTheTask() throws Exception {
    HttpResponse<String> started = upload("fileUpload", "../../Gäßchen.osm", THREE_NODES);
    assertThat(started.statusCode()).as(started.body()).isEqualTo(200);
    assertThat(started.body()).contains("\"description\":\"osm import Gäßchen.osm, repository: ");
    Task ended = server.errand.await(tasks().getFirst().id(), Duration.ofSeconds(30)).orElseThrow();
    assertThat(ended.status()).isEqualTo(TaskStatus.FINISHED);
    assertThat(server.shop.repository.head().orElseThrow().message()).isEqualTo("by hand");
    while (!uploads().isEmpty()) {
      Looks.pause(); // ends, or the test's time does
    }
  }

  @Test
  void anUploadWithoutThePartIsRefusedAndLeavesNothing() throws Exception {
    HttpResponse<String> refused = upload("file", "a.osm", THREE_NODES);
    assertThat(refused.statusCode()).isEqualTo(400);
    assertThat(refused.body())
        .contains("Request must specify one and only one fileUpload in the request body");
    assertThat(uploads()).isEmpty();
    assertThat(tasks()).isEmpty();
  }

  @Test
  void theParametersMayComeAsAForm() throws Exception {
    HttpResponse<String> started =
        server.http.send(
            HttpRequest.newBuilder(server.http.uri(IMPORT + ".json"))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString("uri=three.osm&message=a+form"))
                .build());
    assertThat(started.statusCode()).as(started.body()).isEqualTo(200);
    server.errand.await(tasks().getFirst().id(), Duration.ofSeconds(30));
    assertThat(server.shop.repository.head().orElseThrow().message()).isEqualTo("a form");
  }

  @Test
  void importsIntoOneRepositoryRunOneAfterTheOther() throws Exception {
    for (int i = 0; i < 5; i++) {
      server.shop.write("n" + i + ".osm", OsmText.osm(OsmText.node(i + 1, 1, "1", "2")));
      assertThat(server.http.get(IMPORT + "?add=true&uri=n" + i + ".osm").statusCode())
          .isEqualTo(200);
    }
    for (Task task : tasks()) {
      assertThat(server.errand.await(task.id(), Duration.ofSeconds(60)).orElseThrow().status())
          .isEqualTo(TaskStatus.FINISHED);
    }
    assertThat(server.shop.repository.log(10)).hasSize(5);
    assertThat(server.shop.repository.head().orElseThrow().layers().getFirst().features())
        .isEqualTo(5);
  }

  @Test
  void repositoriesAreMadeListedAndLookedAt() throws Exception {
    HttpResponse<String> made = server.http.send("PUT", "/repos/town/init.json");
    assertThat(made.statusCode()).isEqualTo(201);
    String base = server.http.uri("").toString();
    assertThat(made.body())
        .isEqualTo(
            "{\"response\":{\"success\":true,\"repo\":{\"name\":\"town\",\"href\":\""
                + base
                + "/repos/town.json\"}}}\n");
    assertThat(server.http.send("PUT", "/repos/town/init").statusCode()).isEqualTo(409);
    assertThat(server.get("/repos.json"))
        .isEqualTo(
            "{\"repos\":{\"repo\":[{\"name\":\"town\",\"href\":\"%1$s/repos/town.json\"},"
                    .formatted(base)
                + "{\"name\":\"village\",\"href\":\"%1$s/repos/village.json\"}]}}\n"
                    .formatted(base));
    server.imported(IMPORT + "?message=first&uri=three.osm");
    String head = server.shop.repository.head().orElseThrow().id();
    assertThat(server.get("/repos/village.json"))
        .contains("\"head\":\"" + head + "\"")
        .contains(
            "\"layer\":[{\"name\":\"node\",\"features\":3},{\"name\":\"way\",\"features\":1}]")
        .contains("\"parents\":{\"id\":[]}")
        .contains("\"message\":\"first\"");
    assertThat(server.get("/repos/village")).contains("<message><![CDATA[first]]></message>");
    assertThat(server.http.get("/repos/nope").statusCode()).isEqualTo(404);
  }
}
