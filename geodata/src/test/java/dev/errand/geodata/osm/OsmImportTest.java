// SPDX-License-Identifier: Apache-2.0
package dev.errand.geodata.osm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.errand.files.LeftFiles;
import dev.errand.geodata.repository.LayerState;
import dev.errand.geodata.repository.NothingToCommitException;
import dev.errand.geodata.repository.RepositoryNotFoundException;
import dev.errand.geodata.repository.Revision;
import dev.errand.osm.BadOsmFileException;
import dev.errand.task.InvalidInputsException;
import dev.errand.task.Json;
import dev.errand.testkit.AttemptContext.Said;
import java.io.FileNotFoundException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an import does to a repository and says of it. */
class OsmImportTest {

  private static final Path VILLAGE = Path.of("..", "examples", "village.osm");

  private Workshop shop;

  @BeforeEach
  void setUp(@TempDir Path folder) throws Exception {
    shop = new Workshop(folder);
    Files.copy(VILLAGE, shop.files.resolve("village.osm"));
  }

  @AfterEach
  void forgetTheInterruptOfACancel() {
    Thread.interrupted();
  }

  @Test
  void reportsTheSixFiguresInOrder() throws Exception {
    OsmReport report = shop.run("village.osm");
    assertThat(Json.of(report).text())
        .isEqualTo(
            """
            {"latestChangeset":506,"latestTimestamp":1772820000000,"processedEntities":36,\
            "nodeCount":30,"wayCount":5,"unpprocessedCount":0}\
            """);
  }

  @Test
  void makesARevision() throws Exception {
    shop.run("village.osm");
    Revision head = shop.repository.head().orElseThrow();
    assertThat(head.id()).matches("[0-9a-f]{40}");
    assertThat(head.parents()).isEmpty();
    assertThat(head.layers()).extracting(LayerState::name).containsExactly("node", "way");
    assertThat(head.layers()).extracting(LayerState::features).containsExactly(30L, 5L);
    assertThat(Layers.tags(shop, "node", 1026))
        .isEqualTo(
            "{\"amenity\":\"cafe\",\"cuisine\":\"coffee_shop;cake\",\"name\":\"Café “Zur Brücke”\"}");
  }

  @Test
  void saysWhatItDoes() throws Exception {
    shop.run("village.osm");
    assertThat(shop.context.progress())
        .startsWith(new Said("Importing into GeoGig repo...", 0))
        .endsWith(new Said("Committing features...", 36));
    assertThat(shop.context.logged()).anyMatch(line -> line.contains("village.osm (XML"));
  }

  @Test
  void refusesTheSameContentASecondTime() throws Exception {
    shop.run("village.osm");
    String head = shop.repository.head().orElseThrow().id();
    assertThatThrownBy(() -> shop.run("village.osm"))
        .isInstanceOf(NothingToCommitException.class)
        .hasMessage("Nothing to commit after " + head);
    assertThatThrownBy(() -> shop.add("village.osm")).hasMessage("Nothing to commit after " + head);
    assertThat(shop.repository.log(10)).hasSize(1);
    assertThat(shop.leftovers()).isEmpty();
  }

  @Test
  void describesItself() {
    assertThat(shop.operation.describe(Workshop.inputs("village.osm", false)))
        .isEqualTo("osm import village.osm, repository: " + shop.repository.uri());
    assertThat(shop.operation.describe(Workshop.inputs("http://jo:secret@x.org/a.osm", false)))
        .startsWith("osm import http://***@x.org/a.osm, ");
    assertThat(shop.operation.orderingKey(Workshop.inputs("x", false))).contains("repo:village");
  }

  @Test
  void missingFileIsNamedAsGiven() {
    assertThatThrownBy(() -> shop.run("no/such.osm"))
        .isInstanceOf(FileNotFoundException.class)
        .hasMessage("File does not exist: no/such.osm");
  }

  @Test
  void fileWithoutEntitiesFailsWithoutMessage() throws Exception {
    shop.write("empty.osm", "<osm version='0.6'></osm>");
    assertThatThrownBy(() -> shop.run("empty.osm"))
        .isInstanceOf(NoEntitiesException.class)
        .hasMessage(null);
    assertThat(shop.repository.head()).isEmpty();
    assertThat(shop.leftovers()).isEmpty();
  }

  @Test
  void refusesBeforeATaskExists() {
    OsmImport.Inputs nothing =
        new OsmImport.Inputs("village", none(), none(), none(), false, none());
    assertThatThrownBy(() -> shop.operation.check(nothing))
        .isInstanceOf(InvalidInputsException.class)
        .hasMessageContaining("file: is missing");
    OsmImport.Inputs both =
        new OsmImport.Inputs("village", Optional.of("a"), Optional.of("b"), none(), false, none());
    assertThatThrownBy(() -> shop.operation.check(both)).isInstanceOf(InvalidInputsException.class);
    OsmImport.Inputs elsewhere =
        new OsmImport.Inputs("town", Optional.of("a"), none(), none(), false, none());
    assertThatThrownBy(() -> shop.operation.check(elsewhere))
        .isInstanceOf(RepositoryNotFoundException.class)
        .hasMessage("Repository not found.");
  }

