// SPDX-License-Identifier: Apache-2.0
package dev.errand.geodata.osm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.errand.task.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Files as people have them, where they are at hand, and GDAL's opinion of the outcome, where it is
 * installed.
 */
class RealDataTest {

  private static final Path DATA = Path.of("..", "..", "shared", "data");
  private static final Path OGRINFO = Path.of("/usr/bin/ogrinfo");

  @TempDir private Path folder;

  private Workshop shopWith(Path file) throws IOException {
    assumeThat(file).exists();
    Workshop shop = new Workshop(folder);
    Files.copy(file, shop.files.resolve("in"));
    return shop;
  }

  @Test
  void monaco() throws Exception {
    Workshop shop = shopWith(DATA.resolve("monaco.osm.gz"));
    assertThat(Json.of(shop.run("in")).text())
        .isEqualTo(
            """
            {"latestChangeset":12130213,"latestTimestamp":1341579579000,"processedEntities":15760,\
            "nodeCount":13739,"wayCount":1944,"unpprocessedCount":0}\
            """);
    assertThat(Layers.count(Layers.head(shop), "node")).isEqualTo(13_739);
    assertThat(Layers.count(Layers.head(shop), "way")).isEqualTo(1944);
  }

  /** The same figures by the other way in. */
  @Test
  void monacoFromAServer() throws Exception {
    Path file = DATA.resolve("monaco.osm.gz");
    Workshop shop = shopWith(file);
    try (OverpassStub overpass = new OverpassStub()) {
      overpass.answers(OverpassStub.data(Files.readAllBytes(file)));
      OsmDownload.Inputs inputs =
          new OsmDownload.Inputs(
              "village",
              Optional.of("43.7,7.4,43.8,7.5"),
              Optional.empty(),
              Optional.empty(),
              false,
              false,
              Optional.empty());
      OsmDownload download = shop.download(overpass.settings());
      assertThat(download.run(inputs, shop.newContext()))
          .isEqualTo(new OsmReport(12_130_213, 1_341_579_579_000L, 15_760, 13_739, 1944, 0));
      assertThat(shop.context.progress().getLast().text()).isEqualTo(OsmImporting.COMMITTING);
    }
  }

  @Test
  void andorra() throws Exception {
    Workshop shop = shopWith(DATA.resolve("andorra.osm.pbf"));
    assertThat(shop.run("in"))
        .isEqualTo(new OsmReport(16_326_580, 1_369_760_595_000L, 72_443, 69_644, 2725, 0));
  }

  @Test
  void gdalReadsTheVillage() throws Exception {
    assumeThat(OGRINFO).isExecutable();
    Workshop shop = shopWith(Path.of("..", "examples", "village.osm"));
    shop.run("in");
    String head = shop.repository.folder().resolve("head.gpkg").toString();
    String nodes = ogrinfo("-so", head, "node");
    assertThat(nodes)
        .contains(
            "Geometry: Point", "Feature Count: 30", "ID[\"EPSG\",4326]", "timestamp: DateTime");
    assertThat(nodes).doesNotContainIgnoringCase("warning").doesNotContain("ERROR");
    assertThat(ogrinfo("-so", head, "way"))
        .contains("Geometry: Line String", "Feature Count: 5", "Extent: (8.299500, 47.049500)");
    assertThat(ogrinfo("-q", head, "node", "-fid", "1026"))
        .contains("POINT (8.30335 47.0507)", "Café “Zur Brücke”", "2026/03/05 12:00:00+00");
  }

  private static String ogrinfo(String... arguments) throws Exception {
    List<String> command = new java.util.ArrayList<>(List.of(OGRINFO.toString()));
    command.addAll(List.of(arguments));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).describedAs(output).isZero();
    return output;
  }
}
