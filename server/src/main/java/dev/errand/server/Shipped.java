// SPDX-License-Identifier: Apache-2.0
package dev.errand.server;

import dev.errand.Json;
import dev.errand.operation.Operation;
import dev.errand.operations.fetch.FetchSettings;
import dev.errand.operations.fetch.Fetcher;
import dev.errand.operations.files.AllowedFolders;
import dev.errand.operations.files.Uploads;
import dev.errand.operations.geopackage.GeoPackageExport;
import dev.errand.operations.osm.OsmImport;
import dev.errand.operations.osm.OsmSettings;
import dev.errand.operations.osm.OsmSources;
import dev.errand.operations.repository.Repositories;
import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;

/** The operations that ship, on a data folder. */
record Shipped(
    Repositories repositories, Uploads uploads, OsmImport osmImport, GeoPackageExport export) {

  static final List<String> NAMES = List.of(GeoPackageExport.NAME, OsmImport.NAME);

  /** For callers over HTTP, who may name files of some folders only. */
  static Shipped forCallers(DataFolder data, List<Path> files) throws IOException {
    Path start = Path.of("").toAbsolutePath();
    List<Path> folders = new ArrayList<>(List.of(start));
    for (Path folder : files) {
      if (!Files.isDirectory(folder)) {
        throw new Refusal("--files %s is no folder that can be read".formatted(folder));
      }
      folders.add(folder);
    }
    Uploads uploads = Uploads.open(data.uploads());
    AllowedFolders allowed = AllowedFolders.of(start, folders, List.of(data.path()));
    return of(data, uploads, allowed, FetchSettings.DEFAULT);
  }

  /** For the person at the terminal, who may read what they may read. */
  static Shipped forThisUser(DataFolder data) throws IOException {
    List<Path> everything = new ArrayList<>();
    FileSystems.getDefault().getRootDirectories().forEach(everything::add);
    AllowedFolders allowed = AllowedFolders.of(Path.of("").toAbsolutePath(), everything, List.of());
    return of(
        data, Uploads.open(data.uploads()), allowed, FetchSettings.DEFAULT.allowPrivate(true));
  }

  private static Shipped of(
      DataFolder data, Uploads uploads, AllowedFolders allowed, FetchSettings fetch)
      throws IOException {
    Repositories repositories = Repositories.open(data.repositories(), Clock.systemUTC());
    OsmSources sources = new OsmSources(allowed, uploads, new Fetcher(fetch));
    return new Shipped(
        repositories,
        uploads,
        new OsmImport(repositories, sources, OsmSettings.DEFAULT),
        new GeoPackageExport(repositories));
  }

  List<Operation<?, ?>> operations() {
    return List.of(osmImport, export);
  }

  /** Makes the repository to import into, if there is none, as somebody new to this expects. */
  void prepare(String operation, Json inputs) throws IOException {
    if (!operation.equals(OsmImport.NAME)) {
      return;
    }
    String repo = inputs.parse().path("repo").asString("");
    if (!repo.isEmpty() && repositories.find(repo).isEmpty()) {
      repositories.init(repo);
    }
  }
}
