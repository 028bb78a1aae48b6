// SPDX-License-Identifier: Apache-2.0
package dev.errand.geogig.commands;

import static org.assertj.core.api.Assertions.assertThat;

import dev.errand.Errand;
import dev.errand.files.AllowedFolders;
import dev.errand.files.FolderLocks;
import dev.errand.files.Uploads;
import dev.errand.geodata.geopackage.GeoPackageDiff;
import dev.errand.geodata.geopackage.GeoPackageExport;
import dev.errand.geodata.geopackage.GeoPackageImport;
import dev.errand.geodata.repository.Repositories;
import dev.errand.geodata.repository.Repository;
import dev.errand.geogig.GeoGigTasks;
import dev.errand.geogig.TaskBodies;
import dev.errand.http.ContainerPrincipals;
import dev.errand.http.ErrandServlet;
import dev.errand.http.HttpSettings;
import dev.errand.operation.Operation;
import dev.errand.sqlite.SqliteStore;
import dev.errand.task.Json;
import dev.errand.testkit.Looks;
import dev.errand.testkit.http.TestServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/** GeoPackages in and out over HTTP, on a data folder with one repository called village. */
final class GeoPackageServer implements AutoCloseable {

  static final String IMPORT = "/repos/village/import";
  static final String EXPORT = "/repos/village/export";
  private static final String BOUNDARY = "3f1c2b";

  final Path data;
  final Repository repository;
  final Errand errand;
  final TestServer http;
  private final HttpClient client = HttpClient.newHttpClient();

  GeoPackageServer(Path folder, Operation<?, ?>... others) throws Exception {
    data = Files.createDirectories(folder.resolve("data"));
    Repositories repositories = Repositories.open(data.resolve("repos"), Clock.systemUTC());
    repository =
        repositories.find("village").orElse(null) == null
            ? repositories.init("village")
            : repositories.open("village");
    Uploads uploads = Uploads.open(data.resolve("uploads"));
    errand = errand(data, repositories, uploads, others);
    errand.start();
    TaskBodies bodies =
        new TaskBodies(
            Map.of(
                GeoPackageImport.NAME, ImportedBody.body(),
                GeoPackageExport.NAME, ExportRoutes.result()));
    http =
        new TestServer(
            new ErrandServlet(
                HttpSettings.DEFAULTS,
                ContainerPrincipals.open(),
                List.of(
                    new GeoGigTasks(errand, bodies, Duration.ofMillis(200)),
                    new RepositoryRoutes(repositories),
                    new ExportRoutes(errand, bodies),
                    new ImportRoutes(errand, bodies, uploads, repositories))));
  }

  static Errand errand(
      Path data, Repositories repositories, Uploads uploads, Operation<?, ?>... others)
      throws IOException {
    AllowedFolders allowed = AllowedFolders.of(data, List.of(data), List.of(uploads.folder()));
    return Errand.builder()
        .store(SqliteStore.in(data))
        .data(data)
        .operation(new GeoPackageImport(repositories, allowed, uploads))
        .operation(new GeoPackageExport(repositories))
        .operation(new GeoPackageDiff(repositories))
        .operations(List.of(others))
        .workers(2)
        .stopPatience(Duration.ZERO)
        .build();
  }

  /** Sends files as a browser or Python's requests does. */
  HttpResponse<String> post(String path, String part, byte[]... files)
      throws IOException, InterruptedException {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    for (byte[] file : files) {
      body.writeBytes(
          """
          --%s\r
          Content-Disposition: form-data; name="%s"; filename="up.gpkg"\r
          \r
          """
              .formatted(BOUNDARY, part)
              .getBytes(StandardCharsets.UTF_8));
      body.writeBytes(file);
      body.writeBytes("\r\n".getBytes(StandardCharsets.UTF_8));
    }
    body.writeBytes(("--" + BOUNDARY + "--\r\n").getBytes(StandardCharsets.UTF_8));
    return client.send(
        HttpRequest.newBuilder(http.uri(path))
            .header("Content-Type", "multipart/form-data; boundary=" + BOUNDARY)
            .POST(BodyPublishers.ofByteArray(body.toByteArray()))
            .build(),
        BodyHandlers.ofString());
  }

  /** The body of a GET, as JSON. */
  JsonNode get(String path) throws IOException, InterruptedException {
    return new Json(http.get(path).body()).parse();
  }

  /** Imports a file with these parameters; the task as JSON once it has ended. */
  JsonNode imported(byte[] file, String parameters) throws IOException, InterruptedException {
    return ended(post(IMPORT + ".json?format=gpkg" + parameters, "fileUpload", file));
  }

  /** Starts a task by GET; the task as JSON once it has ended. */
  JsonNode started(String path) throws IOException, InterruptedException {
    return ended(http.get(path));
  }

  JsonNode ended(HttpResponse<String> started) throws IOException, InterruptedException {
    assertThat(started.statusCode()).as(started.body()).isEqualTo(200);
    long id = new Json(started.body()).parse().at("/task/id").longValue();
    errand.await(errand.task(id).orElseThrow().id(), Duration.ofSeconds(120));
    return get("/tasks/" + id + ".json").path("task");
  }

  /** What a task says that must have succeeded. */
  static JsonNode finished(JsonNode task) {
    assertThat(task.path("status").stringValue()).as(task.toPrettyString()).isEqualTo("FINISHED");
    return task;
  }

  /** Why a task failed that must have. */
  static String reason(JsonNode task) {
    assertThat(task.path("status").stringValue()).as(task.toPrettyString()).isEqualTo("FAILED");
    return task.at("/error/message").stringValue();
  }

  /** Brings the file of a task. */
  Path download(JsonNode task, Path target) throws IOException, InterruptedException {
    HttpResponse<Path> answer =
        client.send(
            HttpRequest.newBuilder(http.uri("/tasks/" + task.path("id").longValue() + "/download"))
                .build(),
            BodyHandlers.ofFile(target));
    assertThat(answer.statusCode()).isEqualTo(200);
    return target;
  }

  Path head() {
    return repository.data(repository.head().orElseThrow());
  }

  /** Files that nobody should find once nothing runs. */
  /** What an ended task owned is deleted a moment after its end. */
  List<String> leftovers() throws IOException {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
    while (!left().isEmpty() && System.nanoTime() < deadline) {
      Looks.pause();
    }
    return left();
  }

  private List<String> left() throws IOException {
    try (Stream<Path> files = Files.walk(data)) {
      return files
          .filter(Files::isRegularFile)
          .map(file -> data.relativize(file).toString())
          .filter(name ->
              name.contains("tmp-")
                  || name.startsWith("uploads") && !name.endsWith(FolderLocks.FILE)
                  || name.endsWith("-journal")
                  || name.contains("scratch"))
          .toList();
    }
  }

  @Override
  public void close() throws Exception {
    client.close();
    http.close();
    errand.close();
  }
}
