// SPDX-License-Identifier: Apache-2.0
package dev.errand.geodata.osm;

import static dev.errand.geodata.osm.OsmText.node;
import static dev.errand.geodata.osm.OsmText.osm;
import static dev.errand.geodata.osm.OsmText.way;
import static org.assertj.core.api.Assertions.assertThat;

import dev.errand.task.LogLevel;
import dev.errand.testkit.AttemptContext.Said;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is left out of an import is seen: in the log, by the task's mark, and in its progress. */
class LeftOutTest {

  private Workshop shop;

  @BeforeEach
  void setUp(@TempDir Path folder) throws Exception {
    shop = new Workshop(folder);
  }

  /** Ways that can be drawn, then as many that cannot. */
  private OsmReport run(int whole, int torn) throws Exception {
    List<String> elements = new ArrayList<>();
    elements.add(node(1, 1, "1", "1"));
    elements.add(node(2, 1, "2", "2"));
    for (int i = 1; i <= whole; i++) {
      elements.add(way(i, 1, 1, 2));
    }
    for (int i = 1; i <= torn; i++) {
      elements.add(way(whole + i, 1, 7, 1, 8));
    }
    shop.write("in", osm(elements.toArray(String[]::new)));
    return shop.run("in");
  }

  private String lastProgress() {
    Said last = shop.context.progress().getLast();
    return last.text();
  }

  @Test
  void theFirstTenAreNamedAndAllAreCounted() throws Exception {
    assertThat(run(88, 12)).isEqualTo(new OsmReport(0, 0, 102, 2, 100, 12));
    List<String> log = shop.context.logged();
    assertThat(log).filteredOn(line -> line.startsWith("Way ")).hasSize(10);
    assertThat(log.get(1)).isEqualTo("Way 89 is left out: only one of its 3 nodes is known.");
    assertThat(log.get(11))
        .isEqualTo(
            "12 of 100 ways are left out: 12 of whose nodes fewer than two are known. A file that has"
                + " the nodes of its ways is made with 'osmium extract --strategy=complete_ways', or with"
                + " '(._;>;);' in a query.");
    assertThat(log.getLast()).contains("100 ways read, 12 ways left out");
    assertThat(shop.context.remark()).contains(LogLevel.WARN);
  }

  @Test
  void moreThanATenthIsSaidInTheProgress() throws Exception {
    run(88, 12);
    assertThat(lastProgress())
        .isEqualTo("Committing features... 12 of 100 ways are left out, the log says why.");
  }

  @Test
  void aTenthIsNot() throws Exception {
    run(90, 10);
    assertThat(lastProgress()).isEqualTo("Committing features...");
    assertThat(shop.context.remark()).contains(LogLevel.WARN);
  }

  @Test
  void nothingIsSaidWhereNothingIsLeftOut() throws Exception {
    run(5, 0);
    assertThat(shop.context.logged()).hasSize(2);
    assertThat(shop.context.remark()).isEmpty();
    assertThat(lastProgress()).isEqualTo("Committing features...");
  }

  @Test
  void eachReasonIsCounted() throws Exception {
    shop.write(
        "in",
        osm(
            node(1, 1, "1", "1"),
            way(1, 1),
            way(2, 1, 1),
            way(3, 1, 7, 8),
            "<way id='4'><center lat='1' lon='1'/></way>",
            way(5, 1, 9, 8)));
    shop.run("in");
    assertThat(shop.context.logged())
        .contains(
            "Way 1 is left out: it has no nodes.",
            "Way 2 is left out: it has one node.",
            "Way 3 is left out: none of its 2 nodes is known.")
        .anyMatch(line ->
            line.startsWith(
                "5 of 5 ways are left out: 2 of whose nodes fewer than two are known,"
                    + " 1 of which only the center is given, 2 with fewer than two nodes."));
  }
}
