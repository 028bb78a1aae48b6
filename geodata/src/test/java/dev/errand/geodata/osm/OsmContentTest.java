// SPDX-License-Identifier: Apache-2.0
package dev.errand.geodata.osm;

import static dev.errand.geodata.osm.OsmText.node;
import static dev.errand.geodata.osm.OsmText.osm;
import static dev.errand.geodata.osm.OsmText.way;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.errand.geodata.repository.LayerState;
import dev.errand.geodata.repository.Revision;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of nodes and ways, in whatever order they come. */
class OsmContentTest {

  private Workshop shop;

  @BeforeEach
  void setUp(@TempDir Path folder) throws Exception {
    shop = new Workshop(folder);
  }

  private OsmReport run(String... elements) throws Exception {
    shop.write("in.osm", osm(elements));
    return shop.run("in.osm");
  }

  private OsmReport add(String... elements) throws Exception {
    shop.write("in.osm", osm(elements));
    return shop.add("in.osm");
  }

  private Revision head() {
    return shop.repository.head().orElseThrow();
  }

  private List<Double> line(long id) throws Exception {
    return Layers.coordinates(Layers.head(shop), "way", id);
  }

  @Test
  void keepsCoordinatesExactly() throws Exception {
    run(node(1, 1, "-179.9999999", "-89.9999999"), node(2, 1, "7.4251533", "43.7397158"));
    assertThat(Layers.coordinates(Layers.head(shop), "node", 1))
        .containsExactly(-179.9999999, -89.9999999);
    assertThat(Layers.coordinates(Layers.head(shop), "node", 2))
        .containsExactly(7.4251533, 43.7397158);
  }

  @Test
  void waysMayComeBeforeTheirNodes() throws Exception {
    OsmReport report =
        run(way(9, 1, 2, 1), node(2, 1, "2", "2"), way(8, 1, 1, 2), node(1, 1, "1", "1"));
    assertThat(report.wayCount()).isEqualTo(2);
    assertThat(line(9)).containsExactly(2.0, 2.0, 1.0, 1.0);
    assertThat(line(8)).containsExactly(1.0, 1.0, 2.0, 2.0);
  }

  @Test
  void nodesMayComeInAnyOrder() throws Exception {
    String[] elements = new String[1001];
    for (int i = 0; i < 1000; i++) {
      int id = (i * 377) % 1000 + 1;
      elements[i] = node(id, 1, String.valueOf(id / 100.0), "5");
    }
    elements[1000] = way(1, 1, 1000, 500, 1);
    run(elements);
    assertThat(line(1)).containsExactly(10.0, 5.0, 5.0, 5.0, 0.01, 5.0);
  }

  @Test
  void waysWithFewerThanTwoKnownNodesAreLeftOut() throws Exception {
    OsmReport report =
        run(
            node(1, 1, "1", "1"),
            node(2, 1, "2", "2"),
            way(1, 1, 1),
            way(2, 1, 1, 7),
            way(3, 1),
            way(4, 1, 1, 7, 2));
    assertThat(report.unpprocessedCount()).isEqualTo(3);
    assertThat(report.wayCount()).isEqualTo(4);
    assertThat(head().layers()).extracting(LayerState::features).containsExactly(2L, 1L);
    assertThat(line(4)).containsExactly(1.0, 1.0, 2.0, 2.0);
  }

  /** As several queries of one request answer, perhaps without versions. */
  @Test
  void ofTheSameTwiceTheLaterStays() throws Exception {
    run(
        node(3, 1, "0", "0"),
        node(3, 1, "3", "3"),
        node(5, 2, "5", "5"),
        node(4, 1, "4", "4"),
        "<node id='5' lon='6' lat='6'/>");
    assertThat(Layers.coordinates(Layers.head(shop), "node", 3)).containsExactly(3.0, 3.0);
    assertThat(head().layers().getFirst().features()).isEqualTo(3);
  }

  @Test
  void theTreeSaysTheContentAndNotTheWayThere(@TempDir Path other) throws Exception {
    run(node(1, 1, "1", "1"), node(2, 1, "2", "2"));
    add(node(2, 2, "2.5", "2.5"), node(3, 1, "3", "3"), way(1, 1, 1, 2, 3));
    Workshop second = new Workshop(other);
    second.write(
        "in.osm",
        osm(
            way(1, 1, 1, 2, 3),
            node(3, 1, "3", "3"),
            node(2, 2, "2", "2"),
            node(2, 2, "2.5", "2.5"),
            node(1, 1, "1", "1")));
    second.run("in.osm");
    assertThat(head().tree()).isEqualTo(second.repository.head().orElseThrow().tree());
    assertThat(head().id()).isNotEqualTo(second.repository.head().orElseThrow().id());
  }

  @Test
  void addKeepsWhatIsThereAndUsesItsNodes() throws Exception {
    run(node(1, 1, "1", "1"), node(2, 3, "2", "2"), way(1, 1, 1, 2));
    OsmReport report = add(node(2, 2, "9", "9"), node(3, 1, "3", "3"), way(2, 1, 1, 3));
    assertThat(report.nodeCount()).isEqualTo(2);
    assertThat(head().layers()).extracting(LayerState::features).containsExactly(3L, 2L);
    assertThat(line(2)).containsExactly(1.0, 1.0, 3.0, 3.0);
    assertThat(Layers.coordinates(Layers.head(shop), "node", 2)).containsExactly(2.0, 2.0);
  }

  @Test
  void withoutAddTheFileIsAllThereIs() throws Exception {
    run(node(1, 1, "1", "1"), node(2, 1, "2", "2"), way(1, 1, 1, 2));
    run(node(3, 1, "3", "3"));
    assertThat(head().layers()).extracting(LayerState::features).containsExactly(1L, 0L);
    assertThatThrownBy(() -> run(node(3, 1, "3", "3")))
        .hasMessage("Nothing to commit after " + head().id());
  }

  @Test
  void relationsAreOnlyCounted() throws Exception {
    OsmReport report =
        run(
            "<node id='5' version='2' changeset='77' lon='1' lat='1'/>",
            node(1, 1, "1", "1"),
            "<relation id='4'><member type='node' ref='1' role=''/></relation>");
    assertThat(report).isEqualTo(new OsmReport(77, 0, 3, 2, 0, 0));
  }

  @Test
  void textsSurvive() throws Exception {
    run(
        "<node id='1' lon='1' lat='1' user='&lt;Ø&#x1F600;&gt;'><tag k='n\"' v='a\\b&#10;c'/></node>");
    assertThat(Layers.tags(shop, "node", 1)).isEqualTo("{\"n\\\"\":\"a\\\\b\\u000ac\"}");
    assertThat(Layers.text(Layers.head(shop), "SELECT user FROM node")).isEqualTo("<Ø😀>");
    assertThat(Layers.text(Layers.head(shop), "SELECT json_extract(tags, '$.\"n\\\"\"') FROM node"))
        .isNotEqualTo("no row");
  }
}
