// SPDX-License-Identifier: Apache-2.0
package dev.errand.geodata.osm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.errand.geodata.repository.LayerState;
import dev.errand.osm.BadOsmFileException;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * One real file in the forms that osmium gives it, where both are at hand: the same lines come of
 * each. GDAL, where it is installed and reads the form, says how many lines it sees.
 */
class OsmiumVariantsTest {

  private static final Path MONACO = Path.of("..", "..", "shared", "data", "monaco.osm.gz");
  private static final Path OSMIUM = Path.of("/usr/bin/osmium");
  private static final Path OGRINFO = Path.of("/usr/bin/ogrinfo");
  private static final Pattern LINE = Pattern.compile("(?m)^ *osm_id \\(String\\) = (\\d+)$");

  private static final long CHANGESET = 12_130_213;
  private static final long TIMESTAMP = 1_341_579_579_000L;
  private static final OsmReport WHOLE =
      new OsmReport(CHANGESET, TIMESTAMP, 15_760, 13_739, 1944, 0);
  private static final OsmReport TAGGED_NODES_ONLY =
      new OsmReport(CHANGESET, TIMESTAMP, 2996, 975, 1944, 0);

  /** How many lines GDAL 3.6 sees: it leaves out rings, which it takes for areas, and bare ways. */
  private static final int LINES = 913;

  /** GDAL knows no locations on ways: these are the ways that have tagged nodes only. */
  private static final int LINES_BETWEEN_TAGGED_NODES = 95;

  private static final int UNREADABLE = 0;

  private enum Variant {
    PLAIN(WHOLE, LINES, "cat", "-f", "pbf"),
    LZ4(WHOLE, UNREADABLE, "cat", "-f", "pbf,pbf_compression=lz4"),
    NOT_PACKED(WHOLE, LINES, "cat", "-f", "pbf,pbf_compression=none"),
    NOT_DENSE(WHOLE, UNREADABLE, "cat", "-f", "pbf,pbf_dense_nodes=false"),
    NO_METADATA(
        new OsmReport(0, 0, 15_760, 13_739, 1944, 0), LINES, "cat", "-f", "pbf,add_metadata=false"),
    LOCATIONS(TAGGED_NODES_ONLY, LINES_BETWEEN_TAGGED_NODES, "add-locations-to-ways", "-f", "pbf"),
    LOCATIONS_AND_NODES(WHOLE, LINES, "add-locations-to-ways", "-n", "-f", "pbf"),
    LOCATIONS_IN_XML(
        TAGGED_NODES_ONLY, LINES_BETWEEN_TAGGED_NODES, "add-locations-to-ways", "-f", "osm"),
    LOCATIONS_IN_LZ4(
        TAGGED_NODES_ONLY,
        UNREADABLE,
        "add-locations-to-ways",
        "-f",
        "pbf,pbf_compression=lz4,pbf_dense_nodes=false");

    private final OsmReport report;
    private final int lines;
    private final String[] command;

    Variant(OsmReport report, int lines, String... command) {
      this.report = report;
      this.lines = lines;
      this.command = command;
    }
  }

  @TempDir private Path folder;
  private Workshop shop;

  @BeforeEach
  void setUp() throws IOException {
    assumeThat(MONACO).exists();
    assumeThat(OSMIUM).isExecutable();
    shop = new Workshop(folder);
  }

  private Path osmium(Path in, String name, String... command) throws Exception {
    Path out = shop.files.resolve(name);
    List<String> all = new ArrayList<>(List.of(OSMIUM.toString()));
    all.addAll(List.of(command));
    all.addAll(List.of("--no-progress", "-O", "-o", out.toString(), in.toString()));
    run(all);
    return out;
  }

  private static String run(List<String> command) throws Exception {
    Process process = new ProcessBuilder(command).redirectError(new File("/dev/null")).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    process.waitFor();
    return output;
  }

  /** The identifiers of the lines that GDAL makes of a file. */
  private static Set<String> lines(Path file) throws Exception {
    String said = run(List.of(OGRINFO.toString(), "-ro", "-q", file.toString(), "lines"));
    return LINE.matcher(said).results().map(found -> found.group(1)).collect(Collectors.toSet());
  }

  private static LayerState ways(Workshop shop) {
    return shop.repository.head().orElseThrow().layers().getLast();
  }

  @ParameterizedTest
  @EnumSource
  void theSameLinesComeOfEach(Variant variant) throws Exception {
    osmium(MONACO, "variant", variant.command);
    assertThat(shop.run("variant")).isEqualTo(variant.report);
    assertThat(ways(shop).features()).isEqualTo(1944);
    assertThat(shop.context.remark()).isEmpty();
    if (variant != Variant.NO_METADATA) {
      assertThat(ways(shop)).isEqualTo(ways(original()));
    }
  }

  private Workshop original() throws Exception {
    Workshop original = new Workshop(folder.resolve("original"));
    Files.copy(MONACO, original.files.resolve("monaco"));
    original.run("monaco");
    return original;
  }

  @ParameterizedTest
  @EnumSource
  void whatGdalSeesIsThere(Variant variant) throws Exception {
    assumeThat(OGRINFO).isExecutable();
    Path file = osmium(MONACO, "variant.osm.pbf", variant.command);
    Set<String> lines = lines(file);
    assumeThat(lines).isNotEmpty();
    shop.run("variant.osm.pbf");
    String known = "SELECT count(*) FROM way WHERE id IN (%s)".formatted(String.join(",", lines));
    assertThat(Layers.text(Layers.head(shop), known)).isEqualTo(String.valueOf(lines.size()));
    assertThat(lines).hasSize(variant.lines);
  }

  @Test
  void aHistoryIsRefusedAndWhatTheMessageSaysHelps() throws Exception {
    Path history = osmium(MONACO, "h.osh.pbf", "cat", "-f", "osh.pbf");
    assertThatThrownBy(() -> shop.run("h.osh.pbf"))
        .isInstanceOf(BadOsmFileException.class)
        .hasMessageContaining("the file is a history")
        .hasMessageContaining("osmium time-filter HISTORY -o CURRENT.osm.pbf");
    assertThat(shop.repository.head()).isEmpty();
    osmium(history, "current.osm.pbf", "time-filter");
    assertThat(shop.run("current.osm.pbf")).isEqualTo(WHOLE);
  }
}
