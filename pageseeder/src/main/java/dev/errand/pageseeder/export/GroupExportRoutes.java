// SPDX-License-Identifier: Apache-2.0
package dev.errand.pageseeder.export;

import dev.errand.http.Response;
import dev.errand.http.Route;
import dev.errand.pageseeder.PageSeederRoutes;
import dev.errand.pageseeder.ServiceCall;
import dev.errand.pageseeder.ServiceHandler;
import dev.errand.pageseeder.Services;
import dev.errand.pageseeder.ThreadBodies;
import dev.errand.task.Submission;
import dev.errand.task.Task;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** PageSeeder's services that export documents. Each starts a thread, a GET as well. */
public final class GroupExportRoutes implements PageSeederRoutes {

  private static final String MEMBER = "/members/{member}";
  private static final String GROUP = MEMBER + "/groups/{group}";

  private final Services services;
  private final ThreadBodies bodies;
  private final ExportTargets targets;

  public GroupExportRoutes(Services services, ThreadBodies bodies, ExportTargets targets) {
    this.services = services;
    this.bodies = bodies;
    this.targets = targets;
  }

  @Override
  public List<Route> routes() {
    List<Route> routes = new ArrayList<>();
    ServiceHandler one = call -> start(call, ExportTargets.one(call), false);
    routes.addAll(services.changing("GET", MEMBER + "/uris/{uri}/export", one));
    routes.addAll(
        services.changing(
            "GET",
            GROUP + "/uris/{uri}/export",
            call -> start(call, ExportTargets.one(call), true)));
    for (String method : List.of("GET", "POST")) {
      routes.addAll(
          services.changing(
              method, MEMBER + "/export", call -> start(call, targets.anywhere(call), true)));
      routes.addAll(
          services.changing(
              method, GROUP + "/export", call -> start(call, targets.inGroup(call), true)));
    }
    return routes;
  }

  /**
   * @param failing what PageSeeder documents as the default of {@code fail-on-error}
   */
  private Response start(ServiceCall call, ExportTarget target, boolean failing) {
    ExportOptions options = ExportOptions.of(call, failing);
    GroupExport.Inputs inputs =
        new GroupExport.Inputs(
            target.group(),
            target.path(),
            target.uris(),
            options.includes(),
            options.excludes(),
            options.failOnError());
    Task task =
        call.errand()
            .submit(
                Submission.builder(GroupExport.NAME)
                    .inputs(inputs)
                    .group(target.group())
                    .description("Exporting " + target.shown())
                    .build());
    return bodies.started(call, Optional.empty(), task);
  }
}
