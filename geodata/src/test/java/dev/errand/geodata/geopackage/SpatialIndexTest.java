// SPDX-License-Identifier: Apache-2.0
package dev.errand.geodata.geopackage;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** SQLite finds through the packed index what it finds without. */
class SpatialIndexTest {

  private static final LayerSchema POINTS =
      new LayerSchema("p", "", "id", "geom", "POINT", List.of());

  @TempDir private Path folder;

  private Path indexed(int count) throws Exception {
    Path path = folder.resolve("p.gpkg");
    Random random = new Random(count);
    try (GeoPackageFile file = GeoPackageFile.create(path)) {
      file.addLayer(POINTS);
      Bounds bounds = new Bounds();
      try (PreparedStatement insert =
          file.connection().prepareStatement(POINTS.layer().insert("INSERT"))) {
        for (int i = 1; i <= count; i++) {
          double x = random.nextGaussian() * 40;
          double y = random.nextGaussian() * 20;
          bounds.add(x, y);
          insert.setLong(1, 3L * i);
          insert.setBytes(2, GeometryBlob.point(x, y));
          insert.executeUpdate();
        }
        insert.setLong(1, 1);
        insert.setBytes(2, null);
        insert.executeUpdate();
      }
      file.describe("p", bounds.extent(), java.time.Instant.EPOCH);
      new SpatialIndex(file, folder).build(POINTS.layer(), features -> {});
      file.commit();
    }
    return path;
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 51, 52, 102, 2_601, 2_602, 30_000})
  void everyNumberOfEntriesMakesASoundTree(int count) throws Exception {
    Path path = indexed(count);
    assertThat(TestFile.rows(path, "SELECT rtreecheck('rtree_p_geom')")).containsExactly("[ok]");
    assertThat(TestFile.rows(path, "SELECT count(*) FROM rtree_p_geom"))
        .containsExactly("[" + count + "]");
    String found = "SELECT id FROM rtree_p_geom WHERE %sminx <= 20 AND %smaxx >= 5 AND %sminy <= 9";
    assertThat(TestFile.rows(path, found.formatted("", "", "") + " ORDER BY id"))
        .isEqualTo(TestFile.rows(path, found.formatted("+", "+", "+") + " ORDER BY id"));
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files.filter(file -> file.toString().endsWith(".run"))).isEmpty();
    }
  }

  @Test
  void otherProgramsCanChangeTheIndexAfterwards() throws Exception {
    Path path = indexed(3_000);
    try (Connection connection = java.sql.DriverManager.getConnection("jdbc:sqlite:" + path)) {
      connection.createStatement().executeUpdate("DELETE FROM rtree_p_geom WHERE id % 2 = 0");
      connection
          .createStatement()
          .executeUpdate(
              "INSERT INTO rtree_p_geom SELECT id + 1, minx, maxx, miny, maxy"
                  + " FROM rtree_p_geom");
    }
    assertThat(TestFile.rows(path, "SELECT rtreecheck('rtree_p_geom')")).containsExactly("[ok]");
  }

  @Test
  void theTriggersAreThoseOfTheStandard() throws Exception {
    Path path = indexed(1);
    assertThat(
            TestFile.rows(
                path, "SELECT name FROM sqlite_schema WHERE type = 'trigger' ORDER BY name"))
        .containsExactly(
            "[rtree_p_geom_delete]",
            "[rtree_p_geom_insert]",
            "[rtree_p_geom_update1]",
            "[rtree_p_geom_update2]",
            "[rtree_p_geom_update3]",
            "[rtree_p_geom_update4]");
    assertThat(
            TestFile.rows(
                path, "SELECT table_name, column_name, extension_name, scope FROM gpkg_extensions"))
        .containsExactly("[p, geom, gpkg_rtree_index, write-only]");
  }

  @Test
  void moreEntriesThanFitIntoMemoryAreSortedInFiles() throws Exception {
    Random random = new Random(7);
    List<Integer> places = new ArrayList<>();
    List<Long> sorted = new ArrayList<>();
    try (EntrySort sort = new EntrySort(folder, 100)) {
      for (int i = 0; i < 1_234; i++) {
        int place = random.nextInt(Integer.MAX_VALUE);
        places.add(place);
        sort.add(place, new IndexEntry(place, 1, 2, 3, 4));
      }
      sort.drain(entry -> {
        assertThat(entry.maxY()).isEqualTo(4);
        sorted.add(entry.id());
      });
    }
    assertThat(sorted).isEqualTo(places.stream().sorted().map(Integer::longValue).toList());
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void theCurveGoesThroughNeighbours() {
    Hilbert curve = new Hilbert(new Extent(0, 0, 32_768, 32_768));
    int[][] at = new int[64 * 64][];
    // The corner of 64 by 64 cells is one whole piece of the curve.
    for (int x = 0; x < 64; x++) {
      for (int y = 0; y < 64; y++) {
        at[curve.place(x + 0.5, y + 0.5)] = new int[] {x, y};
      }
    }
    for (int i = 1; i < at.length; i++) {
      assertThat(Math.abs(at[i][0] - at[i - 1][0]) + Math.abs(at[i][1] - at[i - 1][1])).isOne();
    }
    assertThat(curve.place(Double.NaN, 1e300)).isNotNegative();
  }

  @Test
  void cornersAreRoundedOutwards() {
    IndexEntry entry = IndexEntry.of(1, new Extent(0.1, -0.1, 0.1, -0.1));
    assertThat((double) entry.minX()).isLessThanOrEqualTo(0.1);
    assertThat((double) entry.maxX()).isGreaterThanOrEqualTo(0.1);
    assertThat((double) entry.minY()).isLessThanOrEqualTo(-0.1);
    assertThat((double) entry.maxY()).isGreaterThanOrEqualTo(-0.1);
    assertThat(entry.maxX() - entry.minX()).isLessThan(1e-7f);
  }

  @Test
  void anArcReachesBeyondItsPoints() throws Exception {
    // Half a circle around 0,0 from west over north to east.
    String blob =
        "4750000100000000"
            + "0108000000"
            + "03000000"
            + "000000000000f0bf"
            + "0000000000000000"
            + "cd3b7f669ea0e6bf"
            + "cd3b7f669ea0e63f"
            + "000000000000f03f"
            + "0000000000000000";
    Extent extent = new GeometryEnvelope().check(HexFormat.of().parseHex(blob)).orElseThrow();
    assertThat(extent.maxY()).isBetween(0.999999, 1.000001);
    assertThat(extent.minY()).isBetween(-1e-6, 0.0);
    assertThat(extent.minX()).isBetween(-1.000001, -1.0);
  }
}
