// SPDX-License-Identifier: Apache-2.0
package dev.errand.geogig.commands;

import static dev.errand.geogig.commands.GeoPackageServer.finished;
import static dev.errand.geogig.commands.GeoPackageServer.reason;
import static org.assertj.core.api.Assertions.assertThat;

import dev.errand.geodata.geopackage.GeometryBlob;
import dev.errand.geodata.geopackage.TestFile;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Exports of what changed between two revisions, read as QGIS reads them. */
class GeoPackageDiffTest {

  private static final String DIFF = "/repos/village/export-diff.json?format=gpkg";
  private static final String NOTHING = "0".repeat(40);

  @TempDir private Path files;
  private GeoPackageServer server;

  @BeforeEach
  void setUp(@TempDir Path folder) throws Exception {
    server = new GeoPackageServer(folder);
  }

  @AfterEach
  void tearDown() throws Exception {
    server.close();
  }

  private String commit(TestFile file) throws Exception {
    JsonNode task = finished(server.imported(file.bytes(), "&alter=true"));
    return task.at("/result/commit/id").stringValue();
  }

  private TestFile roads(String name, String key) throws Exception {
    return TestFile.create(files.resolve(name))
        .sql("CREATE TABLE roads (" + key + " INTEGER PRIMARY KEY, geom POINT, name TEXT)")
        .features("roads", "geom", "POINT", 4326);
  }

  @Test
  void row69_changesHaveNoResultAndDownload() throws Exception {
    String old =
        commit(
            roads("1", "id")
                .row("roads", 1, GeometryBlob.point(1, 1), "same")
                .row("roads", 2, GeometryBlob.point(2, 2), "before")
                .row("roads", 3, null, "gone")
                .row("roads", 5, GeometryBlob.point(5, 5), null));
    String now =
        commit(
            roads("2", "id")
                .row("roads", 1, GeometryBlob.point(1, 1), "same")
                .row("roads", 2, GeometryBlob.point(2, 2), "after")
                .row("roads", 4, GeometryBlob.point(4, 4), "new")
                .row("roads", 5, GeometryBlob.point(5, 6), null));
    JsonNode task = finished(server.started(DIFF + "&oldRef=" + old + "&newRef=" + now));
    assertThat(task.propertyNames()).containsExactly("id", "status", "description", "href");
    assertThat(task.path("description").stringValue())
        .isEqualTo("Export changes between two commits to Geopackage database");
    Path out = server.download(task, files.resolve("out.gpkg"));
    assertThat(TestFile.rows(out, "SELECT * FROM roads_changes ORDER BY geogig_fid"))
        .containsExactly("[2, 2]", "[3, 3]", "[4, 1]", "[5, 2]");
    // As the client looks for the new state of a feature that changed.
    assertThat(
            TestFile.rows(
                out,
                "SELECT name FROM roads WHERE fid = (SELECT gpkg_fid FROM roads_fids WHERE"
                    + " geogig_fid = '2')"))
        .containsExactly("[after]");
    assertThat(TestFile.rows(out, "SELECT fid FROM roads ORDER BY 1"))
        .containsExactly("[2]", "[4]", "[5]");
    if (Gdal.isInstalled()) {
      assertThat(Gdal.clean(out, "-so", "roads")).contains("Feature Count: 3");
    }
  }

  @Test
  void layersMayComeGoAndChangeTheirSchema() throws Exception {
    String first = commit(roads("1", "id").row("roads", 1, null, "a"));
    String second =
        commit(
            TestFile.create(files.resolve("2"))
                .sql("CREATE TABLE roads (id INTEGER PRIMARY KEY, geom POINT, lanes INTEGER)")
                .features("roads", "geom", "POINT", 4326)
                .row("roads", 1, null, 2));
    commit(
        TestFile.create(files.resolve("3"))
            .sql("CREATE TABLE \"it's\" (a TEXT, fid REAL)")
            .sql("INSERT INTO gpkg_contents (table_name, data_type) VALUES ('it''s','attributes')")
            .row("it's", "x", 1.5));
    Path changed = diff(first, second);
    assertThat(TestFile.rows(changed, "SELECT * FROM roads_changes")).containsExactly("[1, 2]");
    assertThat(TestFile.rows(changed, "SELECT lanes FROM roads")).containsExactly("[2]");
    Path all = diff(NOTHING, "HEAD");
    assertThat(TestFile.rows(all, "SELECT * FROM \"it's_changes\"")).containsExactly("[1, 1]");
    assertThat(TestFile.rows(all, "SELECT * FROM \"it's\"")).containsExactly("[1, x, 1.5]");
    Path back = diff("HEAD", NOTHING);
    assertThat(TestFile.rows(back, "SELECT * FROM roads_changes")).containsExactly("[1, 3]");
    assertThat(TestFile.rows(diff(second, second), "SELECT * FROM gpkg_contents")).isEmpty();
  }

  private Path diff(String old, String now) throws Exception {
    return server.download(
        finished(server.started(DIFF + "&oldRef=" + old + "&newRef=" + now)),
        files.resolve(old + now));
  }

  @Test
  void missingRevisionsFailTheTask() throws Exception {
    String id = commit(roads("1", "id").row("roads", 1, null, "a"));
    assertThat(reason(server.started(DIFF))).isEqualTo("Old ref not specified.");
    assertThat(reason(server.started(DIFF + "&oldRef=" + id))).isEqualTo("New ref not specified.");
    assertThat(reason(server.started(DIFF + "&oldRef=nope&newRef=HEAD")))
        .isEqualTo("RefSpec doesn't resolve to a commit: 'nope'");
    assertThat(reason(server.started(DIFF + "&oldRef=" + id + "&newRef=HEAD&path=x")))
        .contains("do not exist in either commit: [x]");
    assertThat(server.http.get("/repos/village/export-diff").statusCode()).isEqualTo(400);
  }
}
