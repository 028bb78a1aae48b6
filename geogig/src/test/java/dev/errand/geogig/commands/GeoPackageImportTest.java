// SPDX-License-Identifier: Apache-2.0
package dev.errand.geogig.commands;

import static dev.errand.geogig.commands.GeoPackageServer.EXPORT;
import static dev.errand.geogig.commands.GeoPackageServer.IMPORT;
import static dev.errand.geogig.commands.GeoPackageServer.finished;
import static dev.errand.geogig.commands.GeoPackageServer.reason;
import static org.assertj.core.api.Assertions.assertThat;

import dev.errand.geodata.geopackage.TestFile;
import dev.errand.geodata.repository.Revision;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.HexFormat;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** The import as GeoGig's clients use it; rows of the contract by number. */
class GeoPackageImportTest {

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

  private byte[] points(String table, int count) throws Exception {
    return TestFile.points(files.resolve("in.gpkg"), table, count).bytes();
  }

  @Test
  void row70_theResultIsTheCommitWithItsParentsInAnArray() throws Exception {
    JsonNode first =
        finished(
            server.imported(
                points("roads", 2), "&message=One&authorName=Jo&authorEmail=jo@example.com"));
    assertThat(first.path("description").stringValue())
        .isEqualTo("Importing GeoPackage database file.");
    JsonNode commit = first.at("/result/commit");
    assertThat(commit.propertyNames())
        .containsExactly("id", "tree", "parents", "author", "committer", "message");
    assertThat(commit.at("/parents/id").isArray()).isTrue();
    assertThat(commit.at("/parents/id")).isEmpty();
    assertThat(commit.path("author").propertyNames())
        .containsExactly("name", "email", "timestamp", "timeZoneOffset");
    assertThat(commit.at("/author/name").stringValue()).isEqualTo("Jo");
    assertThat(commit.path("message").stringValue()).isEqualTo("One");

    JsonNode second = finished(server.imported(points("roads", 3), ""));
    assertThat(second.at("/result/commit/parents/id").toString())
        .isEqualTo("[\"" + commit.path("id").stringValue() + "\"]");
    assertThat(second.at("/result/commit/author/name").isNull()).isTrue();
    assertThat(second.at("/result/commit/id").stringValue())
        .isEqualTo(server.repository.head().map(Revision::id).orElseThrow());
    assertThat(server.http.get("/tasks/1").body())
        .contains("<result><commit><id>", "<parents></parents><author><name>Jo</name>")
        .contains("<message><![CDATA[One]]></message></commit></result>");
  }

  @Test
  void row67_theSameAgainIsNothingToCommit() throws Exception {
    byte[] file = points("roads", 5);
    finished(server.imported(file, ""));
    String head = server.repository.head().map(Revision::id).orElseThrow();
    assertThat(reason(server.imported(file, ""))).isEqualTo("Nothing to commit after " + head);
    assertThat(server.leftovers()).isEmpty();
  }

  @Test
  void row73_unknownParametersAreIgnoredAndInterchangeIsAcceptedWhereThereIsNoLog()
      throws Exception {
    finished(
        server.imported(points("roads", 2), "&destPath=x&table=y&interchange=True&author=none"));
    TestFile audited =
        TestFile.points(files.resolve("audited.gpkg"), "roads", 3)
            .sql("CREATE TABLE geogig_audited_tables (table_name TEXT, commit_id TEXT)");
    byte[] file = audited.bytes();
    assertThat(reason(server.imported(file, "&interchange=True")))
        .contains("log of changes")
        .contains("interchange=false");
    finished(server.imported(file, ""));
  }

  @Test
  void row74_whatCannotBeAskedForIsRefusedBeforeThereIsATask() throws Exception {
    byte[] file = points("roads", 1);
    HttpResponse<String> got = server.http.get(IMPORT + ".json?format=gpkg");
    assertThat(got.statusCode()).isEqualTo(405);
    assertThat(got.headers().firstValue("Allow").orElseThrow()).contains("POST");
    HttpResponse<String> none = server.post(IMPORT + ".json", "fileUpload", file);
    assertThat(none.statusCode()).isEqualTo(400);
    assertThat(none.body())
        .isEqualTo(
            "{\"response\":{\"success\":false,\"error\":\"missing required 'format' parameter\"}}\n");
    HttpResponse<String> bad = server.post(IMPORT + ".json?format=badFormat", "fileUpload", file);
    assertThat(bad.statusCode()).isEqualTo(400);
    assertThat(bad.body()).contains("Unsupported input format: 'badFormat'");
    HttpResponse<String> unknown =
        server.post("/repos/nope/import.json?format=gpkg", "fileUpload", file);
    assertThat(unknown.statusCode()).isEqualTo(404);
    assertThat(unknown.body()).contains("Repository not found.");
    assertThat(server.http.get("/tasks.json").body()).isEqualTo("{\"tasks\":[]}\n");
    assertThat(server.leftovers()).isEmpty();
  }

