// SPDX-License-Identifier: Apache-2.0
package dev.errand.geodata.osm;

import static dev.errand.geodata.osm.OsmText.node;
import static dev.errand.geodata.osm.OsmText.osm;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import crosby.binary.Osmformat.HeaderBlock;
import crosby.binary.Osmformat.Node;
import crosby.binary.Osmformat.PrimitiveBlock;
import crosby.binary.Osmformat.PrimitiveGroup;
import crosby.binary.Osmformat.StringTable;
import crosby.binary.Osmformat.Way;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Ways that say themselves where their nodes are, as osmium and Overpass write them. */
class LocationsOnWaysTest {

  /** A unit of a thousandth of a degree, counted from 7 degrees east and 43 north. */
  private static final int GRANULARITY = 1_000_000;

  private static final long EAST = 7_000_000_000L;
  private static final long NORTH = 43_000_000_000L;

  private Workshop shop;

  @BeforeEach
  void setUp(@TempDir Path folder) throws Exception {
    shop = new Workshop(folder);
  }

  private OsmReport run(String... elements) throws Exception {
    shop.write("in", osm(elements));
    return shop.run("in");
  }

  private OsmReport run(PrimitiveGroup.Builder group) throws Exception {
    write(
        block()
            .setGranularity(GRANULARITY)
            .setLonOffset(EAST)
            .setLatOffset(NORTH)
            .addPrimitivegroup(group));
    return shop.run("in");
  }

  private static PrimitiveBlock.Builder block() {
    return PrimitiveBlock.newBuilder()
        .setStringtable(StringTable.newBuilder().addS(ByteString.EMPTY));
  }

  private void write(PrimitiveBlock.Builder block) throws IOException {
    HeaderBlock header =
        HeaderBlock.newBuilder()
            .addRequiredFeatures("OsmSchema-V0.6")
            .addOptionalFeatures("LocationsOnWays")
            .build();
    try (DataOutputStream out =
        new DataOutputStream(Files.newOutputStream(shop.files.resolve("in")))) {
      SyntheticOsm.writeBlock(out, "OSMHeader", header);
      SyntheticOsm.writeBlock(out, "OSMData", block.build());
    }
  }

  private List<Double> line(long id) throws Exception {
    return Layers.coordinates(Layers.head(shop), "way", id);
  }

  @Test
  void overpassOutGeomNeedsNoNodes() throws Exception {
    OsmReport report =
        run(
            """
            <way id='1'>
              <bounds minlat='43.5' minlon='7.5' maxlat='43.75' maxlon='7.75'/>
              <nd ref='10' lat='43.5' lon='7.5'/><nd ref='11' lat='43.75' lon='7.75'/>
              <tag k='highway' v='path'/>
            </way>\
            """,
            """
            <relation id='2'>
              <bounds minlat='43.5' minlon='7.5' maxlat='43.75' maxlon='7.75'/>
              <member type='way' ref='1' role='outer'><nd lat='43.5' lon='7.5'/></member>
              <member type='node' ref='10' role='' lat='43.5' lon='7.5'/>
            </relation>\
            """);
    assertThat(report).isEqualTo(new OsmReport(0, 0, 2, 0, 1, 0));
    assertThat(line(1)).containsExactly(7.5, 43.5, 7.75, 43.75);
    assertThat(Layers.tags(shop, "way", 1)).isEqualTo("{\"highway\":\"path\"}");
  }

  /** As a query with {@code out geom(bbox)} answers: what lies outside of the box has no place. */
  @Test
  void placesThatTheWayDoesNotSayAreLookedUp() throws Exception {
    OsmReport report =
        run(
            "<way id='1'><nd ref='10'/><nd ref='11' lat='2' lon='1'/><nd ref='12'/></way>",
            "<way id='2'><nd ref='12'/><nd ref='11' lat='2' lon='1'/></way>",
            node(10, 1, "3", "4"));
    assertThat(report).isEqualTo(new OsmReport(0, 0, 3, 1, 2, 1));
    assertThat(line(1)).containsExactly(3.0, 4.0, 1.0, 2.0);
    assertThat(shop.context.logged())
        .contains("Way 2 is left out: only one of its 2 nodes is known.")
        .anyMatch(line -> line.startsWith("1 way is shorter here than it is"));
  }

  @Test
  void aPlaceThatIsNoneIsRefused() {
    assertThatThrownBy(() -> run("<way id='1'><nd ref='10' lat='2'/></way>"))
        .hasMessageContaining("'nd' has only one of lon and lat")
        .hasMessageContaining("line 3");
    assertThatThrownBy(() -> run("<way id='1'><nd ref='10' lat='91' lon='0'/></way>"))
        .hasMessageContaining("the coordinate 91 lies beyond the earth");
  }