  private static Optional<String> none() {
    return Optional.empty();
  }

  @Test
  void importsAnUploadAndDeletesIt() throws Exception {
    String name = shop.uploads.reserve("C:\\maps\\Zürich village.osm");
    Path file = shop.uploads.file(name);
    Files.copy(VILLAGE, file);
    OsmImport.Inputs inputs =
        new OsmImport.Inputs("village", none(), none(), Optional.of(name), false, none());
    assertThat(shop.operation.describe(inputs)).startsWith("osm import Zürich_village.osm, ");
    shop.run(inputs);
    assertThat(file).doesNotExist();
  }

  @Test
  void deletesAnUploadThatCannotBeImported() throws Exception {
    String name = shop.uploads.reserve("x");
    Files.writeString(shop.uploads.file(name), "rubbish");
    OsmImport.Inputs inputs =
        new OsmImport.Inputs("village", none(), none(), Optional.of(name), false, none());
    assertThatThrownBy(() -> shop.run(inputs)).isInstanceOf(BadOsmFileException.class);
    assertThat(LeftFiles.in(shop.uploads.folder())).isEmpty();
  }

  @Test
  void cancelInTheMiddleLeavesTheRepositoryAndGivesThePartialFigures() throws Exception {
    shop.run("village.osm");
    Revision head = shop.repository.head().orElseThrow();
    new SyntheticOsm(2_000_000, 1000).writePbf(shop.files.resolve("large.pbf"));
    var context = shop.newContext();
    context.onProgress(said -> {
      if (said.amount() > 0) {
        context.cancel();
      }
    });
    OsmReport report = shop.operation.run(Workshop.inputs("large.pbf", false), context);
    assertThat(report).isNotNull();
    assertThat(report.processedEntities()).isBetween(1L, 1_999_999L);
    assertThat(shop.repository.head()).contains(head);
    assertThat(shop.leftovers()).isEmpty();
  }

  @Test
  void cancelFromElsewhereEndsItSoon() throws Exception {
    new SyntheticOsm(2_000_000, 1000).writePbf(shop.files.resolve("large.pbf"));
    var context = shop.newContext();
    AtomicLong cancelled = new AtomicLong();
    context.onProgress(said -> {
      if (said.amount() > 0 && cancelled.compareAndSet(0, System.nanoTime())) {
        Thread.ofVirtual().start(context::cancel);
      }
    });
    OsmReport report = shop.operation.run(Workshop.inputs("large.pbf", false), context);
    assertThat(System.nanoTime() - cancelled.get()).isLessThan(5_000_000_000L);
    assertThat(report).isNotNull();
    assertThat(report.processedEntities()).isLessThan(2_000_000);
    assertThat(shop.leftovers()).isEmpty();
  }

  @Test
  void cancelBeforeTheFirstEntityGivesFiguresToo() throws Exception {
    var context = shop.newContext();
    context.cancel();
    assertThat(shop.operation.run(Workshop.inputs("village.osm", false), context))
        .isEqualTo(OsmReport.NOTHING);
    assertThat(shop.repository.head()).isEmpty();
  }

  @Test
  void theSameFileAtTheSameTimeMakesTheSameBytes(@TempDir Path one, @TempDir Path two)
      throws Exception {
    Clock clock = Clock.fixed(Instant.parse("2026-03-01T00:00:00Z"), ZoneOffset.UTC);
    Path first = headOf(new Workshop(one, OsmSettings.DEFAULT, Workshop.GUARDED, clock));
    Path second = headOf(new Workshop(two, OsmSettings.DEFAULT, Workshop.GUARDED, clock));
    assertThat(first).hasSameBinaryContentAs(second).hasFileName(second.getFileName().toString());
  }

  private static Path headOf(Workshop shop) throws Exception {
    Files.copy(VILLAGE, shop.files.resolve("village.osm"));
    shop.run("village.osm");
    return Layers.head(shop);
  }

  @Test
  void keepsEveryRevisionReadable() throws Exception {
    shop.run("village.osm");
    shop.write("small.osm", OsmText.osm(OsmText.node(1, 1, "1.0", "2.0")));
    shop.run("small.osm");
    List<Revision> log = shop.repository.log(10);
    assertThat(log).hasSize(2);
    assertThat(log.getFirst().parents()).containsExactly(log.getLast().id());
    assertThat(Layers.count(shop.repository.data(log.getLast()), "node")).isEqualTo(30);
    assertThat(Layers.count(shop.repository.data(log.getFirst()), "node")).isEqualTo(1);
    assertThat(Layers.count(shop.repository.folder().resolve("head.gpkg"), "node")).isEqualTo(1);
  }
}