  @Test
  void exactlyOneFileIsNeeded() throws Exception {
    byte[] file = points("roads", 1);
    String expected = "Request must specify one and only one fileUpload in the request body";
    String path = IMPORT + ".json?format=gpkg";
    assertThat(reason(server.ended(server.post(path, "other", file)))).isEqualTo(expected);
    assertThat(reason(server.ended(server.post(path, "fileUpload", file, file))))
        .isEqualTo(expected);
    assertThat(reason(server.ended(server.http.send("POST", path)))).isEqualTo(expected);
    assertThat(server.leftovers()).isEmpty();
  }

  @Test
  void onlyTheBranchThatThereIsCanBeTheRoot() throws Exception {
    byte[] file = points("roads", 1);
    finished(server.imported(file, "&root=master"));
    String head = server.repository.head().map(Revision::id).orElseThrow();
    assertThat(reason(server.imported(file, "&root=nope")))
        .isEqualTo("Unable to resolve 'nope' branch.");
    assertThat(reason(server.imported(file, "&root=" + head)))
        .isEqualTo("Root must be a local branch.");
  }

  @Test
  void inATransactionNothingIsSeenBeforeItsEnd() throws Exception {
    String id =
        server
            .get("/repos/village/beginTransaction.json")
            .at("/response/Transaction/ID")
            .stringValue();
    JsonNode task = finished(server.imported(points("roads", 2), "&transactionId=" + id));
    assertThat(task.path("transactionId").stringValue()).isEqualTo(id);
    assertThat(server.repository.head()).isEmpty();
    server.http.get("/repos/village/endTransaction?transactionId=" + id);
    assertThat(server.repository.head().map(Revision::id))
        .contains(task.at("/result/commit/id").stringValue());
  }

  @Test
  void addKeepsWhatIsThereAndReplacesWhatHasTheSameIdentifier() throws Exception {
    finished(server.imported(points("roads", 3), ""));
    byte[] more =
        TestFile.create(files.resolve("more.gpkg"))
            .sql("CREATE TABLE roads (fid INTEGER PRIMARY KEY, geom POINT, name TEXT)")
            .features("roads", "geom", "POINT", 4326)
            .row("roads", 3, null, "new")
            .row("roads", 9, null, "nine")
            .bytes();
    finished(server.imported(more, "&add=true"));
    assertThat(TestFile.rows(server.head(), "SELECT fid, name FROM roads"))
        .containsExactly("[1, n1]", "[2, n2]", "[3, new]", "[9, nine]");
    finished(server.imported(more, ""));
    assertThat(TestFile.rows(server.head(), "SELECT fid, name FROM roads"))
        .containsExactly("[3, new]", "[9, nine]");
    assertThat(server.repository.head().orElseThrow().layers().getFirst().features()).isEqualTo(2);
  }

  @Test
  void anotherSchemaNeedsToBeAllowed() throws Exception {
    finished(server.imported(points("roads", 2), ""));
    byte[] other =
        TestFile.create(files.resolve("other.gpkg"))
            .sql("CREATE TABLE roads (fid INTEGER PRIMARY KEY, geom POINT, lanes INTEGER)")
            .features("roads", "geom", "POINT", 4326)
            .row("roads", 2, null, 4)
            .bytes();
    assertThat(reason(server.imported(other, "")))
        .contains("'roads' exists with another schema", "name TEXT", "lanes INTEGER", "alter=true");
    finished(server.imported(other, "&forceFeatureType=true&add=true"));
    assertThat(TestFile.rows(server.head(), "SELECT fid, name FROM roads"))
        .containsExactly("[1, n1]", "[2, null]");
    finished(server.imported(other, "&alter=true&add=true"));
    assertThat(TestFile.rows(server.head(), "SELECT * FROM roads"))
        .hasSize(2)
        .anyMatch(row -> row.matches("\\[1, 4750.*, null]"))
        .contains("[2, null, 4]");
    finished(server.imported(points("roads", 2), "&alter=true"));
    assertThat(TestFile.rows(server.head(), "SELECT fid, name FROM roads"))
        .containsExactly("[1, n1]", "[2, n2]");
  }

  @Test
  void aLayerCanBeChosenAndRenamed() throws Exception {
    byte[] two =
        TestFile.points(files.resolve("two.gpkg"), "a", 2)
            .sql("CREATE TABLE b (fid INTEGER PRIMARY KEY, geom POINT)")
            .features("b", "geom", "POINT", 4326)
            .bytes();
    assertThat(reason(server.imported(two, "&dest=c"))).startsWith("ALL_AND_DEST_DEFINED");
    assertThat(reason(server.imported(two, "&layer=z"))).contains("TABLE_NOT_FOUND", "[a, b]");
    finished(server.imported(two, "&layer=a&dest=c"));
    assertThat(server.repository.head().orElseThrow().layers())
        .extracting(layer -> layer.name())
        .containsExactly("c");
    assertThat(reason(server.imported(two, "&layer=a&dest=gpkg_contents")))
        .contains("cannot be called 'gpkg_contents'");
  }

