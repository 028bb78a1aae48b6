// SPDX-License-Identifier: Apache-2.0
package dev.errand.server;

import dev.errand.Errand;
import dev.errand.files.UpkeepSet;
import dev.errand.geodata.GeoData;
import dev.errand.geogig.ResultBodies;
import dev.errand.geogig.TaskBodies;
import dev.errand.geogig.commands.GeoGigCommands;
import dev.errand.http.RouteSet;
import dev.errand.outgoing.OutgoingHttp;
import dev.errand.spring.ErrandClock;
import dev.errand.spring.ErrandProperties;
import java.io.IOException;
import java.time.ZoneOffset;
import java.util.List;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Map data: its operations, and GeoGig's commands that start them. */
@Configuration(proxyBeanMethods = false)
class GeoDataParts {

  @Bean
  GeoData geoData(
      DataFolder data,
      KeptFolder kept,
      ErrandProperties properties,
      OutgoingHttp http,
      ErrandClock clock)
      throws IOException {
    return GeoDataSetup.forCallers(
        kept,
        new CallersFiles(properties.files(), List.of(data.path(), kept.path())),
        http,
        new GeoDataSetup.Settings(
            properties.osm().overpass(),
            properties.repositories().transactionTimeout(),
            clock.withZone(ZoneOffset.UTC)));
  }

  @Bean
  UpkeepSet upkeepOfGeoData(GeoData geoData, Errand errand) throws IOException {
    return geoData.lookAfter(errand);
  }

  @Bean
  ResultBodies geoDataResults() {
    return GeoGigCommands.results();
  }

  @Bean
  RouteSet geoGigCommands(Errand errand, TaskBodies bodies, GeoData geoData) {
    return GeoGigCommands.routes(errand, bodies, geoData);
  }
}
