// SPDX-License-Identifier: Apache-2.0
package dev.errand.geodata;

import dev.errand.Errand;
import dev.errand.files.LeftUploads;
import dev.errand.files.Upkeep;
import dev.errand.files.UpkeepSet;
import dev.errand.files.Uploads;
import dev.errand.geodata.geopackage.GeoPackageDiff;
import dev.errand.geodata.geopackage.GeoPackageExport;
import dev.errand.geodata.geopackage.GeoPackageImport;
import dev.errand.geodata.osm.OsmDownload;
import dev.errand.geodata.osm.OsmImport;
import dev.errand.geodata.osm.OsmSettings;
import dev.errand.geodata.osm.OsmSources;
import dev.errand.geodata.repository.Repositories;
import dev.errand.operation.Operation;
import dev.errand.operation.OperationSet;
import dev.errand.operation.OperationSpec;
import dev.errand.outgoing.QueryClient;
import dev.errand.task.Json;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/**
 * The operations on map data, and where they keep what they make. Safe for all threads.
 *
 * @param operations each once
 */
public record GeoData(Repositories repositories, Uploads uploads, List<Operation<?, ?>> operations)
    implements OperationSet, AutoCloseable {

  /** What there is, by name. */
  public static final List<OperationSpec<?, ?>> SPECS =
      List.of(
          GeoPackageExport.SPEC,
          GeoPackageDiff.SPEC,
          GeoPackageImport.SPEC,
          OsmDownload.SPEC,
          OsmImport.SPEC);

  /** Operations that a repository may be made for. */
  private static final Set<String> FILLING =
      Set.of(GeoPackageImport.NAME, OsmDownload.NAME, OsmImport.NAME);

  public GeoData {
    operations = List.copyOf(operations);
  }

  /**
   * All operations on these repositories, which are closed with this, as the uploads are.
   *
   * @param sources what callers may have read
   * @param overpass asks for downloads
   */
  public static GeoData of(Repositories repositories, OsmSources sources, QueryClient overpass) {
    Uploads uploads = sources.uploads();
    return new GeoData(
        repositories,
        uploads,
        List.of(
            new OsmImport(repositories, sources, OsmSettings.DEFAULT),
            new OsmDownload(repositories, sources.folders(), overpass, OsmSettings.DEFAULT),
            new GeoPackageImport(repositories, sources.folders(), uploads),
            new GeoPackageExport(repositories),
            new GeoPackageDiff(repositories)));
  }

  /** Makes the repository to fill, if there is none, as somebody new to this expects. */
  public void prepare(String operation, Json inputs) throws IOException {
    String repo = FILLING.contains(operation) ? inputs.parse().path("repo").asString("") : "";
    if (!repo.isEmpty() && repositories.find(repo).isEmpty()) {
      repositories.init(repo);
    }
  }

  /**
   * Throws away what no task needs any more, now and again and again: uploads, transactions that
   * were left alone, what processes left that were killed.
   *
   * @param errand started, so that it knows which tasks have not ended
   */
  public UpkeepSet lookAfter(Errand errand) throws IOException {
    LeftUploads.discard(errand, uploads);
    return new UpkeepSet(
        List.of(
            Upkeep.of(
                "uploads", Duration.ofMinutes(10), () -> LeftUploads.discard(errand, uploads)),
            Upkeep.of("transactions", Duration.ofMinutes(1), repositories::tidy)));
  }

  /** To be called when no task runs any more. */
  @Override
  public void close() {
    uploads.close();
    repositories.close();
  }
}
