// SPDX-License-Identifier: Apache-2.0
package dev.errand.geodata.geopackage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.errand.task.Task;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files that are not quite as they should be, and that other programs read all the same. */
class OddFilesTest {

  private static final String INDEX =
      "CREATE VIRTUAL TABLE rtree_roads_geom USING rtree(id, minx, maxx, miny, maxy)";

  /** Half a circle. */
  private static final String ARC =
      "0108000000"
          + "03000000"
          + "000000000000f0bf"
          + "0000000000000000"
          + "0000000000000000"
          + "000000000000f03f"
          + "000000000000f03f"
          + "0000000000000000";

  private static final String COMPOUND = "010900000001000000" + ARC;

  @TempDir private Path folder;
  private ImportPlace place;

  @BeforeEach
  void setUp() throws Exception {
    place = new ImportPlace(folder);
  }

  @AfterEach
  void tearDown() {
    place.close();
  }

  private Path file(String name) {
    return place.files.resolve(name);
  }

  private TestFile indexed(String name) throws Exception {
    return TestFile.points(file(name), "roads", 200)
        .sql(
            INDEX,
            "INSERT INTO rtree_roads_geom SELECT fid, 1, 2, 3, 4 FROM roads",
            "CREATE TRIGGER rtree_roads_geom_insert AFTER INSERT ON roads BEGIN"
                + " INSERT INTO rtree_roads_geom VALUES (NEW.fid, ST_MinX(NEW.geom), 1, 1, 1); END");
  }

  private interface Damage {
    void to(RandomAccessFile open, long page) throws IOException;
  }

  /** Does something to the page that a table begins with. */
  private static void damage(Path file, String table, Damage damage) throws Exception {
    long page = number(file, "SELECT rootpage FROM sqlite_schema WHERE name = '" + table + "'");
    long size = number(file, "PRAGMA page_size");
    try (RandomAccessFile open = new RandomAccessFile(file.toFile(), "rw")) {
      damage.to(open, (page - 1) * size);
    }
  }

  private static long number(Path file, String sql) throws Exception {
    return Long.parseLong(TestFile.rows(file, sql).getFirst().replaceAll("\\D", ""));
  }

  private static void destroy(RandomAccessFile open, long page) throws IOException {
    open.seek(page);
    for (int i = 0; i < 100; i++) {
      open.write(0xEE);
    }
  }

  /** The first two rows of a small table change places; it can be read as before. */
  private static void disorder(RandomAccessFile open, long page) throws IOException {
    open.seek(page + 8);
    short first = open.readShort();
    short second = open.readShort();
    open.seek(page + 8);
    open.writeShort(second);
    open.writeShort(first);
  }

  private Path exported() throws Exception {
    Task task = ImportPlace.finished(place.run(GeoPackageExport.NAME, Map.of()));
    return place.output(task, file("out-" + task.id().number() + ".gpkg"));
  }

  @Test
  void aBrokenIndexIsMadeAnew() throws Exception {
    TestFile broken = indexed("broken.gpkg");
    broken.sql("UPDATE rtree_roads_geom_node SET data = zeroblob(40)").close();
    Task task = place.imported(file("broken.gpkg"));
    assertThat(place.warnings(task))
        .singleElement()
        .asString()
        .startsWith("The file is damaged where no feature is")
        .contains("RTree");
    Path out = exported();
    assertThat(TestFile.rows(out, "SELECT rtreecheck('rtree_roads_geom')")).containsExactly("[ok]");
    assertThat(TestFile.rows(out, "SELECT count(*) FROM rtree_roads_geom WHERE minx < -100"))
        .isEqualTo(TestFile.rows(out, "SELECT count(*) FROM roads WHERE fid < 80"));
  }

  @Test
  void anIndexThatLiesIsNotBelieved() throws Exception {
    indexed("lies.gpkg").close();
    assertThat(place.warnings(place.imported(file("lies.gpkg")))).isEmpty();
    assertThat(TestFile.rows(exported(), "SELECT count(*) FROM rtree_roads_geom WHERE minx > 2.5"))
        .doesNotContain("[0]");
  }

