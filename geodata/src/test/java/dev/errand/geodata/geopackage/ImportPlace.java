// SPDX-License-Identifier: Apache-2.0
package dev.errand.geodata.geopackage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.errand.Errand;
import dev.errand.files.AllowedFolders;
import dev.errand.files.Uploads;
import dev.errand.geodata.repository.Repositories;
import dev.errand.geodata.repository.Repository;
import dev.errand.sqlite.SqliteStore;
import dev.errand.task.Download;
import dev.errand.task.Json;
import dev.errand.task.LogEntry;
import dev.errand.task.LogLevel;
import dev.errand.task.Submission;
import dev.errand.task.Task;
import dev.errand.task.TaskStatus;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** An engine with a repository called village, and a folder whose files may be imported. */
final class ImportPlace implements AutoCloseable {

  final Path files;
  final Path data;
  final Repository repository;
  final GeoPackageImport operation;
  private final Uploads uploads;
  private final Errand errand;

  ImportPlace(Path folder) throws Exception {
    files = Files.createDirectories(folder.resolve("files"));
    data = Files.createDirectories(folder.resolve("data"));
    Repositories repositories = Repositories.open(data.resolve("repos"), Clock.systemUTC());
    repository = repositories.init("village");
    uploads = Uploads.open(data.resolve("uploads"));
    AllowedFolders allowed = AllowedFolders.of(files, List.of(files), List.of());
    operation = new GeoPackageImport(repositories, allowed, uploads);
    errand =
        Errand.builder()
            .store(SqliteStore.in(data))
            .data(data)
            .operation(operation)
            .operation(new GeoPackageExport(repositories))
            .operation(new GeoPackageDiff(repositories))
            .build();
    errand.start();
  }

  /** Runs an operation on the repository to its end. */
  Task run(String operation, Map<String, ?> inputs) throws InterruptedException {
    Map<String, Object> all = new HashMap<>(inputs);
    all.put("repo", "village");
    Task task = errand.submit(Submission.builder(operation).inputs(Json.of(all)).build());
    return errand.await(task.id(), Duration.ofSeconds(120)).orElseThrow();
  }

  /** Imports a file by its path, which must succeed. */
  Task imported(Path file) throws InterruptedException {
    return finished(run(GeoPackageImport.NAME, Map.of("file", file.toString())));
  }

  /** Imports a file that a caller sends, which must succeed. */
  Task uploaded(Path file) throws Exception {
    Path received = Files.copy(file, uploads.receiving().resolve("part"));
    String name = uploads.take(received, "up.gpkg");
    return finished(run(GeoPackageImport.NAME, Map.of("upload", name)));
  }

  /** Why an import of a file by its path fails, as it must. */
  String refused(Path file) throws InterruptedException {
    return reason(run(GeoPackageImport.NAME, Map.of("file", file.toString())));
  }

  static Task finished(Task task) {
    assertThat(task.status()).as(task.failure().toString()).isEqualTo(TaskStatus.FINISHED);
    return task;
  }

  static String reason(Task task) {
    assertThat(task.status()).isEqualTo(TaskStatus.FAILED);
    return task.failure().orElseThrow().message().orElse("");
  }

  /** What carries the warning mark in the log of a task. */
  List<String> warnings(Task task) {
    return errand.log(task.id(), 0, 1_000).stream()
        .filter(LogEntry.Line.class::isInstance)
        .map(LogEntry.Line.class::cast)
        .filter(line -> line.level() == LogLevel.WARN)
        .map(LogEntry.Line::text)
        .toList();
  }

  /** The file of a task that left one, as a copy. */
  Path output(Task task, Path target) throws IOException {
    String name = errand.outputs(task.id()).getFirst().name();
    try (Download download = errand.download(task.id(), name).orElseThrow();
        OutputStream out = Files.newOutputStream(target)) {
      download.copyTo(out);
    }
    return target;
  }

  /** Every row of a query on the newest revision. */
  List<String> rows(String sql) throws Exception {
    return TestFile.rows(repository.data(repository.head().orElseThrow()), sql);
  }

  /** All files that an attempt has in a folder of its own. */
  List<Path> scratch() throws IOException {
    try (Stream<Path> paths = Files.walk(data)) {
      return paths.filter(path -> path.getFileName().toString().startsWith("source-")).toList();
    }
  }

  @Override
  public void close() {
    errand.close();
  }
}
