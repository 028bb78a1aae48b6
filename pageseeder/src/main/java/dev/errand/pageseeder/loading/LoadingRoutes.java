// SPDX-License-Identifier: Apache-2.0
package dev.errand.pageseeder.loading;

import dev.errand.access.Account;
import dev.errand.files.FolderLocks;
import dev.errand.files.FolderWalk;
import dev.errand.http.Parameters;
import dev.errand.http.Response;
import dev.errand.http.Route;
import dev.errand.pageseeder.PageSeederRoutes;
import dev.errand.pageseeder.ServiceCall;
import dev.errand.pageseeder.ServiceException;
import dev.errand.pageseeder.ServiceHandler;
import dev.errand.pageseeder.Services;
import dev.errand.pageseeder.ThreadBodies;
import dev.errand.task.Role;
import dev.errand.task.Submission;
import dev.errand.task.Task;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** PageSeeder's services on loading zones: unzip, start loading, clear, and what is in one. */
public final class LoadingRoutes implements PageSeederRoutes {

  private static final String ZONE = "/members/{member}/groups/{group}/loadingzone";
  private static final int MOST_LISTED = 1_000;

  private final Services services;
  private final ThreadBodies bodies;
  private final LoadingSite site;

  public LoadingRoutes(Services services, ThreadBodies bodies, LoadingSite site) {
    this.services = services;
    this.bodies = bodies;
    this.site = site;
  }

  @Override
  public List<Route> routes() {
    List<Route> routes = new ArrayList<>();
    routes.addAll(services.get(ZONE, told(this::list)));
    routes.addAll(services.changing("POST", ZONE + "/clear", told(this::clear)));
    routes.addAll(services.changing("POST", ZONE + "/unzip", told(this::unzip)));
    routes.addAll(services.changing("POST", ZONE + "/start", told(this::start)));
    return routes;
  }

  private static ServiceHandler told(ServiceHandler handler) {
    return call ->
        LoadingRefusals.told(() -> {
          call.requireRole(Role.CONTRIBUTOR);
          return handler.handle(call);
        });
  }

  private static long member(ServiceCall call) {
    return call.member().map(Account::id).orElse(0L);
  }

  private static ZoneName name(ServiceCall call) {
    return ZoneName.of(call.parameters().first("uploadid"), call.parameters().first("xlinkid"));
  }

  private LoadingZone zone(ServiceCall call) {
    return site.zones().zone(call.group(), member(call), name(call));
  }

  private static ZoneInputs zoneInputs(ServiceCall call) {
    Parameters parameters = call.parameters();
    return new ZoneInputs(
        call.group().id(),
        member(call),
        parameters.first("uploadid").filter(id -> !id.isEmpty()),
        parameters.first("xlinkid").filter(id -> !id.isEmpty()));
  }

  private Response list(ServiceCall call) throws IOException {
    List<FolderWalk.Found> found = new ArrayList<>();
    long[] files = {0};
    FolderWalk.<IOException>walk(
        zone(call).folder(),
        one -> {
          files[0] += one.folder() ? 0 : 1;
          if (found.size() < MOST_LISTED) {
            found.add(one);
          }
        });
    return bodies.answer(
        call.request(),
        "loadingzone",
        writer -> {
          ZoneBody.attributes(writer, member(call), name(call));
          writer.attribute("total-files", files[0]).repeat("file");
          found.forEach(one -> ZoneBody.file(writer.item(), one.path(), one.folder()));
          writer.close();
        });
  }

  private Response clear(ServiceCall call) throws IOException {
    long removed;
    try (FolderLocks.Held still = site.still(call.group())) {
      removed = zone(call).clear(site.zones().fresh());
    }
    return bodies.answer(
        call.request(), "load-clear", writer -> writer.attribute("filesremoved", removed));
  }

  private Response unzip(ServiceCall call) {
    String path = call.required("path");
    zone(call).file(path); // refuses a path that cannot be
    LoadUnzip.Inputs inputs =
        new LoadUnzip.Inputs(zoneInputs(call), path, truth(call, "deleteoriginal"));
    return started(call, LoadUnzip.NAME, inputs, "Unzipping " + path);
  }

  private Response start(ServiceCall call) throws IOException {
    LoadRequest request = LoadRequest.of(call);
    int count =
        request.files().isEmpty()
            ? FolderWalk.names(zone(call).folder()).size()
            : request.files().size();
    return started(
        call,
        LoadStart.NAME,
        request.inputs(zoneInputs(call)),
        "Loading " + count + " document/folders");
  }

  static boolean truth(ServiceCall call, String name) {
    String value = call.parameters().first(name).filter(text -> !text.isEmpty()).orElse("false");
    if (!value.equals("true") && !value.equals("false")) {
      throw new ServiceException(
          400, "E400", "The parameter '" + name + "' is true or false, not '" + value + "'.");
    }
    return value.equals("true");
  }

  private Response started(ServiceCall call, String operation, Record inputs, String description) {
    Task task =
        call.errand()
            .submit(
                Submission.builder(operation)
                    .inputs(inputs)
                    .group(call.group().id())
                    .description(description)
                    .build());
    return bodies.started(call, Optional.of(operation), task);
  }
}