  @Test
  void anIndexWithoutItsTablesOrWithDestroyedOnesIsMadeAnew() throws Exception {
    TestFile missing = indexed("missing.gpkg");
    missing.sql("PRAGMA writable_schema = ON", "DELETE FROM sqlite_schema WHERE name LIKE '%node'");
    missing.close();
    assertThat(place.warnings(place.imported(file("missing.gpkg"))))
        .singleElement()
        .asString()
        .contains("rtree_roads_geom_node");
    TestFile destroyed = indexed("destroyed.gpkg");
    destroyed.sql("DELETE FROM roads WHERE fid = 1").close();
    damage(file("destroyed.gpkg"), "rtree_roads_geom_node", OddFilesTest::destroy);
    assertThat(place.warnings(place.imported(file("destroyed.gpkg")))).hasSize(1);
    assertThat(place.rows("SELECT count(*) FROM roads")).containsExactly("[199]");
    TestFile registered = TestFile.points(file("registered.gpkg"), "roads", 3);
    registered
        .sql(
            "CREATE TABLE gpkg_extensions (table_name TEXT, column_name TEXT, extension_name TEXT,"
                + " definition TEXT, scope TEXT)",
            "INSERT INTO gpkg_extensions VALUES"
                + " ('roads', 'geom', 'gpkg_rtree_index', 'x', 'write-only')")
        .close();
    assertThat(place.warnings(place.imported(file("registered.gpkg")))).isEmpty();
    assertThat(TestFile.rows(exported(), "SELECT rtreecheck('rtree_roads_geom')"))
        .containsExactly("[ok]");
  }

  @Test
  void aDamagedLayerIsRefusedWhetherItsIndexIsBrokenOrNot() throws Exception {
    TestFile broken = indexed("broken.gpkg");
    broken
        .sql(
            "UPDATE rtree_roads_geom_node SET data = zeroblob(40)",
            "CREATE TABLE sound (fid INTEGER PRIMARY KEY, geom POINT)")
        .features("sound", "geom", "POINT", 4326)
        .row("sound", 1, null)
        .sql("DELETE FROM roads WHERE fid > 3")
        .close();
    damage(file("broken.gpkg"), "roads", OddFilesTest::disorder);
    assertThat(TestFile.rows(file("broken.gpkg"), "SELECT fid FROM roads")).hasSize(3);
    assertThat(place.refused(file("broken.gpkg")))
        .startsWith("The GeoPackage is damaged")
        .contains("out of order");
    assertThat(place.repository.head()).isEmpty();
    ImportPlace.finished(
        place.run(
            GeoPackageImport.NAME,
            Map.of("file", file("broken.gpkg").toString(), "layer", "sound")));
    assertThat(place.rows("SELECT count(*) FROM sound")).containsExactly("[1]");
  }

  @Test
  void layersThatCannotKeepTheirNamesAreLeftOut() throws Exception {
    TestFile odd = TestFile.points(file("odd.gpkg"), "roads", 3);
    for (String table : List.of("gpkg_media", "gpkgext_more", "rtree_old", "a/b", "a,b")) {
      odd.sql("CREATE TABLE \"" + table + "\" (id INTEGER PRIMARY KEY, data BLOB)")
          .sql(
              "INSERT INTO gpkg_contents (table_name, data_type) VALUES ('%s', 'attributes')"
                  .formatted(table))
          .row(table, 1, new byte[] {1});
    }
    odd.close();
    assertThat(place.warnings(place.imported(file("odd.gpkg"))))
        .hasSize(5)
        .allMatch(line -> line.startsWith("Left out: a layer of a repository cannot be called '"))
        .anyMatch(line -> line.contains("'gpkg_media'; import it with layer and dest"));
    assertThat(place.rows("SELECT table_name FROM gpkg_contents")).containsExactly("[roads]");
    Map<String, String> one =
        Map.of("file", file("odd.gpkg").toString(), "layer", "gpkg_media", "dest", "media");
    ImportPlace.finished(place.run(GeoPackageImport.NAME, one));
    assertThat(place.rows("SELECT * FROM media")).containsExactly("[1, 01]");
  }

