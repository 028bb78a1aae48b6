// SPDX-License-Identifier: Apache-2.0
package dev.errand.geogig.commands;

import static org.assertj.core.api.Assertions.assertThat;

import dev.errand.Errand;
import dev.errand.files.LeftFiles;
import dev.errand.files.LeftUploads;
import dev.errand.files.Uploads;
import dev.errand.geodata.geopackage.GeoPackageImport;
import dev.errand.geodata.geopackage.TestFile;
import dev.errand.geodata.repository.Repositories;
import dev.errand.geodata.repository.Repository;
import dev.errand.geodata.repository.Revision;
import dev.errand.task.Page;
import dev.errand.task.Submission;
import dev.errand.task.Task;
import dev.errand.task.TaskFilter;
import dev.errand.testkit.ChildJvm;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * A server that is killed while it imports, at whatever moment, has the old revision or the new one
 * afterwards, whole, and no files that belong to neither.
 */
class ImportCrashTest {

  private static final int TIMES = Boolean.getBoolean("soak") ? 20 : 8;
  private static final Duration LONGEST = Duration.ofSeconds(60);

  @TempDir private Path folder;

  /** The process that is killed: imports two files in turns until then. */
  public static void main(String[] args) throws Exception {
    Path data = Path.of(args[0]);
    Repositories repositories = Repositories.open(data.resolve("repos"), Clock.systemUTC());
    Uploads uploads = Uploads.open(data.resolve("uploads"));
    Errand errand = GeoPackageServer.errand(data, repositories, uploads);
    errand.start();
    for (int i = 0; ; i++) {
      Path copy = Files.createTempFile(uploads.receiving(), "upload-", ".part");
      Files.write(copy, Files.readAllBytes(data.resolve(i % 2 == 0 ? "a.gpkg" : "b.gpkg")));
      Map<String, Object> inputs =
          Map.of("repo", "village", "upload", uploads.take(copy, "up.gpkg"), "message", "no " + i);
      Task task =
          errand.submit(Submission.of(GeoPackageImport.NAME, dev.errand.task.Json.of(inputs)));
      System.out.println("started " + i);
      errand.await(task.id(), LONGEST);
    }
  }

  @Test
  @Timeout(600)
  void leavesTheOldRevisionOrTheNewOne() throws Exception {
    Path data = Files.createDirectories(folder.resolve("data"));
    TestFile.points(data.resolve("a.gpkg"), "roads", 3_000).close();
    TestFile.points(data.resolve("b.gpkg"), "roads", 3_001).close();
    Repositories.open(data.resolve("repos"), Clock.systemUTC()).init("village");
    Random random = new Random(4);
    Set<Long> seen = new HashSet<>();
    for (int i = 0; i < TIMES; i++) {
      kill(data, 1 + random.nextInt(3), random.nextInt(120));
      Optional<Revision> before = restart(data);
      before.ifPresent(revision -> seen.add(revision.layers().getFirst().features()));
    }
    assertThat(seen).isNotEmpty();
  }

  /** Lets a server begin so many imports, and kills it so much later. */
  private static void kill(Path data, int imports, int millis) throws Exception {
    Process process =
        new ProcessBuilder(ChildJvm.command(ImportCrashTest.class, data.toString()))
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    try (BufferedReader said = process.inputReader(StandardCharsets.UTF_8)) {
      for (int i = 0; i < imports; i++) {
        assertThat(said.readLine()).isEqualTo("started " + i);
      }
      // Nothing tells when an import is in which of its steps; that is the point.
      assertThat(process.waitFor(millis, TimeUnit.MILLISECONDS)).isFalse();
    } finally {
      process.destroyForcibly();
      assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    }
  }

  /** Starts anew, looks at everything, and imports once more. */
  private static Optional<Revision> restart(Path data) throws Exception {
    Repositories repositories = Repositories.open(data.resolve("repos"), Clock.systemUTC());
    Repository repository = repositories.open("village");
    Optional<Revision> head = repository.head();
    Uploads uploads = Uploads.open(data.resolve("uploads"));
    try (Errand errand = GeoPackageServer.errand(data, repositories, uploads)) {
      // Before anything runs that could let go of one of them.
      age(uploads.folder());
      errand.start();
      LeftUploads.discard(errand, uploads);
      for (Task task : errand.tasks(TaskFilter.ALL, Page.newest(100))) {
        assertThat(errand.await(task.id(), LONGEST).orElseThrow().status().isTerminal()).isTrue();
      }
    }
    // The end of a task is told before its upload is released, on another thread.
    assertThat(LeftFiles.after(uploads.folder())).isEmpty();
    uploads.close();
    assertThat(data.resolve("scratch"))
        .satisfiesAnyOf(
            scratch -> assertThat(scratch).doesNotExist(),
            scratch -> assertThat(scratch).isEmptyDirectory());
    for (Revision revision : repository.log(100)) {
      requireWhole(repository, revision);
    }
    assertThat(files(repository.folder())).isEqualTo(expected(repository));
    return head;
  }

  /** As if all uploads had been there for some time, so that those of no task are seen as left. */
  private static void age(Path uploads) throws IOException {
    FileTime old = FileTime.from(Instant.now().minus(Duration.ofHours(2)));
    for (String name : LeftFiles.in(uploads)) {
      Files.setLastModifiedTime(uploads.resolve(name), old);
    }
  }

  private static void requireWhole(Repository repository, Revision revision) throws Exception {
    Path file = repository.data(revision);
    long features = revision.layers().getFirst().features();
    assertThat(features).isBetween(3_000L, 3_001L);
    assertThat(TestFile.rows(file, "PRAGMA integrity_check")).containsExactly("[ok]");
    assertThat(TestFile.rows(file, "SELECT count(*) FROM roads"))
        .containsExactly("[" + features + "]");
    if (Gdal.isInstalled() && repository.head().filter(revision::equals).isPresent()) {
      assertThat(Gdal.clean(file, "-so", "roads")).contains("Feature Count: " + features);
    }
  }

  private static List<String> expected(Repository repository) {
    List<Revision> log = repository.log(1_000);
    return Stream.concat(
            log.isEmpty() ? Stream.empty() : Stream.of("HEAD", "head.gpkg"),
            log.stream()
                .flatMap(revision ->
                    Stream.of(
                        "data/" + revision.id() + ".gpkg", "revisions/" + revision.id() + ".json")))
        .sorted()
        .toList();
  }

  private static List<String> files(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files
          .filter(Files::isRegularFile)
          .map(file -> folder.relativize(file).toString())
          .sorted()
          .toList();
    }
  }
}
