// SPDX-License-Identifier: Apache-2.0
package dev.errand.geodata.osm;

import static dev.errand.geodata.osm.OsmText.node;
import static dev.errand.geodata.osm.OsmText.osm;
import static dev.errand.geodata.osm.OsmText.way;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import crosby.binary.Osmformat.DenseInfo;
import crosby.binary.Osmformat.DenseNodes;
import crosby.binary.Osmformat.HeaderBlock;
import crosby.binary.Osmformat.Info;
import crosby.binary.Osmformat.Node;
import crosby.binary.Osmformat.PrimitiveBlock;
import crosby.binary.Osmformat.PrimitiveGroup;
import crosby.binary.Osmformat.Relation;
import crosby.binary.Osmformat.StringTable;
import crosby.binary.Osmformat.Way;
import dev.errand.osm.BadOsmFileException;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files that hold what is no more: histories are refused, an editor's deletions passed over. */
class HistoryFileTest {

  private static final String HISTORY = "the file is a history: ";
  private static final String ADVICE = "'osmium time-filter HISTORY -o CURRENT.osm.pbf'";

  private Workshop shop;

  @BeforeEach
  void setUp(@TempDir Path folder) throws Exception {
    shop = new Workshop(folder);
  }

  @AfterEach
  void nothingIsLeft() throws Exception {
    assertThat(shop.leftovers()).isEmpty();
  }

  private void assertRefused(String sign, String... elements) throws IOException {
    shop.write("in", osm(elements));
    assertRefused(sign);
  }

  private void assertRefused(String sign) {
    assertThatThrownBy(() -> shop.run("in"))
        .isInstanceOf(BadOsmFileException.class)
        .hasMessageStartingWith("Not a valid ")
        .hasMessageContaining(HISTORY + sign)
        .hasMessageContaining(ADVICE);
    assertThat(shop.repository.head()).isEmpty();
  }

  private void assertRefused(String sign, PrimitiveGroup.Builder group) throws IOException {
    write("DenseNodes", group);
    assertRefused(sign);
  }

  private void write(String feature, PrimitiveGroup.Builder group) throws IOException {
    HeaderBlock header =
        HeaderBlock.newBuilder()
            .addRequiredFeatures("OsmSchema-V0.6")
            .addRequiredFeatures(feature)
            .build();
    PrimitiveBlock block =
        PrimitiveBlock.newBuilder()
            .setStringtable(StringTable.newBuilder().addS(ByteString.EMPTY))
            .addPrimitivegroup(group)
            .build();
    try (DataOutputStream out =
        new DataOutputStream(Files.newOutputStream(shop.files.resolve("in")))) {
      SyntheticOsm.writeBlock(out, "OSMHeader", header);
      SyntheticOsm.writeBlock(out, "OSMData", block);
    }
  }

  private static Info info(int version, boolean visible) {
    return Info.newBuilder().setVersion(version).setVisible(visible).build();
  }

  @Test
  void whatIsNotVisibleIsRefusedInXml() throws Exception {
    assertRefused(
        "the node 5 is not visible in it, which means deleted",
        node(1, 1, "1", "1"),
        "<node id='5' version='2' visible='false'/>");
    assertRefused("the way 6 is not visible", "<way id='6' version='2' visible='false'/>");
    assertRefused("the relation 7 is not visible", "<relation id='7' visible='false'/>");
  }

  @Test
  void whatIsNotVisibleIsRefusedInPbf() throws Exception {
    assertRefused(
        "the node 5 is not visible in it, which means deleted",
        PrimitiveGroup.newBuilder()
            .addNodes(Node.newBuilder().setId(5).setInfo(info(2, false)).setLon(0).setLat(0)));
    assertRefused(
        "the node 4 is not visible",
        PrimitiveGroup.newBuilder()
            .setDense(
                DenseNodes.newBuilder()
                    .addId(4)
                    .addLon(0)
                    .addLat(0)
                    .setDenseinfo(DenseInfo.newBuilder().addVersion(1).addVisible(false))));
    assertRefused(
        "the way 6 is not visible",
        PrimitiveGroup.newBuilder().addWays(Way.newBuilder().setId(6).setInfo(info(2, false))));
    assertRefused(
        "the relation 7 is not visible",
        PrimitiveGroup.newBuilder()
            .addRelations(Relation.newBuilder().setId(7).setInfo(info(2, false))));
  }

