// SPDX-License-Identifier: Apache-2.0
package dev.errand.geodata.osm;

import dev.errand.files.AllowedFolders;
import dev.errand.files.Uploads;
import dev.errand.geodata.repository.Repositories;
import dev.errand.geodata.repository.Repository;
import dev.errand.outgoing.AddressRule;
import dev.errand.outgoing.FetchSettings;
import dev.errand.outgoing.Fetcher;
import dev.errand.outgoing.OutgoingHttp;
import dev.errand.outgoing.OutgoingSettings;
import dev.errand.outgoing.QueryClient;
import dev.errand.outgoing.QuerySettings;
import dev.errand.testkit.AttemptContext;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

/** A data folder with one repository, and the import operation on it. */
public final class Workshop {

  /** Reaches this machine's own servers too. */
  public static final OutgoingHttp ANYWHERE =
      new OutgoingHttp(OutgoingSettings.DEFAULT.rule(AddressRule.ANY));

  /** As servers fetch. */
  public static final Fetcher GUARDED =
      new Fetcher(new OutgoingHttp(OutgoingSettings.DEFAULT), FetchSettings.DEFAULT);

  public final Path files;
  public final Path data;
  public final Repositories repositories;
  public final Repository repository;
  public final Uploads uploads;
  public final OsmImport operation;
  private final AllowedFolders allowed;
  public AttemptContext context;

  public Workshop(Path folder) throws IOException {
    this(folder, OsmSettings.DEFAULT, new Fetcher(ANYWHERE, FetchSettings.DEFAULT));
  }

  public Workshop(Path folder, OsmSettings settings, Fetcher fetcher) throws IOException {
    this(folder, settings, fetcher, Clock.systemUTC());
  }

  public Workshop(Path folder, OsmSettings settings, Fetcher fetcher, Clock clock)
      throws IOException {
    files = Files.createDirectories(folder.resolve("files"));
    data = Files.createDirectories(folder.resolve("data"));
    repositories = Repositories.open(data.resolve("repos"), clock);
    repository = repositories.init("village");
    uploads = Uploads.open(data.resolve("uploads"));
    allowed = AllowedFolders.of(files, List.of(files, data), List.of(uploads.folder()));
    operation = new OsmImport(repositories, new OsmSources(allowed, uploads, fetcher), settings);
    context = newContext();
  }

  public AttemptContext newContext() {
    context = new AttemptContext(data.resolve("scratch").resolve(UUID.randomUUID().toString()));
    return context;
  }

  /** Downloads from a server into the repositories here. */
  public OsmDownload download(QuerySettings server) {
    return new OsmDownload(
        repositories, allowed, new QueryClient(ANYWHERE, server), OsmSettings.DEFAULT);
  }

  public static OsmImport.Inputs inputs(String uri, boolean add) {
    return new OsmImport.Inputs(
        "village", Optional.of(uri), Optional.empty(), Optional.empty(), add, Optional.empty());
  }

  public OsmReport run(String uri) throws Exception {
    return run(inputs(uri, false));
  }

  public OsmReport add(String uri) throws Exception {
    return run(inputs(uri, true));
  }

  public OsmReport run(OsmImport.Inputs inputs) throws Exception {
    operation.check(inputs);
    try {
      return java.util.Objects.requireNonNull(operation.run(inputs, newContext()));
    } finally {
      operation.release(inputs, context.task());
    }
  }

  public Path write(String name, String text) throws IOException {
    return Files.writeString(files.resolve(name), text);
  }

  /** Everything in the repository, by name. */
  public List<String> leftovers() throws IOException {
    try (Stream<Path> paths = Files.walk(repository.folder())) {
      return paths
          .filter(path -> path.getFileName().toString().contains("tmp-"))
          .map(Path::toString)
          .toList();
    }
  }
}
