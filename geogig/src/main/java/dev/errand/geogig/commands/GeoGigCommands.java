// SPDX-License-Identifier: Apache-2.0
package dev.errand.geogig.commands;

import dev.errand.Errand;
import dev.errand.geodata.GeoData;
import dev.errand.geodata.geopackage.GeoPackageExport;
import dev.errand.geodata.geopackage.GeoPackageImport;
import dev.errand.geodata.osm.OsmDownload;
import dev.errand.geodata.osm.OsmImport;
import dev.errand.geogig.ResultBodies;
import dev.errand.geogig.ResultBody;
import dev.errand.geogig.TaskBodies;
import dev.errand.http.RouteSet;
import java.util.List;
import java.util.Map;

/** GeoGig's commands on repositories. */
public final class GeoGigCommands {

  private GeoGigCommands() {}

  /** All of them. */
  public static RouteSet routes(Errand errand, TaskBodies bodies, GeoData data) {
    return RouteSet.of(
        List.of(
            new RepositoryRoutes(data.repositories()),
            new OsmRoutes(errand, bodies, data.uploads(), data.repositories()),
            new ImportRoutes(errand, bodies, data.uploads(), data.repositories()),
            new ExportRoutes(errand, bodies)));
  }

  /** What the tasks show that they start. */
  public static ResultBodies results() {
    ResultBody report = ResultBody.object("OSMReport");
    return new ResultBodies(
        Map.of(
            OsmDownload.NAME,
            report,
            OsmImport.NAME,
            report,
            GeoPackageImport.NAME,
            ImportedBody.body(),
            GeoPackageExport.NAME,
            ExportRoutes.result()));
  }
}
