// SPDX-License-Identifier: Apache-2.0
package dev.errand.bench;

import dev.errand.Errand;
import dev.errand.files.AllowedFolders;
import dev.errand.files.Uploads;
import dev.errand.geodata.geopackage.GeoPackageExport;
import dev.errand.geodata.geopackage.GeoPackageImport;
import dev.errand.geodata.repository.Repositories;
import dev.errand.geodata.repository.Repository;
import dev.errand.sqlite.SqliteStore;
import dev.errand.task.Failure;
import dev.errand.task.Json;
import dev.errand.task.Submission;
import dev.errand.task.Task;
import dev.errand.task.TaskStatus;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** An Errand with one repository, which holds a GeoPackage, and that exports it. */
final class Exports implements AutoCloseable {

  private static final Duration LONGEST = Duration.ofMinutes(10);
  private static final String NAME = "bench";

  private final Errand errand;
  private final Repository repository;

  /** Makes an empty repository in the folder. */
  Exports(Path folder) throws IOException {
    Repositories repositories =
        Repositories.open(folder.resolve("repositories"), Clock.systemUTC());
    repository = repositories.init(NAME);
    Uploads uploads = Uploads.open(folder.resolve("uploads"));
    AllowedFolders allowed = AllowedFolders.of(folder, List.of(folder), List.of());
    errand =
        Errand.builder()
            .store(SqliteStore.in(folder))
            .data(folder)
            .operation(new GeoPackageImport(repositories, allowed, uploads))
            .operation(new GeoPackageExport(repositories))
            .build();
    errand.start();
  }

  /** Imports a file in the folder. */
  void fill(Path file) throws InterruptedException {
    run(GeoPackageImport.NAME, Map.of("repo", NAME, "file", file.toString()));
  }

  /** The file of the head, which exports are made of. */
  Path data() {
    return repository.data(repository.head().orElseThrow());
  }

  /** Exports it once more, and throws the export away. */
  void run() throws InterruptedException {
    Task task = run(GeoPackageExport.NAME, Map.of("repo", NAME));
    errand.prune(task.id());
  }

  private Task run(String operation, Map<String, Object> inputs) throws InterruptedException {
    Task started = errand.submit(Submission.of(operation, Json.of(inputs)));
    Task task = errand.await(started.id(), LONGEST).orElseThrow();
    if (task.status() != TaskStatus.FINISHED) {
      throw new IllegalStateException(
          operation + " is " + task.status() + task.failure().flatMap(Failure::message).orElse(""));
    }
    return task;
  }

  @Override
  public void close() {
    errand.close();
  }
}
