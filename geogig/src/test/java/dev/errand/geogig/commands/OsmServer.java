// SPDX-License-Identifier: Apache-2.0
package dev.errand.geogig.commands;

import static org.assertj.core.api.Assertions.assertThat;

import dev.errand.Errand;
import dev.errand.geodata.geopackage.GeoPackageExport;
import dev.errand.geodata.osm.OsmDownload;
import dev.errand.geodata.osm.OsmImport;
import dev.errand.geodata.osm.Workshop;
import dev.errand.geogig.GeoGigTasks;
import dev.errand.geogig.ResultBody;
import dev.errand.geogig.TaskBodies;
import dev.errand.http.Caller;
import dev.errand.http.ContainerPrincipals;
import dev.errand.http.ErrandServlet;
import dev.errand.http.HttpSettings;
import dev.errand.http.Principals;
import dev.errand.outgoing.QuerySettings;
import dev.errand.sqlite.SqliteStore;
import dev.errand.task.Page;
import dev.errand.task.Principal;
import dev.errand.task.Task;
import dev.errand.task.TaskFilter;
import dev.errand.testkit.http.TestServer;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The import over HTTP, on a data folder with one repository called village. */
final class OsmServer implements AutoCloseable {

  final Workshop shop;
  final Errand errand;
  final TestServer http;

  OsmServer(Path folder) throws Exception {
    this(folder, ContainerPrincipals.open());
  }

  OsmServer(Path folder, Principals principals) throws Exception {
    this(new Workshop(folder), principals, List.of());
  }

  /** With downloads too, from the server of these settings. */
  OsmServer(Path folder, QuerySettings overpass) throws Exception {
    this(new Workshop(folder), overpass);
  }

  private OsmServer(Workshop shop, QuerySettings overpass) throws Exception {
    this(shop, ContainerPrincipals.open(), List.of(shop.download(overpass)));
  }

  private OsmServer(Workshop shop, Principals principals, List<OsmDownload> more) throws Exception {
    this.shop = shop;
    errand =
        Errand.builder()
            .store(SqliteStore.in(shop.data))
            .data(shop.data)
            .operation(shop.operation)
            .operations(more)
            .operation(new GeoPackageExport(shop.repositories))
            .workers(2)
            .stopPatience(Duration.ZERO)
            .build();
    errand.start();
    TaskBodies bodies =
        new TaskBodies(
            Map.of(
                OsmImport.NAME, ResultBody.object("OSMReport"),
                OsmDownload.NAME, ResultBody.object("OSMReport"),
                GeoPackageExport.NAME, ExportRoutes.result()));
    http =
        new TestServer(
            new ErrandServlet(
                HttpSettings.DEFAULTS,
                principals,
                List.of(
                    new GeoGigTasks(errand, bodies, Duration.ofMillis(200)),
                    new RepositoryRoutes(shop.repositories),
                    new ExportRoutes(errand, bodies),
                    new OsmRoutes(errand, bodies, shop.uploads, shop.repositories))));
  }

  /** The body of a GET. */
  String get(String path) throws IOException, InterruptedException {
    return http.get(path).body();
  }

  /** Starts a task and waits for its end; what {@code GET /tasks/{id}.json} says then. */
  String imported(String path) throws IOException, InterruptedException {
    HttpResponse<String> started = http.get(path);
    assertThat(started.statusCode()).as(started.body()).isEqualTo(200);
    return get("/tasks/" + endOfNewest().id().number() + ".json");
  }

  /** The task that was started last, once it has ended. */
  Task endOfNewest() throws InterruptedException {
    Task newest = errand.tasks(TaskFilter.ALL, Page.newest(1)).getFirst();
    return errand.await(newest.id(), Duration.ofSeconds(60)).orElseThrow();
  }

  /** Callers are who the header {@code Caller} says; {@code root} is administrator. */
  static Principals byHeader() {
    return new Principals() {
      @Override
      public Caller of(HttpServletRequest request) {
        return Optional.ofNullable(request.getHeader("Caller"))
            .map(OsmServer::principal)
            .map(principal -> new Caller(principal, Caller.Proof.GIVEN))
            .orElse(Caller.ANONYMOUS);
      }

      @Override
      public String challenge() {
        return "Basic";
      }
    };
  }

  private static Principal principal(String name) {
    return name.equals("root") ? Principal.administrator(name) : Principal.user(name);
  }

  @Override
  public void close() throws Exception {
    http.close();
    errand.close();
  }
}
