// SPDX-License-Identifier: Apache-2.0
package dev.errand.geogig.commands;

import static dev.errand.geogig.commands.GeoPackageServer.finished;
import static dev.errand.geogig.commands.GeoPackageServer.reason;
import static org.assertj.core.api.Assertions.assertThat;

import dev.errand.geodata.geopackage.TestFile;
import dev.errand.geodata.repository.Revision;
import java.io.ByteArrayOutputStream;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files that are broken or made to do harm fail, say why, change nothing and leave nothing. */
class HostileGeoPackageTest {

  private static final int PAGE = 4096;

  @TempDir private Path files;
  private GeoPackageServer server;
  private Optional<Revision> before = Optional.empty();

  @BeforeEach
  void setUp(@TempDir Path folder) throws Exception {
    server = new GeoPackageServer(folder);
    finished(server.imported(good(), ""));
    before = server.repository.head();
  }

  @AfterEach
  void tearDown() throws Exception {
    assertThat(server.repository.head()).isEqualTo(before);
    assertThat(server.leftovers()).isEmpty();
    server.close();
  }

  private byte[] good() throws Exception {
    return TestFile.points(files.resolve("good.gpkg"), "roads", 2_000).bytes();
  }

  private String refused(byte[] file) throws Exception {
    return reason(server.imported(file, "&dest=other"));
  }

  @Test
  void flippedBytes() throws Exception {
    byte[] file = good();
    int page = file.length / PAGE / 2;
    for (int i = 0; i < 12; i++) {
      file[page * PAGE + i] ^= (byte) 0xFF;
    }
    assertThat(refused(file)).startsWith("The GeoPackage is damaged");
  }

  @Test
  void aTruncatedFile() throws Exception {
    byte[] file = good();
    assertThat(refused(Arrays.copyOf(file, file.length / 2)))
        .startsWith("The GeoPackage is damaged");
    assertThat(refused(Arrays.copyOf(file, 60))).startsWith("The GeoPackage is damaged");
  }

  @Test
  void aPlainSqliteFile() throws Exception {
    byte[] file =
        TestFile.create(files.resolve("plain.db"))
            .sql("DROP TABLE gpkg_contents", "CREATE TABLE t (a)")
            .bytes();
    assertThat(refused(file))
        .isEqualTo(
            "The file is a SQLite database but no GeoPackage with layers: it has no table"
                + " gpkg_contents.");
  }

  @Test
  void aZipSomethingElseOrNothing() throws Exception {
    ByteArrayOutputStream zip = new ByteArrayOutputStream();
    try (ZipOutputStream out = new ZipOutputStream(zip)) {
      out.putNextEntry(new ZipEntry("good.gpkg"));
      out.write(good());
    }
    assertThat(refused(zip.toByteArray()))
        .isEqualTo("The file is no GeoPackage: it is a ZIP archive; unpack it first.");
    assertThat(refused("<html>".repeat(100).getBytes(java.nio.charset.StandardCharsets.UTF_8)))
        .isEqualTo("The file is no GeoPackage: it is no SQLite database.");
    assertThat(refused(new byte[0])).isEqualTo("The file is no GeoPackage: it is empty.");
  }

  @Test
  void viewsAreNeverComputed() throws Exception {
    String endless =
        "WITH RECURSIVE e(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM e) SELECT n AS %s FROM e";
    byte[] contents =
        TestFile.create(files.resolve("view.gpkg"))
            .sql(
                "DROP TABLE gpkg_contents",
                "CREATE VIEW gpkg_contents AS " + endless.formatted("table_name"))
            .bytes();
    assertThat(refused(contents))
        .isEqualTo("The file is no GeoPackage: its gpkg_contents is no plain table.");
    byte[] layer =
        TestFile.create(files.resolve("layer.gpkg"))
            .sql("CREATE VIEW roads AS " + endless.formatted("geom"))
            .features("roads", "geom", "POINT", 4326)
            .bytes();
    assertThat(refused(layer)).startsWith("NO_FEATURES_FOUND");
  }

  @Test
  void geometriesThatAreNone() throws Exception {
    for (String hex :
        new String[] {
          "00", // too short
          "4750000100000000" + "01", // ends after the byte order
          "4750000100000000" + "0102000000ffffff7f", // claims two billion points
          "4750000100000000" + "01070000000100000001e7030000", // no such type inside
          "4750000100000000" + "0101000000" + "00".repeat(17), // a byte too many
          "4750000f00000000" // no such envelope
        }) {
      byte[] file =
          TestFile.create(files.resolve("geometry.gpkg"))
              .sql("CREATE TABLE r (fid INTEGER PRIMARY KEY, geom POINT)")
              .features("r", "geom", "POINT", 4326)
              .row("r", 5, HexFormat.of().parseHex(hex))
              .bytes();
      assertThat(refused(file))
          .startsWith("The geometry of feature 5 of layer 'other' cannot be read: ");
    }
  }

  @Test
  void deepNestingIsNotFollowed() throws Exception {
    String nested = "010700000001000000".repeat(100_000) + "0101000000" + "00".repeat(16);
    byte[] file =
        TestFile.create(files.resolve("deep.gpkg"))
            .sql("CREATE TABLE r (fid INTEGER PRIMARY KEY, geom GEOMETRY)")
            .features("r", "geom", "GEOMETRY", 4326)
            .row("r", 1, HexFormat.of().parseHex("4750000100000000" + nested))
            .bytes();
    assertThat(refused(file)).contains("nested more than 32 deep");
  }

  @Test
  void expressionsOfTheFileAreNotTakenOver() throws Exception {
    byte[] file =
        TestFile.create(files.resolve("default.gpkg"))
            .sql(
                "CREATE TABLE r (fid INTEGER PRIMARY KEY, geom POINT,"
                    + " a TEXT DEFAULT (hex(randomblob(9))), \"b\" \"TEXT); DROP TABLE x; --\")")
            .features("r", "geom", "POINT", 4326)
            .row("r", 1, null, "x", "y")
            .bytes();
    finished(server.imported(file, "&dest=other"));
    assertThat(TestFile.rows(server.head(), "SELECT sql FROM sqlite_schema WHERE name = 'other'"))
        .containsExactly(
            "[CREATE TABLE \"other\" (\"fid\" INTEGER PRIMARY KEY NOT NULL, \"geom\" POINT,"
                + " \"a\" TEXT, \"b\")]");
    before = server.repository.head();
  }

  @Test
  void oneSpatialReferenceSystemCannotBeTwo() throws Exception {
    byte[] file =
        TestFile.create(files.resolve("srs.gpkg"))
            .sql("UPDATE gpkg_spatial_ref_sys SET organization = 'x' WHERE srs_id = 4326")
            .sql("CREATE TABLE r (fid INTEGER PRIMARY KEY, geom POINT)")
            .features("r", "geom", "POINT", 4326)
            .bytes();
    assertThat(refused(file)).contains("4326, which is x:4326 in the file and EPSG:4326");
    byte[] none =
        TestFile.create(files.resolve("none.gpkg"))
            .sql("CREATE TABLE r (fid INTEGER PRIMARY KEY, geom POINT)")
            .features("r", "geom", "POINT", 12)
            .bytes();
    assertThat(refused(none)).contains("12, which the file does not define");
  }
}
