// SPDX-License-Identifier: Apache-2.0
package dev.errand.geogig.commands;

import static org.assertj.core.api.Assertions.assertThat;

import dev.errand.geodata.osm.OsmText;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The export as GeoGig's clients use it. */
class ExportRoutesTest {

  private static final String EXPORT = "/repos/village/export";

  @TempDir private Path downloads;
  private OsmServer server;

  @BeforeEach
  void setUp(@TempDir Path folder) throws Exception {
    server = new OsmServer(folder);
    server.shop.write(
        "one.osm",
        OsmText.osm(
            OsmText.node(1, 1, "1", "2"), OsmText.node(2, 1, "3", "4"), OsmText.way(9, 1, 1, 2)));
    server.imported("/repos/village/osm/import?uri=one.osm");
  }

  @AfterEach
  void tearDown() throws Exception {
    server.close();
  }

  private List<String> downloaded(int task) throws Exception {
    Path file = downloads.resolve(task + ".gpkg");
    try (HttpClient client = HttpClient.newHttpClient()) {
      HttpResponse<Path> answer =
          client.send(
              HttpRequest.newBuilder(server.http.uri("/tasks/" + task + "/download")).build(),
              BodyHandlers.ofFile(file));
      assertThat(answer.statusCode()).isEqualTo(200);
      assertThat(answer.headers().firstValue("Content-Type"))
          .contains("application/octet-stream;type=geopackage");
    }
    List<String> layers = new ArrayList<>();
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
        ResultSet row =
            connection
                .createStatement()
                .executeQuery("SELECT table_name FROM gpkg_contents ORDER BY 1")) {
      while (row.next()) {
        layers.add(row.getString(1));
      }
    }
    return layers;
  }

  @Test
  void row68_theResultIsALinkToTheDownload() throws Exception {
    String json = server.imported(EXPORT + ".json?format=GPKG");
    String base = server.http.uri("").toString();
    assertThat(json)
        .contains("\"description\":\"Export to Geopackage database\"")
        .contains(
            "\"result\":{\"atom:link\":{\"xmlns:atom\":\"http://www.w3.org/2005/Atom\","
                + "\"rel\":\"alternate\",\"href\":\""
                + base
                + "/tasks/2/download\",\"type\":\"application/octet-stream;type=geopackage\"}}");
    assertThat(downloaded(2)).containsExactly("node", "way");
  }

  @Test
  void onlyTheLayersAskedForAreExported() throws Exception {
    server.imported(EXPORT + "?format=gpkg&path=way");
    assertThat(downloaded(2)).containsExactly("way");
  }

  @Test
  void anOlderRevisionCanBeExported() throws Exception {
    String first = server.shop.repository.head().orElseThrow().id();
    server.shop.write("two.osm", OsmText.osm(OsmText.node(7, 1, "1", "2")));
    server.imported("/repos/village/osm/import?uri=two.osm");
    assertThat(server.imported(EXPORT + "?format=gpkg&root=" + first)).contains("FINISHED");
    assertThat(server.errand.task(3).orElseThrow().progress().orElseThrow().amount()).isEqualTo(3);
  }

  @Test
  void whatIsNotThereFailsTheTask() throws Exception {
    assertThat(server.imported(EXPORT + "?format=gpkg&root=nope"))
        .contains("\"message\":\"RefSpec doesn't resolve to a commit: 'nope'\"");
    assertThat(server.imported(EXPORT + "?format=gpkg&path=node,foo"))
        .contains("\"message\":\"The following requested layers do not exist in HEAD: [foo]\"");
  }

  @Test
  void whatCannotBeAskedForIsRefused() throws Exception {
    assertThat(server.get(EXPORT + ".json")).contains("output format not provided");
    assertThat(server.get(EXPORT + ".json?format=badFormat"))
        .contains("Unsupported output format: badFormat");
    assertThat(server.get(EXPORT + ".json?format=gpkg&bbox=1,2,3,4"))
        .contains("Invalid bbox parameter");
    assertThat(server.get(EXPORT + ".json?format=gpkg&interchange=True"))
        .contains("'interchange' is not supported yet");
    HttpResponse<String> posted = server.http.send("POST", EXPORT + "?format=gpkg");
    assertThat(posted.statusCode()).isEqualTo(405);
    assertThat(posted.headers().firstValue("Allow").orElseThrow()).contains("GET");
    assertThat(server.http.get("/repos/nope/export?format=gpkg").statusCode()).isEqualTo(404);
  }
}