  @Test
  void featuresCanBeIdentifiedByAnAttribute() throws Exception {
    byte[] file =
        TestFile.create(files.resolve("fid.gpkg"))
            .sql("CREATE TABLE r (fid INTEGER PRIMARY KEY, geom POINT, code INTEGER, name TEXT)")
            .features("r", "geom", "POINT", 4326)
            .row("r", 1, null, 70, "a")
            .row("r", 2, null, 71, "b")
            .bytes();
    finished(server.imported(file, "&fidAttribute=code"));
    assertThat(TestFile.rows(server.head(), "SELECT code, fid, name FROM r"))
        .containsExactly("[70, 1, a]", "[71, 2, b]");
    assertThat(TestFile.rows(server.head(), "SELECT name FROM pragma_table_info('r') WHERE pk"))
        .containsExactly("[code]");
    assertThat(reason(server.imported(file, "&fidAttribute=name&alter=true")))
        .contains("must be identified by whole numbers");
    assertThat(reason(server.imported(file, "&fidAttribute=nope"))).contains("no attribute 'nope'");
    byte[] twice =
        TestFile.create(files.resolve("twice.gpkg"))
            .sql("CREATE TABLE r (fid INTEGER PRIMARY KEY, geom POINT, code INTEGER, name TEXT)")
            .features("r", "geom", "POINT", 4326)
            .row("r", 1, null, 70, "a")
            .row("r", 2, null, 70, "b")
            .bytes();
    assertThat(reason(server.imported(twice, "&fidAttribute=code")))
        .startsWith("The new revision cannot be written: ")
        .contains("UNIQUE constraint failed: r.code");
  }

  @Test
  void valuesTypesNamesAndReferenceSystemsAreKept() throws Exception {
    String curve =
        "4750000163000000"
            + "0108000000"
            + "03000000"
            + "00".repeat(16)
            + "000000000000f03f000000000000f03f"
            + "00000000000000400000000000000000";
    byte[] file =
        TestFile.create(files.resolve("odd.gpkg"))
            .sql(
                "CREATE TABLE \"sélect \"\"x\"\" '1'\" (\"order\" INTEGER PRIMARY KEY AUTOINCREMENT,"
                    + " \"wo ist's\" GEOMETRY, \"from\" TEXT(9) NOT NULL DEFAULT 'it''s',"
                    + " \"größe\" DOUBLE, ok BOOLEAN, raw BLOB, tag DATE, um DATETIME,"
                    + " \"a;--\" INTEGER)")
            .features("sélect \"x\" '1'", "wo ist's", "GEOMETRY", 99)
            .row(
                "sélect \"x\" '1'",
                7,
                HexFormat.of().parseHex(curve),
                "日本",
                1.5,
                1,
                new byte[] {0, 1},
                "2026-11-22",
                "2026-11-22T10:00:00.000Z",
                Long.MIN_VALUE)
            .row("sélect \"x\" '1'", 8, null, "", null, null, null, null, null, null)
            .sql("CREATE TABLE plain (a TEXT, b REAL)")
            .sql("INSERT INTO gpkg_contents (table_name, data_type) VALUES ('plain', 'attributes')")
            .row("plain", "x", 2)
            .sql("CREATE VIEW looking AS SELECT * FROM plain")
            .sql(
                "INSERT INTO gpkg_contents (table_name, data_type) VALUES ('looking','attributes')")
            .bytes();
    finished(server.imported(file, ""));
    Path head = server.head();
    String select = "SELECT * FROM \"sélect \"\"x\"\" '1'\"";
    assertThat(TestFile.rows(head, select))
        .containsExactly(
            "[7, "
                + curve
                + ", 日本, 1.5, 1, 0001, 2026-11-22, 2026-11-22T10:00:00.000Z, "
                + Long.MIN_VALUE
                + "]",
            "[8, null, , null, null, null, null, null, null]");
    assertThat(
            TestFile.rows(
                head,
                "SELECT name, type, \"notnull\", dflt_value FROM"
                    + " pragma_table_info('sélect \"x\" ''1''')"))
        .contains(
            "[from, TEXT(9), 1, 'it''s']", "[größe, DOUBLE, 0, null]", "[a;--, INTEGER, 0, null]");
    assertThat(TestFile.rows(head, "SELECT fid, a, b FROM plain")).containsExactly("[1, x, 2.0]");
    assertThat(TestFile.rows(head, "SELECT * FROM gpkg_spatial_ref_sys WHERE srs_id = 99"))
        .containsExactly("[own, 99, me, 7, LOCAL_CS[\"own\"], mine]");
    assertThat(TestFile.rows(head, "SELECT min_x, max_y FROM gpkg_contents WHERE srs_id = 99"))
        .containsExactly("[0.0, 1.0]");
    assertThat(server.errand.log(server.errand.task(1).orElseThrow().id(), 0, 100).toString())
        .contains("'looking' is a view");
    JsonNode exported = finished(server.started(EXPORT + ".json?format=gpkg"));
    Path out = server.download(exported, files.resolve("out.gpkg"));
    assertThat(TestFile.rows(out, select)).isEqualTo(TestFile.rows(head, select));
  }
}