  @Test
  void overpassOutCenterIsNoLineAndTheLogSaysSo() throws Exception {
    OsmReport report =
        run(
            node(10, 1, "3", "4"),
            node(11, 1, "5", "6"),
            "<way id='1'><center lat='43.5' lon='7.5'/><nd ref='1'/><nd ref='2'/></way>",
            "<way id='2'><center lat='43.5' lon='7.5'/></way>",
            "<way id='3'><center lat='5' lon='4'/><nd ref='10'/><nd ref='11'/></way>");
    assertThat(report).isEqualTo(new OsmReport(0, 0, 5, 2, 3, 2));
    assertThat(line(3)).containsExactly(3.0, 4.0, 5.0, 6.0);
    assertThat(shop.context.logged())
        .contains(
            "Way 1 is left out: only its center is given ('out center').",
            "2 of 3 ways are left out: 2 of which only the center is given."
                + " The query is to end with 'out geom' for lines.");
  }

  @Test
  void pbfPacksThemAsDeltasInTheUnitsOfTheBlock() throws Exception {
    Way.Builder first = Way.newBuilder().setId(1).addRefs(10).addRefs(1).addRefs(5).addRefs(-6);
    first.addLon(500).addLon(250).addLon(-1000).addLon(750);
    first.addLat(500).addLat(-250).addLat(1).addLat(249);
    Way.Builder second = Way.newBuilder().setId(2).addRefs(99).addRefs(1);
    second.addLon(-7000).addLon(1).addLat(-43_000).addLat(1);
    OsmReport report = run(PrimitiveGroup.newBuilder().addWays(first).addWays(second));
    assertThat(report).isEqualTo(new OsmReport(0, 0, 2, 0, 2, 0));
    assertThat(line(1)).containsExactly(7.5, 43.5, 7.75, 43.25, 6.75, 43.251, 7.5, 43.5);
    assertThat(line(2)).containsExactly(0.0, 0.0, 0.001, 0.001);
  }

  /** osmium writes the greatest whole number for both where it does not know the place. */
  @Test
  void pbfMaySayThatAPlaceIsNotKnown() throws Exception {
    long none = Integer.MAX_VALUE;
    Way.Builder way = Way.newBuilder().setId(1).addRefs(10).addRefs(1).addRefs(1);
    way.addLon(75_000_000).addLon(none - 75_000_000).addLon(65_000_000 - none);
    way.addLat(435_000_000).addLat(none - 435_000_000).addLat(425_000_000 - none);
    write(block().addPrimitivegroup(PrimitiveGroup.newBuilder().addWays(way)));
    assertThat(shop.run("in")).isEqualTo(new OsmReport(0, 0, 1, 0, 1, 0));
    assertThat(line(1)).containsExactly(7.5, 43.5, 6.5, 42.5);
    write(block().addPrimitivegroup(PrimitiveGroup.newBuilder().addWays(way.setLat(1, none - 1))));
    assertThatThrownBy(() -> shop.run("in")).hasMessageContaining("lies beyond the earth");
  }

  @Test
  void pbfWithOneListShorterIsRefused() {
    Way.Builder way = Way.newBuilder().setId(1).addRefs(10).addRefs(1).addLon(1).addLon(1);
    assertThatThrownBy(() -> run(PrimitiveGroup.newBuilder().addWays(way.addLat(1))))
        .hasMessageContaining("the way 1 has 2 nodes, but 2 longitudes and 1 latitudes of them")
        .hasMessageContaining("block 2");
    assertThatThrownBy(
            () -> run(PrimitiveGroup.newBuilder().addWays(way.clearLon().clearLat().addLon(1))))
        .hasMessageContaining("1 longitudes and 0 latitudes");
  }

  @Test
  void nodesBesideThemAreReadToo() throws Exception {
    Node.Builder node = Node.newBuilder().setId(10).setLon(500).setLat(500);
    Way.Builder way = Way.newBuilder().setId(1).addRefs(10).addRefs(1);
    way.addLon(500).addLon(250).addLat(500).addLat(250);
    assertThat(run(PrimitiveGroup.newBuilder().addNodes(node).addWays(way)))
        .isEqualTo(new OsmReport(0, 0, 2, 1, 1, 0));
    assertThat(line(1)).containsExactly(7.5, 43.5, 7.75, 43.75);
  }
}