  @Test
  void aFileWithoutAnyLayerThatCanKeepItsNameSaysWhatToDo() throws Exception {
    TestFile.create(file("media.gpkg"))
        .sql("CREATE TABLE gpkg_media (id INTEGER PRIMARY KEY)")
        .sql("INSERT INTO gpkg_contents (table_name, data_type) VALUES ('gpkg_media','attributes')")
        .close();
    assertThat(place.refused(file("media.gpkg")))
        .startsWith("NO_FEATURES_FOUND: ")
        .contains("layer", "dest");
  }

  @Test
  void whatIsNoTableOrNotThereIsLeftOutAsAWarning() throws Exception {
    TestFile.points(file("views.gpkg"), "roads", 3)
        .sql("CREATE VIEW looking AS SELECT * FROM roads")
        .features("looking", "geom", "POINT", 4326)
        .features("gone", "geom", "POINT", 4326)
        .sql("CREATE TABLE blind (fid INTEGER PRIMARY KEY)")
        .sql("INSERT INTO gpkg_contents (table_name, data_type) VALUES ('blind', 'features')")
        .close();
    assertThat(place.warnings(place.imported(file("views.gpkg"))))
        .containsExactly(
            "Left out: 'looking' is a view or virtual table.",
            "Left out: 'gone' is in the table of contents only.",
            "Left out: 'blind' has no geometry column.");
  }

  @Test
  void sizesOfTypesAreKeptHoweverLarge() throws Exception {
    TestFile.create(file("sizes.gpkg"))
        .sql(
            "CREATE TABLE t (fid INTEGER PRIMARY KEY, geom POINT, a TEXT(2147483647),"
                + " b BLOB(4294967295), c TEXT (18446744073709551615), d DECIMAL ( 10 ,\n  -2 ),"
                + " e VARCHAR(10485760), f MEDIUMINT)")
        .features("t", "geom", "POINT", 4326)
        .close();
    place.imported(file("sizes.gpkg"));
    assertThat(TestFile.rows(exported(), "SELECT type FROM pragma_table_info('t')"))
        .containsExactly(
            "[INTEGER]",
            "[POINT]",
            "[TEXT(2147483647)]",
            "[BLOB(4294967295)]",
            "[TEXT (18446744073709551615)]",
            "[DECIMAL ( 10 , -2 )]",
            "[VARCHAR(10485760)]",
            "[MEDIUMINT]");
  }

  private static final String TYPES =
      "SELECT table_name, column_name, extension_name, scope FROM gpkg_extensions"
          + " WHERE extension_name LIKE 'gpkg_geom%' ORDER BY 1, 3";

  private static byte[] blob(String wkb) {
    return HexFormat.of().parseHex("4750000100000000" + wkb);
  }

  /** No table says a word of its curves. */
  private void importCurves() throws Exception {
    TestFile.create(file("curves.gpkg"))
        .sql("CREATE TABLE c (id INTEGER PRIMARY KEY, shape GEOMETRY)")
        .features("c", "shape", "GEOMETRY", 4326)
        .row("c", 1, blob(ARC))
        .row("c", 2, blob("010700000001000000" + COMPOUND))
        .sql("CREATE TABLE k (id INTEGER PRIMARY KEY, shape GEOMETRY)")
        .features("k", "shape", "GEOMETRY", 4326)
        .row("k", 1, blob(COMPOUND))
        .sql("CREATE TABLE s (id INTEGER PRIMARY KEY, shape CURVEPOLYGON)")
        .features("s", "shape", "CURVEPOLYGON", 4326)
        .row("s", 1, null)
        .close();
    place.imported(file("curves.gpkg"));
  }

