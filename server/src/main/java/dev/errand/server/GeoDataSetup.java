// SPDX-License-Identifier: Apache-2.0
package dev.errand.server;

import dev.errand.files.AllowedFolders;
import dev.errand.files.Uploads;
import dev.errand.geodata.GeoData;
import dev.errand.geodata.osm.OsmSources;
import dev.errand.geodata.repository.Repositories;
import dev.errand.geodata.repository.RepositorySettings;
import dev.errand.outgoing.AddressRule;
import dev.errand.outgoing.FetchSettings;
import dev.errand.outgoing.Fetcher;
import dev.errand.outgoing.OutgoingHttp;
import dev.errand.outgoing.OutgoingSettings;
import dev.errand.outgoing.OutgoingUri;
import dev.errand.outgoing.QueryClient;
import dev.errand.outgoing.QuerySettings;
import dev.errand.outgoing.RefusedAddressException;
import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;

/** Opens what the operations on map data work on. */
final class GeoDataSetup {

  private GeoDataSetup() {}

  /**
   * What a server may set differently.
   *
   * @param overpass the Overpass server that downloads ask
   * @param transactionTimeout how long a transaction may be left alone
   * @param clock tells that, alike at all servers that share the folder, and dates revisions
   */
  record Settings(URI overpass, Duration transactionTimeout, Clock clock) {}

  /**
   * For callers over HTTP, who may name files of some folders only.
   *
   * @param http for what they name by URL
   */
  static GeoData forCallers(
      KeptFolder kept, CallersFiles files, OutgoingHttp http, Settings settings)
      throws IOException {
    AllowedFolders allowed = files.allowed();
    Uploads uploads = Uploads.open(kept.uploads());
    Fetcher fetcher = new Fetcher(http, FetchSettings.DEFAULT);
    return of(kept, new OsmSources(allowed, uploads, fetcher), settings);
  }

  /** For the person at the terminal, who may read what they may read. */
  static GeoData forThisUser(KeptFolder kept, Settings settings) throws IOException {
    AllowedFolders allowed = CallersFiles.ofThisUser();
    Fetcher fetcher = new Fetcher(unguarded(), FetchSettings.DEFAULT);
    return of(kept, new OsmSources(allowed, Uploads.open(kept.uploads()), fetcher), settings);
  }

  private static GeoData of(KeptFolder kept, OsmSources sources, Settings settings)
      throws IOException {
    Repositories repositories =
        Repositories.open(
            kept.repositories(),
            RepositorySettings.by(settings.clock())
                .transactionTimeout(settings.transactionTimeout()));
    return GeoData.of(
        repositories, sources, new QueryClient(unguarded(), QuerySettings.to(overpass(settings))));
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
}
