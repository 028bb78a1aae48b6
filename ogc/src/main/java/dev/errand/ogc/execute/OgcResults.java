// SPDX-License-Identifier: Apache-2.0
package dev.errand.ogc.execute;

import dev.errand.Errand;
import dev.errand.GuardedErrand;
import dev.errand.http.Request;
import dev.errand.http.Response;
import dev.errand.http.Route;
import dev.errand.ogc.KnownJob;
import dev.errand.ogc.OgcException;
import dev.errand.ogc.OgcRoutes;
import dev.errand.task.Task;
import java.util.List;
import java.util.Map;

/** The results of jobs, together and one by one. */
public final class OgcResults implements OgcRoutes {

  private final Errand errand;

  public OgcResults(Errand errand) {
    this.errand = errand;
  }

  @Override
  public List<Route> routes() {
    return List.of(
        Route.get("/jobs/{id}/results", this::results),
        Route.get("/jobs/{id}/outputs/{name}", this::output));
  }

  private Response results(Request request) {
    GuardedErrand guarded = errand.as(request.principal());
    Task task = KnownJob.of(guarded, request.variable("id"));
    return new Results(guarded, task, errand.operation(task.operation()), false)
        .answer(request, Map.of());
  }

  private Response output(Request request) {
    GuardedErrand guarded = errand.as(request.principal());
    Task task = KnownJob.of(guarded, request.variable("id"));
    EndedBadly.refuse(task, request.base(), false);
    String name = request.variable("name");
    JobOutput output =
        new JobOutputs(task, errand.operation(task.operation()), guarded.outputs(task.id()))
            .find(name)
            .orElseThrow(() -> OgcException.noSuchOutput(404, name));
    return new OutputBodies(guarded, task, request.base())
        .whole(output, Reply.of(task).wish(name), Map.of());
  }
}
