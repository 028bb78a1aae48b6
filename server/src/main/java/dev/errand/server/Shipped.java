// SPDX-License-Identifier: Apache-2.0
package dev.errand.server;

import dev.errand.files.AllowedFolders;
import dev.errand.files.Uploads;
import dev.errand.geodata.geopackage.GeoPackageDiff;
import dev.errand.geodata.geopackage.GeoPackageExport;
import dev.errand.geodata.geopackage.GeoPackageImport;
import dev.errand.geodata.osm.OsmDownload;
import dev.errand.geodata.osm.OsmImport;
import dev.errand.geodata.osm.OsmSettings;
import dev.errand.geodata.osm.OsmSources;
import dev.errand.geodata.repository.Repositories;
import dev.errand.geodata.repository.RepositorySettings;
import dev.errand.operation.Operation;
import dev.errand.outgoing.AddressRule;
import dev.errand.outgoing.FetchSettings;
import dev.errand.outgoing.Fetcher;
import dev.errand.outgoing.OutgoingHttp;
import dev.errand.outgoing.OutgoingSettings;
import dev.errand.outgoing.OutgoingUri;
import dev.errand.outgoing.QueryClient;
import dev.errand.outgoing.QuerySettings;
import dev.errand.outgoing.RefusedAddressException;
import dev.errand.task.Json;
import java.io.IOException;
import java.net.URI;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** The operations that ship, on a folder where they keep what they make. */
record Shipped(
    Repositories repositories,
    Uploads uploads,
    OsmImport osmImport,
    OsmDownload osmDownload,
    GeoPackageImport geoPackageImport,
    GeoPackageExport export,
    GeoPackageDiff diff)
    implements AutoCloseable {

  static final List<String> NAMES =
      List.of(
          GeoPackageExport.NAME,
          GeoPackageDiff.NAME,
          GeoPackageImport.NAME,
          OsmDownload.NAME,
          OsmImport.NAME);

  /** Operations that a repository may be made for. */
  private static final Set<String> FILLING =
      Set.of(GeoPackageImport.NAME, OsmDownload.NAME, OsmImport.NAME);

  /**
   * What a server may set differently.
   *
   * @param overpass the Overpass server that downloads ask
   * @param transactionTimeout how long a transaction may be left alone
   * @param clock tells that, alike at all servers that share the folder, and dates revisions
   */
  record Settings(URI overpass, Duration transactionTimeout, Clock clock) {}

  /**
   * Whose files callers may name, besides those of the folder that the server was started in.
   *
   * @param folders as set by {@code --files}
   * @param except those in them that are the server's own
   */
  record CallersFiles(List<Path> folders, List<Path> except) {}

  /**
   * For callers over HTTP, who may name files of some folders only.
   *
   * @param http for what they name by URL
   */
  static Shipped forCallers(
      KeptFolder kept, CallersFiles files, OutgoingHttp http, Settings settings)
      throws IOException {
    Path start = Path.of("").toAbsolutePath();
    List<Path> folders = new ArrayList<>(List.of(start));
    for (Path folder : files.folders()) {
      if (!Files.isDirectory(folder)) {
        throw new Refusal("--files %s is no folder that can be read".formatted(folder));
      }
      folders.add(folder);
    }
    Uploads uploads = Uploads.open(kept.uploads());
    AllowedFolders allowed = AllowedFolders.of(start, folders, files.except());
    Fetcher fetcher = new Fetcher(http, FetchSettings.DEFAULT);
    return of(kept, new OsmSources(allowed, uploads, fetcher), settings);
  }

  /** For the person at the terminal, who may read what they may read. */
  static Shipped forThisUser(KeptFolder kept, Settings settings) throws IOException {
    List<Path> everything = new ArrayList<>();
    FileSystems.getDefault().getRootDirectories().forEach(everything::add);
    AllowedFolders allowed = AllowedFolders.of(Path.of("").toAbsolutePath(), everything, List.of());
    Fetcher fetcher = new Fetcher(unguarded(), FetchSettings.DEFAULT);
    return of(kept, new OsmSources(allowed, Uploads.open(kept.uploads()), fetcher), settings);
  }

  private static Shipped of(KeptFolder kept, OsmSources sources, Settings settings)
      throws IOException {
    Repositories repositories =
        Repositories.open(
            kept.repositories(),
            RepositorySettings.by(settings.clock())
                .transactionTimeout(settings.transactionTimeout()));
    OutgoingUri overpass = overpass(settings);
    return new Shipped(
        repositories,
        sources.uploads(),
        new OsmImport(repositories, sources, OsmSettings.DEFAULT),
        new OsmDownload(
            repositories,
            sources.folders(),
            new QueryClient(unguarded(), QuerySettings.to(overpass)),
            OsmSettings.DEFAULT),
        new GeoPackageImport(repositories, sources.folders(), sources.uploads()),
        new GeoPackageExport(repositories),
        new GeoPackageDiff(repositories));
  }

  /** For what the operator names, who may reach whatever this machine reaches. */
  private static OutgoingHttp unguarded() {
    return new OutgoingHttp(OutgoingSettings.DEFAULT.rule(AddressRule.ANY));
  }

  private static OutgoingUri overpass(Settings settings) {
    try {
      return OutgoingUri.parse(settings.overpass().toString());
    } catch (RefusedAddressException e) {
      throw new Refusal(
          "the Overpass server (errand.osm.overpass, --overpass) cannot be asked: "
              + e.getMessage(),
          e);
    }
  }

  List<Operation<?, ?>> operations() {
    return List.of(osmImport, osmDownload, geoPackageImport, export, diff);
  }

  /** Makes the repository to import into, if there is none, as somebody new to this expects. */
  void prepare(String operation, Json inputs) throws IOException {
    if (!FILLING.contains(operation)) {
      return;
    }
    String repo = inputs.parse().path("repo").asString("");
    if (!repo.isEmpty() && repositories.find(repo).isEmpty()) {
      repositories.init(repo);
    }
  }

  /** To be called when no task runs any more. */
  @Override
  public void close() {
    uploads.close();
    repositories.close();
  }
}