  @Test
  void curvesAreRegisteredWhereverTheyGo() throws Exception {
    importCurves();
    String[] expected = {
      "[c, shape, gpkg_geom_CIRCULARSTRING, read-write]",
      "[c, shape, gpkg_geom_COMPOUNDCURVE, read-write]",
      "[k, shape, gpkg_geom_COMPOUNDCURVE, read-write]",
      "[s, shape, gpkg_geom_CURVEPOLYGON, read-write]"
    };
    assertThat(TestFile.rows(exported(), TYPES)).containsExactly(expected);
    Task box =
        ImportPlace.finished(
            place.run(GeoPackageExport.NAME, Map.of("bbox", "-9,-9,9,9,EPSG:4326")));
    assertThat(TestFile.rows(place.output(box, file("box.gpkg")), TYPES)).containsExactly(expected);
    for (Map<String, String> sides :
        List.of(
            Map.of("oldRef", "0".repeat(40), "newRef", "HEAD"),
            Map.of("oldRef", "HEAD", "newRef", "0".repeat(40)))) {
      Task diff = ImportPlace.finished(place.run(GeoPackageDiff.NAME, sides));
      Path out = place.output(diff, file("diff-" + diff.id().number() + ".gpkg"));
      assertThat(TestFile.rows(out, TYPES)).containsExactly(expected);
    }
  }

  @Test
  void aDiffOfSimpleGeometriesNeedsNoExtensions() throws Exception {
    TestFile.points(file("points.gpkg"), "roads", 3).close();
    place.imported(file("points.gpkg"));
    Task diff =
        ImportPlace.finished(
            place.run(GeoPackageDiff.NAME, Map.of("oldRef", "0".repeat(40), "newRef", "HEAD")));
    assertThat(
            TestFile.rows(
                place.output(diff, file("diff.gpkg")),
                "SELECT name FROM sqlite_schema WHERE name = 'gpkg_extensions'"))
        .isEmpty();
  }

  @Test
  void tablesWithoutRowNumbersOrWithTheirNamesTakenGetKeys() throws Exception {
    TestFile.create(file("keys.gpkg"))
        .sql(
            "CREATE TABLE none (name TEXT PRIMARY KEY, geom POINT) WITHOUT ROWID",
            "CREATE TABLE some (_rowid_ TEXT, geom POINT)",
            "CREATE TABLE every (_rowid_ TEXT, oid TEXT, rowid TEXT, geom POINT)")
        .features("none", "geom", "POINT", 4326)
        .features("some", "geom", "POINT", 4326)
        .features("every", "geom", "POINT", 4326)
        .row("none", "b", null)
        .row("none", "a", null)
        .row("some", "x", null)
        .row("every", "x", "y", "z", null)
        .close();
    place.imported(file("keys.gpkg"));
    assertThat(place.rows("SELECT fid, name FROM none")).containsExactly("[1, a]", "[2, b]");
    assertThat(place.rows("SELECT fid, _rowid_ FROM some")).containsExactly("[1, x]");
    assertThat(place.rows("SELECT fid, _rowid_, oid, rowid FROM every"))
        .containsExactly("[1, x, y, z]");
  }

  @Test
  void whatDoesNotMatterToLayersIsNoReasonToRefuse() throws Exception {
    TestFile.points(file("odd.gpkg"), "roads", 3)
        .sql(
            "PRAGMA application_id = 0",
            "CREATE TABLE checked (fid INTEGER PRIMARY KEY, a TEXT CHECK (a <> 'x'))",
            "INSERT INTO gpkg_contents (table_name, data_type) VALUES ('checked', 'attributes')",
            "PRAGMA ignore_check_constraints = ON",
            "INSERT INTO checked VALUES (1, 'x')")
        .close();
    assertThat(place.warnings(place.imported(file("odd.gpkg")))).isEmpty();
    assertThat(place.rows("SELECT a FROM checked")).containsExactly("[x]");
    TestFile.create(file("attributes.gpkg"))
        .sql(
            "DROP TABLE gpkg_geometry_columns",
            "CREATE TABLE plain (fid INTEGER PRIMARY KEY, a TEXT)",
            "INSERT INTO gpkg_contents (table_name, data_type) VALUES ('plain', 'attributes')",
            "CREATE TABLE lost (fid INTEGER PRIMARY KEY, geom POINT)",
            "INSERT INTO gpkg_contents (table_name, data_type) VALUES ('lost', 'features')")
        .row("plain", 1, "y")
        .close();
    assertThat(place.warnings(place.imported(file("attributes.gpkg"))))
        .containsExactly("Left out: 'lost' has no geometry column.");
    assertThat(place.rows("SELECT a FROM plain")).containsExactly("[y]");
  }
}
