// SPDX-License-Identifier: Apache-2.0
package dev.errand.pageseeder.export;

import dev.errand.http.Response;
import dev.errand.http.Route;
import dev.errand.pageseeder.PageSeederRoutes;
import dev.errand.pageseeder.ServiceCall;
import dev.errand.pageseeder.ServiceException;
import dev.errand.pageseeder.Services;
import dev.errand.task.Download;
import dev.errand.task.Output;
import dev.errand.task.Task;
import java.util.List;
import java.util.Optional;

/** Where clients fetch the file of an export: by any name of the group, and the file's own. */
public final class MemberResourceRoutes implements PageSeederRoutes {

  private static final String PLACE = "/ps/member-resource/{group}/{file}";

  private final Services services;

  public MemberResourceRoutes(Services services) {
    this.services = services;
  }

  @Override
  public List<Route> routes() {
    return List.of(Route.get(PLACE, services.handler(MemberResourceRoutes::file)));
  }

  private static Response file(ServiceCall call) {
    String name = call.request().variable("file");
    Optional<Task> task =
        ExportName.task(name).flatMap(key -> call.errand().groupTask(call.group().id(), key));
    Optional<Output> output =
        task.flatMap(found ->
            call.errand().outputs(found.id()).stream()
                .filter(one -> one.name().equals(name))
                .findFirst());
    Optional<Download> download =
        output.flatMap(found -> call.errand().download(task.orElseThrow().id(), found.name()));
    return download
        .<Response>map(found -> new Response.File(found, found.output().mediaType()))
        .orElseThrow(() -> new ServiceException(404, "E404", "There is no such file."));
  }
}
