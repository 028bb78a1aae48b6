// SPDX-License-Identifier: Apache-2.0
package dev.errand.operations.osm;

import dev.errand.http.outgoing.AddressRule;
import dev.errand.http.outgoing.OutgoingHttp;
import dev.errand.http.outgoing.OutgoingSettings;
import dev.errand.operations.AttemptContext;
import dev.errand.operations.fetch.FetchSettings;
import dev.errand.operations.fetch.Fetcher;
import dev.errand.operations.fetch.QueryClient;
import dev.errand.operations.fetch.QuerySettings;
import dev.errand.operations.files.AllowedFolders;
import dev.errand.operations.files.Uploads;
import dev.errand.operations.repository.Repositories;
import dev.errand.operations.repository.Repository;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

/** A data folder with one repository, and the import operation on it. */
final class Workshop {

  /** Reaches this machine's own servers too. */
  static final OutgoingHttp ANYWHERE =
      new OutgoingHttp(OutgoingSettings.DEFAULT.rule(AddressRule.ANY));

  /** As servers fetch. */
  static final Fetcher GUARDED =
      new Fetcher(new OutgoingHttp(OutgoingSettings.DEFAULT), FetchSettings.DEFAULT);

  final Path files;
  final Path data;
  final Repositories repositories;
  final Repository repository;
  final Uploads uploads;
  final OsmImport operation;
  private final AllowedFolders allowed;
  AttemptContext context;

  Workshop(Path folder) throws IOException {
    this(folder, OsmSettings.DEFAULT, new Fetcher(ANYWHERE, FetchSettings.DEFAULT));
  }

  Workshop(Path folder, OsmSettings settings, Fetcher fetcher) throws IOException {
    this(folder, settings, fetcher, Clock.systemUTC());
  }

  Workshop(Path folder, OsmSettings settings, Fetcher fetcher, Clock clock) throws IOException {
    files = Files.createDirectories(folder.resolve("files"));
    data = Files.createDirectories(folder.resolve("data"));
    repositories = Repositories.open(data.resolve("repos"), clock);
    repository = repositories.init("village");
    uploads = Uploads.open(data.resolve("uploads"));
    allowed = AllowedFolders.of(files, List.of(files, data), List.of(uploads.folder()));
    operation = new OsmImport(repositories, new OsmSources(allowed, uploads, fetcher), settings);
    context = newContext();
  }

  AttemptContext newContext() {
    context = new AttemptContext(data.resolve("scratch").resolve(UUID.randomUUID().toString()));
    return context;
  }

  /** Downloads from a server into the repositories here. */
  OsmDownload download(QuerySettings server) {
    return new OsmDownload(
        repositories, allowed, new QueryClient(ANYWHERE, server), OsmSettings.DEFAULT);
  }

  static OsmImport.Inputs inputs(String uri, boolean add) {
    return new OsmImport.Inputs(
        "village", Optional.of(uri), Optional.empty(), Optional.empty(), add, Optional.empty());
  }

  OsmReport run(String uri) throws Exception {
    return run(inputs(uri, false));
  }

  OsmReport add(String uri) throws Exception {
    return run(inputs(uri, true));
  }

  OsmReport run(OsmImport.Inputs inputs) throws Exception {
    operation.check(inputs);
    try {
      return java.util.Objects.requireNonNull(operation.run(inputs, newContext()));
    } finally {
      operation.release(inputs);
    }
  }

  Path write(String name, String text) throws IOException {
    return Files.writeString(files.resolve(name), text);
  }

  /** Everything in the repository, by name. */
  List<String> leftovers() throws IOException {
    try (Stream<Path> paths = Files.walk(repository.folder())) {
      return paths
          .filter(path -> path.getFileName().toString().contains("tmp-"))
          .map(Path::toString)
          .toList();
    }
  }
}
