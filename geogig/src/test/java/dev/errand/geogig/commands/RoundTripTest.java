// SPDX-License-Identifier: Apache-2.0
package dev.errand.geogig.commands;

import static dev.errand.geogig.commands.GeoPackageServer.EXPORT;
import static dev.errand.geogig.commands.GeoPackageServer.IMPORT;
import static dev.errand.geogig.commands.GeoPackageServer.finished;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.errand.geodata.geopackage.TestFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/**
 * A GeoPackage as people have it goes in as QGIS sends it, and comes out with the same layers: by
 * GDAL where it is installed, by plain SQL everywhere.
 */
class RoundTripTest {

  private static final Path REAL = Path.of("..", "..", "shared", "data", "import_db.gpkg");

  private static final List<String> FEATURES =
      List.of(
          "point1",
          "line1",
          "polygon1",
          "geometry1",
          "point2",
          "line2",
          "polygon2",
          "geometry2",
          "non_linear_geometries");

  private static final List<String> ATTRIBUTES =
      List.of(
          "nga_style", "nga_icon", "media", "attributes", "simple_attributes", "nga_properties");

  @TempDir private Path files;
  private GeoPackageServer server;

  @BeforeEach
  void setUp(@TempDir Path folder) throws Exception {
    assumeThat(REAL).exists();
    server = new GeoPackageServer(folder);
  }

  @AfterEach
  void tearDown() throws Exception {
    if (server != null) {
      server.close();
    }
  }

  /** What the plugin for QGIS does to send a layer, request by request. */
  private Path throughTheRepository() throws Exception {
    String id =
        server
            .get("/repos/village/beginTransaction?output_format=json")
            .at("/response/Transaction/ID")
            .stringValue();
    server.http.get("/repos/village/checkout?branch=master&transactionId=" + id);
    JsonNode task =
        finished(
            server.ended(
                server.post(
                    IMPORT
                        + ".json?authorEmail=jo%40example.com&authorName=Jo&message=all"
                        + "&destPath=point1&format=gpkg&interchange=True&transactionId="
                        + id,
                    "fileUpload",
                    Files.readAllBytes(REAL))));
    assertThat(task.path("transactionId").stringValue()).isEqualTo(id);
    assertThat(server.http.get("/repos/village/endTransaction?transactionId=" + id).statusCode())
        .isEqualTo(200);
    JsonNode export = finished(server.started(EXPORT + ".json?format=gpkg&root=HEAD"));
    return server.download(export, files.resolve("out.gpkg"));
  }

  @Test
  void everyValueComesBack() throws Exception {
    Path out = throughTheRepository();
    assertThat(TestFile.rows(out, "SELECT table_name, data_type FROM gpkg_contents").size())
        .isEqualTo(FEATURES.size() + ATTRIBUTES.size());
    for (List<String> tables : List.of(FEATURES, ATTRIBUTES)) {
      for (String table : tables) {
        String all = "SELECT * FROM \"" + table + "\"";
        assertThat(TestFile.rows(out, all)).as(table).isEqualTo(TestFile.rows(REAL, all));
        String columns =
            "SELECT name, type, \"notnull\" OR pk, dflt_value, pk FROM pragma_table_info('%s')"
                .formatted(table);
        assertThat(TestFile.rows(out, columns)).as(table).isEqualTo(TestFile.rows(REAL, columns));
      }
    }
    String geometries = "SELECT * FROM gpkg_geometry_columns ORDER BY table_name";
    assertThat(TestFile.rows(out, geometries)).isEqualTo(TestFile.rows(REAL, geometries));
    String curves =
        "SELECT table_name, column_name, extension_name FROM gpkg_extensions"
            + " WHERE extension_name LIKE 'gpkg_geom_%' ORDER BY 3";
    assertThat(TestFile.rows(out, curves)).hasSize(7).isEqualTo(TestFile.rows(REAL, curves));
  }

  @Test
  void gdalFindsTheSameLayers() throws Exception {
    assumeThat(Gdal.isInstalled()).isTrue();
    Path out = throughTheRepository();
    for (List<String> tables : List.of(FEATURES, ATTRIBUTES)) {
      for (String table : tables) {
        assertThat(said(out, table)).as(table).isEqualTo(said(REAL, table));
      }
    }
  }

  /**
   * Everything GDAL says of a layer: geometry, count, extent, reference system, columns, every
   * feature. Not what only extensions hold that are not kept: names of value domains, metadata. The
   * extent of curves is ours to measure: the file gives that of their corners. One geometry of the
   * file is of a type that GDAL cannot read, and says so of both files.
   */
  private static List<String> said(Path file, String layer) throws Exception {
    return Gdal.info(file, layer)
        .lines()
        .filter(line -> !line.startsWith("INFO: Open of"))
        .filter(line -> !line.startsWith("Extent:") || !layer.startsWith("non_linear"))
        .filter(line -> !line.startsWith("Metadata:") && !line.startsWith("  GPKG_METADATA"))
        .map(line -> line.replaceAll(", (domain name|alternative name|comment)=.*", ""))
        .toList();
  }

  @Test
  void theIndexIsSoundAndGdalUsesIt() throws Exception {
    Path out = throughTheRepository();
    for (String table : FEATURES) {
      String index = "rtree_" + table + "_geometry";
      assertThat(TestFile.rows(out, "SELECT rtreecheck('" + index + "')"))
          .as(table)
          .containsExactly("[ok]");
    }
    assertThat(TestFile.rows(out, "PRAGMA integrity_check")).containsExactly("[ok]");
    if (Gdal.isInstalled()) {
      String box = "-104.803,39.714,-104.799,39.7205";
      String[] corners = box.split(",");
      String[] wanted = {
        "-q", "-spat", corners[0], corners[1], corners[2], corners[3], "geometry1"
      };
      assertThat(features(Gdal.clean(out, wanted)))
          .hasSize(6)
          .isEqualTo(features(Gdal.clean(REAL, wanted)));
    }
  }

  /** The identifiers of the features that GDAL shows. */
  private static Set<String> features(String said) {
    return said.lines()
        .filter(line -> line.startsWith("OGRFeature"))
        .collect(Collectors.toCollection(TreeSet::new));
  }
}
