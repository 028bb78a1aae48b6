// SPDX-License-Identifier: Apache-2.0
package dev.errand.bench;

import dev.errand.Errand;
import dev.errand.files.AllowedFolders;
import dev.errand.files.Uploads;
import dev.errand.geodata.osm.OsmImport;
import dev.errand.geodata.osm.OsmReport;
import dev.errand.geodata.osm.OsmSettings;
import dev.errand.geodata.osm.OsmSources;
import dev.errand.geodata.repository.Repositories;
import dev.errand.outgoing.FetchSettings;
import dev.errand.outgoing.Fetcher;
import dev.errand.outgoing.OutgoingHttp;
import dev.errand.outgoing.OutgoingSettings;
import dev.errand.sqlite.SqliteStore;
import dev.errand.task.Failure;
import dev.errand.task.Submission;
import dev.errand.task.Task;
import dev.errand.task.TaskStatus;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** An Errand that imports one file, each time into a new repository. */
final class Imports implements AutoCloseable {

  private static final Duration LONGEST = Duration.ofMinutes(10);

  private final Errand errand;
  private final Repositories repositories;
  private final Path file;
  private int count;

  Imports(Path folder, Path file) throws IOException {
    this.file = file.toRealPath();
    repositories = Repositories.open(folder.resolve("repositories"), Clock.systemUTC());
    List<Path> readable = List.of(Optional.ofNullable(this.file.getParent()).orElse(this.file));
    OsmSources sources =
        new OsmSources(
            AllowedFolders.of(folder, readable, List.of()),
            Uploads.open(folder.resolve("uploads")),
            new Fetcher(new OutgoingHttp(OutgoingSettings.DEFAULT), FetchSettings.DEFAULT));
    errand =
        Errand.builder()
            .store(SqliteStore.in(folder))
            .data(folder)
            .operation(new OsmImport(repositories, sources, OsmSettings.DEFAULT))
            .build();
    errand.start();
  }

  /** Imports it once more; how many nodes, ways and relations were read. */
  long run() throws IOException, InterruptedException {
    String repository = "bench-" + count++;
    repositories.init(repository);
    OsmImport.Inputs inputs =
        new OsmImport.Inputs(
            repository,
            Optional.of(file.toString()),
            Optional.empty(),
            Optional.empty(),
            false,
            Optional.empty());
    Task started = errand.submit(Submission.of(OsmImport.NAME, inputs));
    Task task = errand.await(started.id(), LONGEST).orElseThrow();
    if (task.status() != TaskStatus.FINISHED) {
      throw new IllegalStateException(
          "The import is " + task.status() + task.failure().flatMap(Failure::message).orElse(""));
    }
    return task.result().orElseThrow().as(OsmReport.class).processedEntities();
  }

  @Override
  public void close() {
    errand.close();
  }
}