  @Test
  void aPbfThatSaysSoIsRefused() throws Exception {
    write("HistoricalInformation", PrimitiveGroup.newBuilder());
    assertRefused("it requires the feature 'HistoricalInformation'");
  }

  @Test
  void severalVersionsAreRefusedInXml() throws Exception {
    assertRefused(
        "it holds the node 1 in the versions 1 and 2", node(1, 1, "1", "1"), node(1, 2, "2", "2"));
    assertRefused("it holds the way 3 in the versions 4 and 5", way(3, 4, 1, 2), way(3, 5, 1, 2));
    assertRefused(
        "it holds the relation 3 in the versions 1 and 2",
        "<relation id='3' version='1'/>",
        "<relation id='3' version='2'/>");
  }

  /** Nothing is sorted here, so that the first of each is found among what was written. */
  @Test
  void severalVersionsAreRefusedInAnyOrder() throws Exception {
    assertRefused(
        "it holds the node 1 in the versions 2 and 1",
        node(1, 2, "2", "2"),
        node(9, 1, "9", "9"),
        node(1, 1, "1", "1"));
    assertRefused(
        "it holds the way 1 in the versions 1 and 2",
        node(1, 1, "1", "1"),
        node(2, 1, "2", "2"),
        way(1, 1, 1, 2),
        way(9, 1, 1, 2),
        way(1, 2, 1, 2));
  }

  @Test
  void severalVersionsAreRefusedInPbf() throws Exception {
    Way.Builder way = Way.newBuilder().setId(3);
    assertRefused(
        "it holds the way 3 in the versions 1 and 2",
        PrimitiveGroup.newBuilder()
            .addWays(way.setInfo(info(1, true)).build())
            .addWays(way.setInfo(info(2, true)).build()));
    assertRefused(
        "it holds the node 5 in the versions 1 and 2",
        PrimitiveGroup.newBuilder()
            .setDense(
                DenseNodes.newBuilder()
                    .addAllId(java.util.List.of(5L, 0L))
                    .addAllLon(java.util.List.of(1L, 1L))
                    .addAllLat(java.util.List.of(1L, 1L))
                    .setDenseinfo(DenseInfo.newBuilder().addVersion(1).addVersion(2))));
  }

  @Test
  void severalVersionsAreRefusedBesideWhatIsThere() throws Exception {
    shop.write("in", osm(node(1, 1, "1", "1")));
    shop.run("in");
    String head = shop.repository.head().orElseThrow().id();
    shop.write("in", osm(node(1, 2, "1", "1"), node(1, 3, "2", "2")));
    assertThatThrownBy(() -> shop.add("in")).hasMessageContaining(HISTORY);
    shop.write("in", osm(node(2, 2, "1", "1"), node(3, 1, "3", "3"), node(2, 3, "2", "2")));
    assertThatThrownBy(() -> shop.add("in")).hasMessageContaining(HISTORY);
    assertThat(shop.repository.head().orElseThrow().id()).isEqualTo(head);
  }

  @Test
  void whatAnEditorIsToDeleteIsSkippedAndCounted() throws Exception {
    shop.write(
        "in",
        osm(
            "<node id='-1' action='modify' visible='true' lon='1' lat='1'/>",
            "<node id='2' action='delete' visible='true' version='3' lon='2' lat='2'/>",
            "<node id='3' action='delete' visible='false' version='3'/>",
            "<node id='4' version='1' visible='true' lon='4' lat='4'/>",
            "<way id='5' action='delete' version='1'><nd ref='2'/><nd ref='4'/></way>",
            "<way id='6' action='modify' version='1'><nd ref='-1'/><nd ref='4'/></way>",
            "<relation id='7' action='delete' version='1'/>"));
    assertThat(shop.run("in")).isEqualTo(new OsmReport(0, 0, 7, 2, 1, 0));
    assertThat(shop.context.logged())
        .contains("Skipped what is marked action='delete': node 2, way 1, relation 1.");
    assertThat(shop.context.remark()).isEmpty();
    assertThat(Layers.count(Layers.head(shop), "node")).isEqualTo(2);
    assertThat(Layers.coordinates(Layers.head(shop), "way", 6)).containsExactly(1.0, 1.0, 4.0, 4.0);
  }

  @Test
  void anAnswerThatSaysWhatChangedIsRefused() throws Exception {
    shop.write("in", osm("<action type='create'>" + node(1, 1, "1", "1") + "</action>"));
    assertThatThrownBy(() -> shop.run("in")).hasMessageContaining("a query for a diff");
  }
}
